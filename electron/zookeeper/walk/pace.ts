/** Spreads nodes over time: never more than so many in a second, without catching up on what was not used. */
export class Pace {
  readonly #nodesPerSecond: number;
  #nextAt = performance.now();

  constructor(nodesPerSecond: number) {
    this.#nodesPerSecond = nodesPerSecond;
  }

  /** The largest batch that keeps the flow even. */
  get maxBatchNodes(): number {
    return Math.max(1, Math.ceil(this.#nodesPerSecond / 10));
  }

  /** Milliseconds until more may be asked for. */
  get waitMs(): number {
    return Math.max(0, this.#nextAt - performance.now());
  }

  asked(nodes: number): void {
    const from = Math.max(this.#nextAt, performance.now());
    this.#nextAt = from + (nodes / this.#nodesPerSecond) * 1_000;
  }
}
