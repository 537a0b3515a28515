import type { TreeRow } from '../../../shared/model/tree.ts';
import type { RowStore } from '../../ui/windowed-rows/row-store.ts';

/**
 * @returns the paths of the rows on which something has happened between two states: their `changeCount` has grown,
 *   or they have appeared among rows that were known before. Rows that only came nearer by scrolling are not among
 *   them.
 */
export function findChangedRows(
  previous: RowStore<TreeRow>,
  next: RowStore<TreeRow>,
  shift: number,
): string[] {
  if (previous.revision === null || previous.revision === next.revision) return [];
  const before = new Map<string, number>();
  for (const { row } of previous.rows.values()) before.set(row.path, row.changeCount);
  const changed: string[] = [];
  for (const [index, { row, revision }] of next.rows) {
    if (revision !== next.revision || row.changeCount === 0) continue;
    const count = before.get(row.path);
    const hasChanged =
      count === undefined ? previous.rows.has(index - shift) : row.changeCount > count;
    if (hasChanged) changed.push(row.path);
  }
  return changed;
}
