import type { ChangeKind } from '../../../shared/model/change.ts';
import type { TreeRow } from '../../../shared/model/tree.ts';
import type { RowStore } from '../../ui/windowed-rows/row-store.ts';

/** How a row flashes. */
export type FlashKind = 'created' | 'changed' | 'deleted';

/**
 * @returns the paths of the rows on which something has happened between two states: their `changeCount` has grown,
 *   or they have appeared among rows that were known before. Rows that only came nearer by scrolling are not among
 *   them. Each with what happened.
 */
export function findChangedRows(
  previous: RowStore<TreeRow>,
  next: RowStore<TreeRow>,
  shift: number,
): ReadonlyMap<string, FlashKind> {
  const changed = new Map<string, FlashKind>();
  if (previous.revision === null || previous.revision === next.revision) return changed;
  const before = new Map<string, number>();
  for (const { row } of previous.rows.values()) before.set(row.path, row.changeCount);
  for (const [index, { row, revision }] of next.rows) {
    if (revision !== next.revision || row.changeCount === 0) continue;
    const count = before.get(row.path);
    const hasChanged =
      count === undefined ? wasInReach(previous, index - shift) : row.changeCount > count;
    if (hasChanged) changed.set(row.path, flashKindOf(row.lastChange));
  }
  return changed;
}

/** @returns whether what stands at an index now would have been known there before, also after the last row. */
function wasInReach({ rows, rowCount }: RowStore<TreeRow>, index: number): boolean {
  return rows.has(index) || (index >= rowCount && rows.has(rowCount - 1));
}

function flashKindOf(kind: ChangeKind | undefined): FlashKind {
  return kind === 'created' || kind === 'deleted' ? kind : 'changed';
}
