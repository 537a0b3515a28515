import { ProtocolError } from './protocol.ts';

const lengthBytes = 4;

/** A frame up to this length is copied once, into its place; a longer one is put together from such blocks. */
const blockBytes = 1_024 * 1_024;

/** What is read from a frame of this length or more may go on using its memory; smaller ones are not copied. */
const ownedFromBytes = 8 * 1_024;

/**
 * Cuts a stream of bytes into frames (a 32-bit length and so many bytes).
 *
 * Every byte is copied twice at most, however small the pieces are in which a large frame arrives, and memory grows
 * with what arrived, not with what a length field claims. One reader belongs to one socket: what is left of a reply
 * that was cut must never be taken for the start of the next connection's.
 */
export class FrameReader {
  readonly #maxFrameBytes: number;
  readonly #onFrame: (frame: Buffer, length: number) => void;
  readonly #toKeep: (length: number) => number;
  /** What there is of the frame, or of its length, under way: full blocks, and one that is being filled. */
  #blocks: Buffer[] = [];
  #blockUsed = 0;
  #keptBytes = 0;
  /** To be kept of the frame under way; -1 while its length is not known. */
  #frameBytes = -1;
  #frameLength = 0;
  /** What is to be passed over before the next frame. */
  #unwantedBytes = 0;
  #stopped = false;

  /**
   * @param onFrame gets each frame without its length, and the length; a small one may
   * share memory with what was pushed, which is there during the call only.
   * @param toKeep says how many bytes at the beginning of a frame of this length are wanted; the rest is passed over.
   */
  constructor(
    maxFrameBytes: number,
    onFrame: (frame: Buffer, length: number) => void,
    toKeep: (length: number) => number = (length) => length,
  ) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#onFrame = onFrame;
    this.#toKeep = toKeep;
  }

  /**
   * Takes what the socket read.
   * @throws ProtocolError for an impossible length, and whatever `onFrame` throws.
   */
  push(chunk: Buffer): void {
    let at = 0;
    while (!this.#stopped) {
      const passedOver = Math.min(this.#unwantedBytes, chunk.length - at);
      this.#unwantedBytes -= passedOver;
      at += passedOver;
      const wanted = this.#frameBytes === -1 ? lengthBytes : this.#frameBytes;
      const end = at + wanted - this.#keptBytes;
      if (end > chunk.length) {
        this.#keep(chunk.subarray(at), end - at);
        return;
      }
      if (this.#frameBytes === -1) this.#begin(this.#readLength(chunk, at, end));
      else this.#deliver(this.#join(chunk.subarray(at, end)));
      at = end;
    }
  }

  /** Drops what has not been delivered and ignores what still comes. */
  stop(): void {
    this.#stopped = true;
    this.#blocks = [];
  }

  /** Copies a part of a frame, since the socket will read into the same memory again. */
  #keep(part: Buffer, missing: number): void {
    let rest = part;
    let stillMissing = missing;
    while (rest.length > 0) {
      let block = this.#blocks.at(-1);
      if (!block || this.#blockUsed === block.length) {
        block = Buffer.allocUnsafe(Math.min(stillMissing, blockBytes));
        this.#blocks.push(block);
        this.#blockUsed = 0;
      }
      const copied = rest.copy(block, this.#blockUsed);
      this.#blockUsed += copied;
      this.#keptBytes += copied;
      stillMissing -= copied;
      rest = rest.subarray(copied);
    }
  }

  #join(last: Buffer): Buffer {
    if (this.#keptBytes === 0) return last.length < ownedFromBytes ? last : Buffer.from(last);
    this.#keep(last, last.length);
    const [first] = this.#blocks;
    const whole = first && this.#blocks.length === 1 ? first : Buffer.concat(this.#blocks);
    this.#blocks = [];
    this.#keptBytes = 0;
    return whole;
  }

  #readLength(chunk: Buffer, at: number, end: number): number {
    const length =
      this.#keptBytes === 0
        ? chunk.readInt32BE(at)
        : this.#join(chunk.subarray(at, end)).readInt32BE();
    if (length < 0 || length > this.#maxFrameBytes) {
      throw new ProtocolError(`a frame of ${String(length)} bytes was announced`);
    }
    return length;
  }

  #begin(length: number): void {
    this.#frameLength = length;
    this.#frameBytes = Math.min(length, this.#toKeep(length));
  }

  #deliver(frame: Buffer): void {
    this.#unwantedBytes = this.#frameLength - this.#frameBytes;
    this.#frameBytes = -1;
    this.#onFrame(frame, this.#frameLength);
  }
}
