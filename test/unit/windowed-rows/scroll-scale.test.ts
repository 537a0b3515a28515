import { describe, expect, it } from 'vitest';
import {
  followScroll,
  listTopPx,
  maxScrollHeightPx,
  positionAt,
  scrollHeightPx,
  scrollStart,
  visibleRows,
  type ListGeometry,
} from '../../../renderer/ui/windowed-rows/scroll-scale.ts';

const million: ListGeometry = { rowCount: 1_000_000, rowHeightPx: 24, viewportPx: 480 };
const tooLong: ListGeometry = { ...million, rowCount: 5_000_000 };

describe('a list that fits into an element', () => {
  it('is as high as its rows, up to a million of them', () => {
    expect(scrollHeightPx(million)).toBe(24_000_000);
  });

  it('shows what the scrollbar says, pixel by pixel', () => {
    const position = followScroll(scrollStart, 23_999_520, million);
    expect(position).toEqual({ physicalPx: 23_999_520, offsetPx: 0 });
    expect(visibleRows(position, million)).toEqual({ first: 999_980, end: 1_000_000 });
  });

  it('counts rows that are shown in part', () => {
    expect(visibleRows({ physicalPx: 12, offsetPx: 0 }, million)).toEqual({ first: 0, end: 21 });
  });

  it('stops at its ends', () => {
    expect(positionAt(-50, million)).toEqual(scrollStart);
    expect(listTopPx(positionAt(1e9, million))).toBe(23_999_520);
    expect(positionAt(100, { ...million, rowCount: 3 })).toEqual(scrollStart);
  });

  it('has no rows on screen when it is empty', () => {
    expect(visibleRows(scrollStart, { ...million, rowCount: 0 })).toEqual({ first: 0, end: 0 });
  });
});

describe('a list that is too long for an element', () => {
  it('takes an element that no browser clamps', () => {
    expect(scrollHeightPx(tooLong)).toBe(maxScrollHeightPx);
  });

  it('reaches every row by dragging the thumb', () => {
    const end = maxScrollHeightPx - tooLong.viewportPx;
    expect(visibleRows(followScroll(scrollStart, end, tooLong), tooLong).end).toBe(5_000_000);
    const middle = followScroll(scrollStart, end / 2, tooLong);
    expect(visibleRows(middle, tooLong).first).toBe(2_499_990);
  });

  it('moves by the pixels of a wheel wherever it stands', () => {
    const before = positionAt(60_000_000, tooLong);
    const after = followScroll(before, before.physicalPx + 120, tooLong);
    expect(listTopPx(after) - listTopPx(before)).toBe(120);
  });

  it('reaches its ends also by small steps', () => {
    const nearStart = positionAt(10, tooLong);
    expect(listTopPx(followScroll(nearStart, 0, tooLong))).toBe(0);
    const end = maxScrollHeightPx - tooLong.viewportPx;
    const nearEnd = followScroll(scrollStart, end - 5, tooLong);
    expect(listTopPx(followScroll(nearEnd, end, tooLong))).toBe(5_000_000 * 24 - 480);
  });

  it('stands at any row exactly', () => {
    expect(listTopPx(positionAt(77_777_777, tooLong))).toBe(77_777_777);
  });
});
