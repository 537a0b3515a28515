import { expect, it } from 'vitest';
import { findChangedRows } from '../../../renderer/features/tree/flashes.ts';
import { applyWindow, emptyRowStore } from '../../../renderer/ui/windowed-rows/row-store.ts';
import type { ChangeKind } from '../../../shared/model/change.ts';
import type { TreeRow } from '../../../shared/model/tree.ts';

function row(path: string, changeCount = 0, lastChange?: ChangeKind): TreeRow {
  return {
    path,
    name: path.slice(1),
    level: 2,
    setSize: 9,
    position: 1,
    expansion: 'leaf',
    changeCount,
    ...(lastChange && { lastChange }),
    changesBelow: 0,
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
  const after = storeOf(2, 0, [row('/a', 1), row('/b', 2, 'dataChanged')]);
  expect([...findChangedRows(before, after, 0)]).toEqual([['/b', 'changed']]);
});

it('finds rows that have appeared by a change', () => {
  const before = storeOf(1, 0, [row('/a'), row('/c')]);
  const after = storeOf(2, 0, [row('/a'), row('/b', 1, 'created'), row('/c')]);
  expect([...findChangedRows(before, after, 0)]).toEqual([['/b', 'created']]);
});

it('takes no notice of rows that an expansion has brought', () => {
  const before = storeOf(1, 0, [row('/a'), row('/c')]);
  const after = storeOf(2, 0, [row('/a'), row('/a/b'), row('/c')]);
  expect(findChangedRows(before, after, 0).size).toBe(0);
});

it('takes no notice of rows that came by scrolling, or with the first window', () => {
  const before = storeOf(1, 0, [row('/a')]);
  expect(findChangedRows(before, storeOf(1, 5, [row('/f', 3)]), 0).size).toBe(0);
  expect(findChangedRows(before, storeOf(2, 5, [row('/f', 3)]), 0).size).toBe(0);
  expect(findChangedRows(emptyRowStore(), before, 0).size).toBe(0);
});

it('tells on the row of the parent that a child was deleted', () => {
  const before = storeOf(1, 0, [row('/a', 1), row('/a/x')]);
  const after = storeOf(2, 0, [row('/a', 2, 'deleted')]);
  expect([...findChangedRows(before, after, 0)]).toEqual([['/a', 'deleted']]);
});
