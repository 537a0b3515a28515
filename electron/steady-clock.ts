import { uptime } from 'node:os';

/** What the clock is made of; all in milliseconds. */
interface ClockParts {
  /** Since the epoch; may be set at any time. */
  readonly wall: () => number;
  /** Goes on steadily, but on some systems stands still while the machine sleeps. */
  readonly running: () => number;
  /** Since the machine was started, sleep included; coarse on some systems, and not cheap to ask for. */
  readonly sinceStart: () => number;
}

const systemClocks: ClockParts = {
  wall: Date.now,
  running: () => performance.now(),
  sinceStart: () => uptime() * 1_000,
};

/** Clocks that differ by less do so by rounding, or because the time of day is being adjusted slowly. */
const toleranceMs = 1_500;

/**
 * @returns a clock for durations and for what came before what: milliseconds since some moment. Nobody can set it, so
 * it never goes back, and it goes on while the machine sleeps.
 */
export function createSteadyClock(clocks: ClockParts = systemClocks): () => number {
  const { wall, running, sinceStart } = clocks;
  const offset = () => wall() - running();
  const base = sinceStart() - running();
  let lastOffset = offset();
  let sleptMs = 0;
  return () => {
    // The time of day moves against the running clock when it is set, or when the machine has slept.
    if (Math.abs(offset() - lastOffset) > toleranceMs) {
      lastOffset = offset();
      const slept = sinceStart() - running() - base;
      if (slept - sleptMs > toleranceMs) sleptMs = slept;
    }
    return running() + sleptMs;
  };
}
