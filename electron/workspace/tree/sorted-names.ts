import { itemAt } from '../item-at.ts';
import { flatString } from './flat-string.ts';
import { TimeSlice } from './time-slice.ts';

/** Names are ordered by their UTF-16 code units, as `<` orders strings: the same everywhere and cheap. */

/** @returns the index of the first name that is not less than `name`. */
export function lowerBound(names: readonly string[], name: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (itemAt(names, middle) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns the index of a name, or -1. */
export function indexOfName(names: readonly string[], name: string): number {
  const index = lowerBound(names, name);
  return names[index] === name ? index : -1;
}

/** @returns whether the name was not there before. */
export function insertName(names: string[], name: string): boolean {
  const index = lowerBound(names, name);
  if (names[index] === name) return false;
  names.splice(index, 0, name);
  return true;
}

/** @returns whether the name was there. */
export function removeName(names: string[], name: string): boolean {
  const index = indexOfName(names, name);
  if (index === -1) return false;
  names.splice(index, 1);
  return true;
}

const runLength = 4_096;

/**
 * Sorts without stalling the event loop: short runs by the engine's own sort, then merges in time slices.
 * Few names are sorted at once.
 * @returns a sorted array, which may be the one given; the one given must not be used any more.
 */
export async function sortNames(names: string[]): Promise<string[]> {
  if (names.length <= runLength) return names.sort(compareNames);
  const slice = new TimeSlice();
  for (let from = 0; from < names.length; from += runLength) {
    const run = names
      .slice(from, from + runLength)
      .map(flatString)
      .sort(compareNames);
    for (let i = 0; i < run.length; i++) names[from + i] = itemAt(run, i);
    await slice.next();
  }
  let source = names;
  let target = new Array<string>(names.length);
  for (let width = runLength; width < names.length; width *= 2) {
    for (let from = 0; from < names.length; from += 2 * width) {
      await mergeRuns(source, target, from, width, slice);
    }
    [source, target] = [target, source];
  }
  return source;
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Merges the runs `from` … `from + width` and `from + width` … `from + 2 * width` of `source` into `target`. */
async function mergeRuns(
  source: readonly string[],
  target: string[],
  from: number,
  width: number,
  slice: TimeSlice,
): Promise<void> {
  const middle = Math.min(from + width, source.length);
  const end = Math.min(from + 2 * width, source.length);
  let left = from;
  let right = middle;
  for (let out = from; out < end; out++) {
    if (left < middle && (right >= end || itemAt(source, left) <= itemAt(source, right))) {
      target[out] = itemAt(source, left++);
    } else {
      target[out] = itemAt(source, right++);
    }
    if (slice.isOver()) await slice.next();
  }
}

export interface NameDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A place in a list that others may edit between two slices: they move it along with what it points at. */
export interface Cursor {
  next: number;
}

/**
 * Compares two sorted lists in time slices.
 * @param cursor where the comparison stands in `before`, for a list that is edited meanwhile.
 */
export async function compareNameLists(
  before: readonly string[],
  after: readonly string[],
  cursor: Cursor = { next: 0 },
): Promise<NameDifference> {
  const slice = new TimeSlice();
  const added: string[] = [];
  const removed: string[] = [];
  let newIndex = 0;
  while (cursor.next < before.length || newIndex < after.length) {
    const oldName = before[cursor.next];
    const newName = after[newIndex];
    if (oldName === newName) {
      cursor.next++;
      newIndex++;
    } else if (newName === undefined || (oldName !== undefined && oldName < newName)) {
      removed.push(itemAt(before, cursor.next++));
    } else {
      added.push(newName);
      newIndex++;
    }
    if (slice.isOver()) await slice.next();
  }
  return { added, removed };
}
