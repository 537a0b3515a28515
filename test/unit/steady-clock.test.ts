import { beforeEach, describe, expect, it } from 'vitest';
import { createSteadyClock } from '../../electron/steady-clock.ts';

let wall: number;
let running: number;
let sinceStart: number;
let now: () => number;

beforeEach(() => {
  [wall, running, sinceStart] = [1_700_000_000_000, 50, 90_000];
  now = createSteadyClock({
    wall: () => wall,
    running: () => running,
    // As coarse as the coarsest system shows it.
    sinceStart: () => Math.floor(sinceStart / 1_000) * 1_000,
  });
});

function pass(ms: number): void {
  wall += ms;
  running += ms;
  sinceStart += ms;
}

function sleep(ms: number): void {
  wall += ms;
  sinceStart += ms;
}

const passed = (during: () => void) => {
  const before = now();
  during();
  return now() - before;
};

describe('the steady clock', () => {
  it('goes on by what passes', () => {
    expect(passed(() => pass(12.5))).toBe(12.5);
    for (let i = 0; i < 1_000; i++) expect(passed(() => pass(997))).toBe(997);
  });

  it('takes no notice of a time of day that is set forward or back', () => {
    expect(passed(() => (wall += 3_600_000))).toBe(0);
    expect(passed(() => (wall -= 7_200_000))).toBe(0);
    expect(passed(() => pass(400))).toBe(400);
  });

  it('goes on while the machine sleeps, also when the time of day is set meanwhile', () => {
    const hour = 3_600_000;
    expect(Math.abs(passed(() => sleep(8 * hour)) - 8 * hour)).toBeLessThan(1_000);
    const slept = passed(() => {
      sleep(hour);
      wall -= 3 * hour;
    });
    expect(Math.abs(slept - hour)).toBeLessThan(1_000);
    expect(passed(() => pass(400))).toBe(400);
  });

  it('never goes back', () => {
    let last = now();
    for (let i = 0; i < 2_000; i++) {
      if (i % 7 === 0) sleep((i * 613) % 5_000);
      if (i % 11 === 0) wall += ((i * 977) % 9_000) - 4_500;
      pass((i * 31) % 100);
      const next = now();
      expect(next).toBeGreaterThanOrEqual(last);
      last = next;
    }
  });
});
