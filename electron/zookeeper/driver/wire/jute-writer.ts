/**
 * Writes one request as a frame in jute's binary form (`org.apache.jute.BinaryOutputArchive`), its length in front.
 */
export class JuteWriter {
  #frame: Buffer;
  #length = 4;

  /** @param capacity a guess of the frame's size in bytes; the frame grows when it is too small. */
  constructor(capacity = 128) {
    this.#frame = Buffer.allocUnsafe(Math.max(8, capacity));
  }

  bool(value: boolean): this {
    const at = this.#reserve(1);
    this.#frame[at] = value ? 1 : 0;
    return this;
  }

  int32(value: number): this {
    const at = this.#reserve(4);
    this.#frame.writeInt32BE(value, at);
    return this;
  }

  int64(value: bigint): this {
    const at = this.#reserve(8);
    this.#frame.writeBigInt64BE(BigInt.asIntN(64, value), at);
    return this;
  }

  /** Null is written as the length -1, which is not the same as empty. */
  bytes(value: Uint8Array | null): this {
    if (value === null) return this.int32(-1);
    return this.int32(value.length).raw(value);
  }

  /** Bytes of a fixed-size field, without a length. */
  raw(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#frame.set(value, at);
    return this;
  }

  string(value: string): this {
    const length = Buffer.byteLength(value, 'utf8');
    this.int32(length);
    const at = this.#reserve(length);
    this.#frame.write(value, at, length, 'utf8');
    return this;
  }

  strings(values: readonly string[]): this {
    this.int32(values.length);
    for (const value of values) this.string(value);
    return this;
  }

  /** @returns the finished frame. The writer is not to be used any further. */
  finish(): Buffer {
    this.#frame.writeInt32BE(this.#length - 4, 0);
    return this.#frame.subarray(0, this.#length);
  }

  /** Makes room. @returns where it begins. The frame may be another one afterwards. */
  #reserve(length: number): number {
    const start = this.#length;
    const end = start + length;
    if (end > this.#frame.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, this.#frame.length * 2));
      this.#frame.copy(larger, 0, 0, start);
      this.#frame = larger;
    }
    this.#length = end;
    return start;
  }
}
