import type { Disposable } from '../../lifecycle.ts';

const tickMs = 500;
/** A busy process may be late by this much. */
const toleranceMs = 1_000;

/**
 * Notices that this process stood still, because it was stopped or the machine slept: nothing of what happened
 * meanwhile was reported, although the connection was lost only when the process went on.
 */
export class Standstill implements Disposable {
  readonly #steadyClock: () => number;
  readonly #timer: NodeJS.Timeout;
  #lastTick: number;
  #last: { readonly from: number; readonly to: number } | null = null;

  constructor(steadyClock: () => number) {
    this.#steadyClock = steadyClock;
    this.#lastTick = steadyClock();
    this.#timer = setInterval(() => this.#look(), tickMs).unref();
  }

  /**
   * @param withinMs how long ago it may have ended
   * @returns when the last standstill began, by the steady clock; null when there was none
   */
  beganAt(withinMs: number): number | null {
    this.#look();
    const last = this.#last;
    return last && this.#steadyClock() - last.to < withinMs ? last.from : null;
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = this.#steadyClock();
    if (now - this.#lastTick > tickMs + toleranceMs) this.#last = { from: this.#lastTick, to: now };
    this.#lastTick = now;
  }
}
