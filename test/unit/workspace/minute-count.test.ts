import { describe, expect, it } from 'vitest';
import { MinuteCount } from '../../../electron/workspace/watches/minute-count.ts';

const start = 1_700_000_000_000;
const after = (seconds: number) => start + seconds * 1_000;

describe('the count of the last minute', () => {
  it('adds up what came within sixty seconds', () => {
    const count = new MinuteCount();
    expect(count.at(start)).toBe(0);
    count.add(2, after(0));
    count.add(3, after(0.5));
    count.add(5, after(59));
    expect(count.at(after(59.9))).toBe(10);
  });

  it('lets go of each second when it is a minute old', () => {
    const count = new MinuteCount();
    count.add(1, after(0));
    count.add(2, after(1));
    count.add(4, after(30));
    expect([60, 61, 89, 90].map((seconds) => count.at(after(seconds)))).toEqual([6, 4, 4, 0]);
  });

  it('is empty after any longer rest, and counts on from there', () => {
    const count = new MinuteCount();
    for (let i = 0; i < 60; i++) count.add(1, after(i));
    expect(count.at(after(59))).toBe(60);
    expect(count.at(after(100_000))).toBe(0);
    count.add(7, after(100_000));
    expect(count.at(after(100_059))).toBe(7);
    expect(count.at(after(100_060))).toBe(0);
  });

  it('goes on in the same second when the clock is set back', () => {
    const count = new MinuteCount();
    count.add(1, after(100));
    count.add(2, after(10));
    expect(count.at(after(10))).toBe(3);
    expect(count.at(after(159))).toBe(3);
    expect(count.at(after(160))).toBe(0);
  });
});
