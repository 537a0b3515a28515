/** Waiting times that double from one round to the next and never become a storm of clients in step. */
export interface BackOff {
  readonly baseMs: number;
  readonly maxMs: number;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
}

/**
 * @param round 0 for the first repetition.
 * @returns milliseconds, between half of the exponential value and all of it.
 */
export function backOffMs({ baseMs, maxMs, random }: BackOff, round: number): number {
  const exponential = Math.min(maxMs, baseMs * 2 ** Math.min(round, 30));
  return exponential * (0.5 + random() / 2);
}
