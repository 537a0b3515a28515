import { expect, it } from 'vitest';
import { isSameRow } from '../../../renderer/ui/windowed-rows/same-row.ts';
import { applyWindow, emptyRowStore } from '../../../renderer/ui/windowed-rows/row-store.ts';

it('compares plain values to any depth', () => {
  const row = { path: '/a', stat: { version: 1, mzxid: 3n }, failure: undefined };
  expect(isSameRow(row, structuredClone(row))).toBe(true);
  expect(isSameRow(row, { ...row, stat: { version: 2, mzxid: 3n } })).toBe(false);
  expect(isSameRow(row, { path: '/a', stat: row.stat })).toBe(false);
  expect(isSameRow(null, {})).toBe(false);
});

it('keeps the object of a row that another revision did not change', () => {
  const options = { keyOf: ({ id }: { id: number }) => id, visible: { first: 0, end: 2 } };
  const window = (revision: number, version: number) => ({
    revision,
    rowCount: 2,
    from: 0,
    rows: [{ id: 1 }, { id: 2, version }],
  });
  const first = applyWindow(emptyRowStore<{ id: number; version?: number }>(), window(1, 0), {
    ...options,
    anchors: [0],
  }).store;
  const second = applyWindow(first, window(2, 1), { ...options, anchors: [0] }).store;
  expect(second.rows.get(0)?.row).toBe(first.rows.get(0)?.row);
  expect(second.rows.get(1)?.row).toEqual({ id: 2, version: 1 });
});
