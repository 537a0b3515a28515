import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnswerPace } from '../../../electron/zookeeper/driver/answer-pace.ts';

const windowMs = 1_000;
const minBytes = 4_096;
let isWaiting: boolean;
let stalls: number[];
let pace: AnswerPace;

beforeEach(() => {
  vi.useFakeTimers();
  isWaiting = true;
  stalls = [];
  pace = new AnswerPace({
    windowMs,
    minBytes,
    isWaiting: () => isWaiting,
    onStall: (bytes) => stalls.push(bytes),
  });
});

afterEach(() => {
  pace.stop();
  vi.useRealTimers();
});

describe('the pace of answers', () => {
  it('is too slow when little of an answer comes in a whole window', async () => {
    pace.asked();
    pace.received(1_000);
    await vi.advanceTimersByTimeAsync(windowMs + 1);
    expect(stalls).toEqual([1_000]);
  });

  it('is right for a long answer that goes on coming, however long it takes', async () => {
    pace.asked();
    for (let window = 0; window < 100; window++) {
      pace.received(minBytes);
      await vi.advanceTimersByTimeAsync(windowMs + 1);
    }
    expect(stalls).toEqual([]);
  });

  it('is right while requests are answered, though others follow', async () => {
    pace.asked();
    for (let window = 0; window < 10; window++) {
      pace.asked();
      pace.answered();
      await vi.advanceTimersByTimeAsync(windowMs + 1);
    }
    expect(stalls).toEqual([]);
  });

  it('takes neither events nor answers to pings for an answer', async () => {
    pace.asked();
    pace.received(2 * minBytes);
    pace.receivedOther(2 * minBytes);
    await vi.advanceTimersByTimeAsync(windowMs + 1);
    expect(stalls).toEqual([0]);
  });

  it('is not looked at while nothing waits, nor after the end', async () => {
    pace.asked();
    isWaiting = false;
    await vi.advanceTimersByTimeAsync(windowMs * 3);
    isWaiting = true;
    await vi.advanceTimersByTimeAsync(windowMs * 3);
    expect(stalls).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    pace.stop();
    pace.asked();
    expect(vi.getTimerCount()).toBe(0);
  });
});
