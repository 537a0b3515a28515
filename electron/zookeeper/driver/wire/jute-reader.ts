import { noNames, PackedNames } from '../../packed-names.ts';
import { ProtocolError } from './protocol.ts';

/**
 * Reads the fields of one frame in jute's binary form (`org.apache.jute.BinaryInputArchive`): big-endian numbers,
 * everything else with its length in front.
 *
 * Nothing that was read shares memory with the frame, so that a small value never keeps a large frame alive;
 * `packedStrings` alone may, when it is most of the frame.
 * @throws ProtocolError from every method when the frame ends too early or a length is impossible.
 */
export class JuteReader {
  readonly #frame: Buffer;
  #offset: number;

  constructor(frame: Buffer, offset = 0) {
    this.#frame = frame;
    this.#offset = offset;
  }

  get remaining(): number {
    return this.#frame.length - this.#offset;
  }

  bool(): boolean {
    return this.#frame[this.#take(1)] !== 0;
  }

  int32(): number {
    return this.#frame.readInt32BE(this.#take(4));
  }

  int64(): bigint {
    return this.#frame.readBigInt64BE(this.#take(8));
  }

  /** A 64-bit number known to be small enough to be exact, such as milliseconds since the epoch. */
  int64AsNumber(): number {
    const offset = this.#take(8);
    return this.#frame.readInt32BE(offset) * 0x1_0000_0000 + this.#frame.readUInt32BE(offset + 4);
  }

  /** @returns null for the length -1, which is how ZooKeeper says "no data"; empty data is something else. */
  bytes(): Uint8Array | null {
    const length = this.int32();
    if (length === -1) return null;
    const start = this.#take(length);
    return new Uint8Array(this.#frame.subarray(start, start + length));
  }

  string(): string {
    const length = this.int32();
    if (length === -1) return '';
    const start = this.#take(length);
    return this.#frame.toString('utf8', start, start + length);
  }

  /** Passes over a string or bytes without reading them. */
  skip(): void {
    const length = this.int32();
    if (length !== -1) this.#take(length);
  }

  /** @returns how many elements follow; a null vector counts as empty. */
  vectorLength(bytesPerElement: number): number {
    const length = this.int32();
    if (length === -1) return 0;
    // Checked before anything is allocated: a broken count must not ask for gigabytes.
    if (length < 0 || length * bytesPerElement > this.remaining) {
      throw new ProtocolError(`a vector of ${String(length)} elements does not fit its frame`);
    }
    return length;
  }

  /**
   * Strings of a vector. Names are ASCII nearly always: then the whole run is decoded at once and cut up, which is
   * several times faster than decoding a million names one by one.
   */
  strings(): string[] {
    const count = this.vectorLength(4);
    const first = this.#offset;
    for (let i = 0; i < count; i++) {
      const length = this.int32();
      if (length !== -1) this.#take(length);
    }
    const text = this.#frame.toString('latin1', first, this.#offset);
    // One byte of UTF-8 for each unit means that every byte is ASCII, those of the lengths included.
    if (Buffer.byteLength(text, 'utf8') !== text.length) {
      this.#offset = first;
      return Array.from({ length: count }, () => this.string());
    }
    const strings = new Array<string>(count);
    for (let i = 0, at = 0; i < count; i++) {
      const length = Math.max(0, this.#frame.readInt32BE(first + at));
      strings[i] = text.slice(at + 4, at + 4 + length);
      at += 4 + length;
    }
    return strings;
  }

  /** Strings of a vector as they are, for lists that may be long. Shares the frame only where that is most of it. */
  packedStrings(): PackedNames {
    const count = this.vectorLength(4);
    if (count === 0) return noNames;
    const frame = this.#frame;
    const first = this.#offset;
    const starts = new Uint32Array(count);
    // By hand: in a reply of a million names this loop runs in one go.
    let at = first;
    for (let i = 0; i < count; i++) {
      const start = at + 4;
      const length = start > frame.length ? 0 : frame.readInt32BE(at);
      at = start + Math.max(0, length);
      if (length < -1 || at > frame.length) throw new ProtocolError('a name ends after its frame');
      starts[i] = start - first;
    }
    this.#offset = at;
    const shared = this.#frame.subarray(first, this.#offset);
    const isMost = shared.length * 2 >= this.#frame.buffer.byteLength;
    return new PackedNames(isMost ? shared : Buffer.from(shared), starts);
  }

  #take(length: number): number {
    const start = this.#offset;
    if (length < 0 || length > this.#frame.length - start) {
      throw new ProtocolError(
        `${String(length)} bytes wanted, ${String(this.#frame.length - start)} left in the frame`,
      );
    }
    this.#offset = start + length;
    return start;
  }
}
