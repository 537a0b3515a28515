import type { ChangeKind } from '../../../shared/model/change.ts';
import type { TreeRow } from '../../../shared/model/tree.ts';
import type { RowStore } from '../../ui/windowed-rows/row-store.ts';

/** How a row flashes. */
export type FlashKind = 'created' | 'changed' | 'deleted';

/**
 * @returns the paths of the rows to which something has happened since an earlier state, each with what it was. A row
 *   that only came nearer by scrolling is not among them: what happened to it is older.
 */
export function findChangedRows(
  previous: RowStore<TreeRow>,
  next: RowStore<TreeRow>,
): ReadonlyMap<string, FlashKind> {
  const changed = new Map<string, FlashKind>();
  const { revision: since } = previous;
  if (typeof since !== 'number') return changed;
  for (const { row, revision } of next.rows.values()) {
    const [newest] = row.events;
    if (revision !== next.revision || !newest || newest.revision <= since) continue;
    changed.set(row.path, flashKindOf(newest.kind));
  }
  return changed;
}

function flashKindOf(kind: ChangeKind): FlashKind {
  return kind === 'created' || kind === 'deleted' ? kind : 'changed';
}
