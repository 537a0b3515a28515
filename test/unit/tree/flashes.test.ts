import { expect, it } from 'vitest';
import { findChangedRows } from '../../../renderer/features/tree/flashes.ts';
import { applyWindow, emptyRowStore } from '../../../renderer/ui/windowed-rows/row-store.ts';
import type { TreeRow } from '../../../shared/model/tree.ts';

function row(path: string, changeCount = 0): TreeRow {
  return {
    path,
    name: path.slice(1),
    level: 2,
    setSize: 9,
    position: 1,
    expansion: 'leaf',
    changeCount,
  };
}

function storeOf(revision: number, from: number, rows: TreeRow[]) {
  const window = { revision, rowCount: 1_000, from, rows };
  const visible = { first: from, end: from + rows.length };
  return applyWindow(emptyRowStore<TreeRow>(), window, {
    keyOf: ({ path }) => path,
    visible,
    anchors: [],
  }).store;
}

it('finds rows whose count has grown', () => {
  const before = storeOf(1, 0, [row('/a', 1), row('/b', 1)]);
  const after = storeOf(2, 0, [row('/a', 1), row('/b', 2)]);
  expect(findChangedRows(before, after, 0)).toEqual(['/b']);
});

it('finds rows that have appeared by a change', () => {
  const before = storeOf(1, 0, [row('/a'), row('/c')]);
  const after = storeOf(2, 0, [row('/a'), row('/b', 1), row('/c')]);
  expect(findChangedRows(before, after, 0)).toEqual(['/b']);
});

it('takes no notice of rows that an expansion has brought', () => {
  const before = storeOf(1, 0, [row('/a'), row('/c')]);
  const after = storeOf(2, 0, [row('/a'), row('/a/b'), row('/c')]);
  expect(findChangedRows(before, after, 0)).toEqual([]);
});

it('takes no notice of rows that came by scrolling, or with the first window', () => {
  const before = storeOf(1, 0, [row('/a')]);
  expect(findChangedRows(before, storeOf(1, 5, [row('/f', 3)]), 0)).toEqual([]);
  expect(findChangedRows(before, storeOf(2, 5, [row('/f', 3)]), 0)).toEqual([]);
  expect(findChangedRows(emptyRowStore(), before, 0)).toEqual([]);
});
