import { expect, test } from 'vitest';
import { nextZoomFactor, type ZoomChange } from '../../../electron/shell/zoom.ts';

function walk(from: number, change: ZoomChange): number[] {
  const factors = [from];
  for (;;) {
    const last = factors.at(-1)!;
    const next = nextZoomFactor(last, change);
    if (next === last) return factors;
    factors.push(next);
  }
}

test('the zoom goes in steps from 80 to 200 % and no further', () => {
  expect(walk(1, 'in')).toEqual([1, 1.1, 1.25, 1.5, 1.75, 2]);
  expect(walk(1, 'out')).toEqual([1, 0.9, 0.8]);
});

test('a factor in between or out of range finds its way back', () => {
  expect(nextZoomFactor(1.0999999, 'in')).toBe(1.25);
  expect(nextZoomFactor(1.2, 'out')).toBe(1.1);
  expect(nextZoomFactor(5, 'out')).toBe(2);
  expect(nextZoomFactor(0.25, 'in')).toBe(0.8);
  expect(nextZoomFactor(1.75, 'reset')).toBe(1);
});
