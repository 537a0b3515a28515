import { ProtocolError } from './protocol.ts';

/**
 * Cuts a stream of bytes into frames (a 32-bit length and so many bytes).
 *
 * Every byte is copied at most once, however small the pieces are in which a large frame arrives, and memory grows
 * with what arrived, not with what a length field claims. One reader belongs to one socket: what is left of a reply
 * that was cut must never be taken for the start of the next connection's.
 */
export class FrameReader {
  readonly #maxFrameBytes: number;
  readonly #onFrame: (frame: Buffer, length: number) => void;
  readonly #toKeep: (length: number) => number;
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  /** To be kept of the frame under way; -1 while its length is not known. */
  #frameBytes = -1;
  #frameLength = 0;
  /** What is to be passed over before the next frame. */
  #unwantedBytes = 0;
  #stopped = false;

  /**
   * @param onFrame gets each frame without its length, and the length; it shares memory with what the socket read.
   * @param toKeep tells how many bytes at the beginning of a frame of this length are wanted; the rest is passed over.
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
    let rest = chunk;
    while (!this.#stopped) {
      if (this.#unwantedBytes > 0) {
        const passedOver = Math.min(this.#unwantedBytes, rest.length);
        this.#unwantedBytes -= passedOver;
        rest = rest.subarray(passedOver);
      }
      const wanted = this.#frameBytes === -1 ? 4 : this.#frameBytes;
      const missing = wanted - this.#pieceBytes;
      if (rest.length < missing) {
        if (rest.length > 0) {
          this.#pieces.push(rest);
          this.#pieceBytes += rest.length;
        }
        return;
      }
      const whole = this.#join(rest.subarray(0, missing));
      rest = rest.subarray(missing);
      if (this.#frameBytes === -1) {
        this.#frameLength = this.#checkLength(whole.readInt32BE(0));
        this.#frameBytes = this.#toKeep(this.#frameLength);
      } else {
        this.#unwantedBytes = this.#frameLength - this.#frameBytes;
        this.#frameBytes = -1;
        this.#onFrame(whole, this.#frameLength);
      }
    }
  }

  /** Drops what has not been delivered and ignores what still comes. */
  stop(): void {
    this.#stopped = true;
    this.#pieces = [];
  }

  #join(last: Buffer): Buffer {
    if (this.#pieces.length === 0) return last;
    const whole = Buffer.concat([...this.#pieces, last], this.#pieceBytes + last.length);
    this.#pieces = [];
    this.#pieceBytes = 0;
    return whole;
  }

  #checkLength(length: number): number {
    if (length < 0 || length > this.#maxFrameBytes) {
      throw new ProtocolError(`a frame of ${String(length)} bytes was announced`);
    }
    return length;
  }
}
