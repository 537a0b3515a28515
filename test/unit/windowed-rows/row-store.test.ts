import { describe, expect, it } from 'vitest';
import {
  applyWindow,
  emptyRowStore,
  isFresh,
  planWindow,
  type RowsWindow,
  type RowStore,
} from '../../../renderer/ui/windowed-rows/row-store.ts';

const keyOf = (row: string) => row;

function windowOf(
  revision: number,
  from: number,
  rows: string[],
  rowCount = 100,
): RowsWindow<string> {
  return { revision, rowCount, from, rows };
}

function apply(
  store: RowStore<string>,
  window: RowsWindow<string>,
  anchors: number[] = [],
  visible = { first: 0, end: 4 },
) {
  return applyWindow(store, window, { keyOf, visible, anchors });
}

function shown(store: RowStore<string>): Record<number, string> {
  return Object.fromEntries([...store.rows].map(([index, { row }]) => [index, row]));
}

const letters = apply(emptyRowStore(), windowOf(1, 0, ['a', 'b', 'c', 'd'])).store;

describe('applyWindow', () => {
  it('adds a window of the same revision to what is held', () => {
    const { store, shift } = apply(letters, windowOf(1, 4, ['e', 'f']), [0]);
    expect(shift).toBe(0);
    expect(shown(store)).toEqual({ 0: 'a', 1: 'b', 2: 'c', 3: 'd', 4: 'e', 5: 'f' });
    expect(isFresh(store, { first: 0, end: 6 })).toBe(true);
  });

  it('reports how far rows that came above have pushed the anchor', () => {
    const { store, shift } = apply(letters, windowOf(2, 0, ['x', 'y', 'a', 'b', 'c', 'd']), [1]);
    expect(shift).toBe(2);
    expect(shown(store)).toEqual({ 0: 'x', 1: 'y', 2: 'a', 3: 'b', 4: 'c', 5: 'd' });
  });

  it('reports how far rows that went above have let the anchor rise', () => {
    expect(apply(letters, windowOf(2, 0, ['c', 'd']), [2]).shift).toBe(-2);
  });

  it('takes the next anchor when the first is gone', () => {
    expect(apply(letters, windowOf(2, 0, ['b', 'c', 'd']), [0, 1, 2]).shift).toBe(-1);
  });

  it('stays at its place by number without anchors', () => {
    expect(apply(letters, windowOf(2, 0, ['x', 'a', 'b', 'c'])).shift).toBe(0);
  });

  it('keeps rows of an older revision on screen until they are read again', () => {
    const { store } = apply(letters, windowOf(2, 0, ['a', 'b']), [0]);
    expect(shown(store)).toEqual({ 0: 'a', 1: 'b', 2: 'c', 3: 'd' });
    expect(isFresh(store, { first: 0, end: 2 })).toBe(true);
    expect(isFresh(store, { first: 0, end: 4 })).toBe(false);
  });

  it('never holds one row twice', () => {
    const { store } = apply(letters, windowOf(2, 0, ['d', 'a']), [0]);
    expect(Object.values(shown(store)).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets go of rows behind the end', () => {
    const { store } = apply(letters, windowOf(2, 0, ['a'], 1), [0]);
    expect(shown(store)).toEqual({ 0: 'a' });
  });

  it('lets go of rows far from the viewport', () => {
    const far = windowOf(1, 50_000, ['z'], 100_000);
    const { store } = apply(letters, far, [], { first: 50_000, end: 50_001 });
    expect(shown(store)).toEqual({ 50_000: 'z' });
  });
});

describe('isFresh', () => {
  it('asks for nothing behind the last row', () => {
    const { store } = apply(emptyRowStore(), windowOf(1, 0, ['a'], 1));
    expect(isFresh(store, { first: 0, end: 40 })).toBe(true);
  });
});

describe('planWindow', () => {
  const options = { overscan: 32, chunk: 64 };

  it('asks for whole chunks around the viewport', () => {
    expect(planWindow({ first: 200, end: 240 }, options)).toEqual({ from: 128, count: 192 });
    expect(planWindow({ first: 203, end: 243 }, options)).toEqual({ from: 128, count: 192 });
  });

  it('asks for the beginning before the viewport is known', () => {
    expect(planWindow({ first: 0, end: 0 }, options)).toEqual({ from: 0, count: 64 });
  });

  it('never asks for more than one call may', () => {
    const plan = planWindow({ first: 1_000, end: 1_450 }, options);
    expect(plan).toEqual({ from: 1_000, count: 500 });
  });
});
