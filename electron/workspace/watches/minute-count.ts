const seconds = 60;

/** Counts what happened in the last minute, second by second. */
export class MinuteCount {
  readonly #counts = new Uint32Array(seconds);
  #total = 0;
  /** The newest second counted. */
  #second = 0;

  /** @param now milliseconds of a clock that nobody sets */
  add(count: number, now: number): void {
    this.#moveTo(now);
    this.#counts[this.#second % seconds] = (this.#counts[this.#second % seconds] ?? 0) + count;
    this.#total += count;
  }

  /** @returns how much was counted in the minute before `now`. */
  at(now: number): number {
    this.#moveTo(now);
    return this.#total;
  }

  #moveTo(now: number): void {
    const second = Math.max(this.#second, Math.floor(now / 1_000));
    const first = Math.max(this.#second + 1, second - seconds + 1);
    for (let each = first; each <= second; each++) {
      this.#total -= this.#counts[each % seconds] ?? 0;
      this.#counts[each % seconds] = 0;
    }
    this.#second = second;
  }
}
