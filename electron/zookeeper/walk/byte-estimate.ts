/** How many bytes the next answer of a kind will have: as many as the largest of late, which is forgotten by and by. */
export class ByteEstimate {
  readonly #keptShare: number;
  #bytes: number;

  /** @param keptShare how much of the estimate one smaller answer leaves, between 0 and 1. */
  constructor(bytes: number, keptShare: number) {
    this.#bytes = bytes;
    this.#keptShare = keptShare;
  }

  get bytes(): number {
    return this.#bytes;
  }

  learn(bytes: number): void {
    this.#bytes = Math.max(bytes, this.#bytes * this.#keptShare);
  }
}
