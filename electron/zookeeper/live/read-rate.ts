/** Allows so many reads in a second, and after a pause as many at once. */
export class ReadRate {
  readonly #perSecond: number;
  readonly #now: () => number;
  #left: number;
  #filledAt: number;

  /** @param now milliseconds of a clock that only goes forward. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#left = perSecond;
    this.#filledAt = now();
  }

  /** @returns whether one more read may be made now; it then counts. */
  take(): boolean {
    const now = this.#now();
    this.#left = Math.min(
      this.#perSecond,
      this.#left + ((now - this.#filledAt) / 1_000) * this.#perSecond,
    );
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
