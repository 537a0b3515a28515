import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from '../../../renderer/pacing/paced.ts';

/** A listener that takes the page's time. */
function listenFor(workMs: number) {
  const taken: number[] = [];
  const listener = (value: number) => {
    taken.push(value);
    work.ms += workMs;
  };
  return { taken, ...paced(listener) };
}

/** What `performance.now` is ahead by: the fake clock only moves when timers run. */
const work = { ms: 0 };

beforeEach(() => {
  vi.useFakeTimers();
  work.ms = 0;
  const start = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => start() + work.ms);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('paced', () => {
  it('hands each value on at once where that costs nothing', async () => {
    const { taken, take } = listenFor(0);
    for (const value of [1, 2, 3]) {
      take(value);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(taken).toEqual([1, 2, 3]);
  });

  it('rests after work, and then hands on the newest value alone', async () => {
    const { taken, take } = listenFor(10);
    take(1);
    await vi.advanceTimersByTimeAsync(0);
    take(2);
    take(3);
    await vi.advanceTimersByTimeAsync(150);
    expect(taken).toEqual([1]);
    await vi.advanceTimersByTimeAsync(20);
    expect(taken).toEqual([1, 3]);
  });

  it('rests for half a second at most', async () => {
    const { taken, take } = listenFor(5_000);
    take(1);
    await vi.advanceTimersByTimeAsync(0);
    take(2);
    await vi.advanceTimersByTimeAsync(501);
    expect(taken).toEqual([1, 2]);
  });

  it('hands nothing on once it was stopped', async () => {
    const { taken, take, stop } = listenFor(10);
    take(1);
    await vi.advanceTimersByTimeAsync(0);
    take(2);
    stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(taken).toEqual([1]);
  });
});
