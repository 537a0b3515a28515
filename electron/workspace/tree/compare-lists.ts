import type { NameList } from './name-list.ts';
import { TimeSlice } from '../time-slice.ts';

export interface NameDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export const noDifference: NameDifference = { added: [], removed: [] };

/** A place in a list that others may edit between two slices: they move it along with what it points at. */
export interface Cursor {
  next: number;
}

/**
 * Compares two sorted lists in time slices.
 * @param cursor where the comparison stands in `before`, for a list that is edited meanwhile.
 */
export async function compareNameLists(
  before: NameList,
  after: NameList,
  cursor: Cursor,
): Promise<NameDifference> {
  const slice = new TimeSlice();
  const added: string[] = [];
  const removed: string[] = [];
  let newIndex = 0;
  while (cursor.next < before.length || newIndex < after.length) {
    const order = compareAt(before, cursor.next, after, newIndex);
    if (order < 0) removed.push(before.at(cursor.next));
    else if (order > 0) added.push(after.at(newIndex));
    if (order <= 0) cursor.next++;
    if (order >= 0) newIndex++;
    if (slice.isOver()) await slice.next();
  }
  return { added, removed };
}

/** What a list does not have any more comes after everything. */
function compareAt(before: NameList, oldIndex: number, after: NameList, newIndex: number): number {
  if (oldIndex >= before.length) return 1;
  if (newIndex >= after.length) return -1;
  return before.store.compare(before.addressAt(oldIndex), after.store, after.addressAt(newIndex));
}
