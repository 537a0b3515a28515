import type { Cursor } from './compare-lists.ts';
import { NameList } from './name-list.ts';
import { TimeSlice } from '../time-slice.ts';

/** Decides by its name whether a node is looked for. */
export interface NameFilter {
  readonly text: string;
  matches(name: string): boolean;
}

/** @returns a filter for names that contain the text, whatever its case; null for no text. */
export function createNameFilter(text: string): NameFilter | null {
  if (text === '') return null;
  const wanted = text.toLowerCase();
  return { text, matches: (name) => name.toLowerCase().includes(wanted) };
}

/**
 * Runs a filter over names in time slices.
 * @param cursor where the run stands, for a list that is edited meanwhile.
 * @returns the names that pass, in the order of the list; what was found so far when the signal is aborted.
 */
export async function filterNames(
  names: NameList,
  filter: NameFilter,
  cursor: Cursor = { next: 0 },
  signal?: AbortSignal,
): Promise<NameList> {
  const slice = new TimeSlice();
  const matches = new NameList(names.store, new Uint32Array(0));
  while (cursor.next < names.length) {
    const address = names.addressAt(cursor.next++);
    if (filter.matches(names.store.text(address))) matches.push(address);
    if (slice.isOver()) {
      await slice.next();
      if (signal?.aborted) break;
    }
  }
  return matches;
}
