import { describe, expect, it } from 'vitest';
import {
  moveBrush,
  placeInChart,
  type TimeSpan,
} from '../../../renderer/features/changes/brush.ts';

const chart = { from: 1_000, to: 11_000 };
const parts = 100;

/** @returns the brush after some keys; `+` stands for Shift. */
function after(brush: TimeSpan | null, ...keys: string[]): TimeSpan | null {
  return keys.reduce<TimeSpan | null>((at, key) => {
    const shiftKey = key.startsWith('+');
    return moveBrush(at, { key: shiftKey ? key.slice(1) : key, shiftKey }, chart, parts);
  }, brush);
}

describe('a brush that is moved by keys', () => {
  it('begins at the end that the key is about', () => {
    for (const key of ['ArrowLeft', 'ArrowDown', 'PageDown', 'End', '+ArrowLeft']) {
      expect(after(null, key), key).toEqual({ from: 10_000, to: 11_000 });
    }
    for (const key of ['ArrowRight', 'ArrowUp', 'PageUp', 'Home', '+ArrowRight']) {
      expect(after(null, key), key).toEqual({ from: 1_000, to: 2_000 });
    }
  });

  it('keeps its width wherever it moves, and stays in the chart', () => {
    const brush = { from: 5_000, to: 6_000 };
    expect(after(brush, 'ArrowLeft')).toEqual({ from: 4_900, to: 5_900 });
    expect(after(brush, 'ArrowUp', 'ArrowRight')).toEqual({ from: 5_200, to: 6_200 });
    expect(after(brush, 'PageDown')).toEqual({ from: 4_000, to: 5_000 });
    expect(after(brush, 'Home', 'ArrowLeft')).toEqual({ from: 1_000, to: 2_000 });
    expect(after(brush, 'End', 'PageUp')).toEqual({ from: 10_000, to: 11_000 });
  });

  it('is widened and narrowed with Shift, never to less than one part', () => {
    const brush = { from: 5_000, to: 6_000 };
    expect(after(brush, '+ArrowLeft')).toEqual({ from: 4_900, to: 6_000 });
    expect(after(brush, '+ArrowRight')).toEqual({ from: 5_000, to: 6_100 });
    expect(after(brush, '+ArrowUp', '+ArrowUp')).toEqual({ from: 4_800, to: 6_200 });
    expect(after(brush, '+ArrowDown')).toEqual({ from: 5_100, to: 5_900 });
    expect(after(brush, ...Array<string>(9).fill('+ArrowDown'))).toEqual({
      from: 5_400,
      to: 5_500,
    });
    expect(after(brush, '+Home')).toEqual({ from: 1_000, to: 6_000 });
    expect(after(brush, '+End', '+ArrowRight')).toEqual({ from: 5_000, to: 11_000 });
  });

  it('leaves other keys alone, and comes back into a chart that shows other times', () => {
    expect(after({ from: 5_000, to: 6_000 }, 'Enter')).toBeNull();
    expect(after(null, 'a')).toBeNull();
    expect(after({ from: -9_000, to: -8_000 }, 'ArrowLeft')).toEqual({ from: 1_000, to: 2_000 });
    expect(after({ from: 0, to: 90_000 }, 'ArrowLeft')).toEqual(chart);
  });
});

it('a stretch of time has a place in the chart where it shows a part of it', () => {
  expect(placeInChart({ from: 3_500, to: 6_000 }, chart)).toEqual([0.25, 0.5]);
  expect(placeInChart({ from: 0, to: 6_000 }, chart)).toEqual([0, 0.5]);
  expect(placeInChart(chart, chart)).toBeNull();
  expect(placeInChart({ from: 20_000, to: 30_000 }, chart)).toBeNull();
  expect(placeInChart({ from: 1, to: 1 }, { from: 1, to: 1 })).toBeNull();
});
