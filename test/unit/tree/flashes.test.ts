import { expect, it } from 'vitest';
import { findChangedRows } from '../../../renderer/features/tree/flashes.ts';
import { applyWindow, emptyRowStore } from '../../../renderer/ui/windowed-rows/row-store.ts';
import type { RowEvent, TreeRow } from '../../../shared/model/tree.ts';

function row(path: string, ...events: RowEvent[]): TreeRow {
  return {
    path,
    name: path.slice(1),
    level: 2,
    setSize: 9,
    position: 1,
    expansion: 'leaf',
    events,
    changesBelow: 0,
  };
}

function event(kind: RowEvent['kind'], revision: number, count = 1): RowEvent {
  return { kind, count, revision };
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

it('finds rows to which something has happened since the last window', () => {
  const before = storeOf(1, 0, [row('/a', event('dataChanged', 1)), row('/b')]);
  const after = storeOf(3, 0, [
    row('/a', event('dataChanged', 1)),
    row('/b', event('dataChanged', 2, 7)),
  ]);
  expect([...findChangedRows(before, after)]).toEqual([['/b', 'changed']]);
});

it('has the newest of several events decide', () => {
  const before = storeOf(1, 0, [row('/a')]);
  const after = storeOf(3, 0, [row('/a', event('deleted', 3), event('dataChanged', 2))]);
  expect([...findChangedRows(before, after)]).toEqual([['/a', 'deleted']]);
});

it('finds rows that have come by a change', () => {
  const before = storeOf(1, 0, [row('/a'), row('/c')]);
  const after = storeOf(2, 0, [row('/a'), row('/b', event('created', 2)), row('/c')]);
  expect([...findChangedRows(before, after)]).toEqual([['/b', 'created']]);
});

it('takes no notice of rows that an expansion has brought', () => {
  const before = storeOf(1, 0, [row('/a'), row('/c')]);
  const after = storeOf(2, 0, [row('/a'), row('/a/b'), row('/c')]);
  expect(findChangedRows(before, after).size).toBe(0);
});

it('takes no notice of rows that came by scrolling, or with the first window', () => {
  const before = storeOf(2, 0, [row('/a', event('created', 2))]);
  const scrolled = [row('/f', event('dataChanged', 2))];
  expect(findChangedRows(before, storeOf(2, 5, scrolled)).size).toBe(0);
  expect(findChangedRows(before, storeOf(3, 5, scrolled)).size).toBe(0);
  expect(findChangedRows(emptyRowStore(), before).size).toBe(0);
});
