import {
  entryKinds,
  isChangeKind,
  type EntryKind,
  type QueryProblem,
} from '../../../shared/model/change.ts';
import type { ChangesStatistics, PathCount } from '../../../shared/model/timeline.ts';
import { itemAt } from '../item-at.ts';
import { TimeSlice } from '../time-slice.ts';
import type { Selection } from './change-log.ts';
import type { ChangeRows } from './change-rows.ts';
import { PathNumbers } from './path-numbers.ts';
import type { PathTable } from './path-table.ts';
import { visitRows } from './visit-rows.ts';

export interface StatisticsOptions {
  /** Parts of the histogram. */
  readonly buckets: number;
  /** The most paths to list. */
  readonly topPaths: number;
  /** The times of the histogram, where the query has them; milliseconds since the epoch. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A histogram of the first few changes would otherwise be about milliseconds. */
const shortestRangeMs = 10_000;

/** Counts the rows of a selection in time slices. @throws the signal's reason when it is aborted. */
export async function countChanges(
  rows: ChangeRows,
  selection: Selection,
  options: StatisticsOptions,
  signal: AbortSignal,
): Promise<ChangesStatistics> {
  const byKind = noKinds();
  const byPath = new PathNumbers(rows.paths);
  // The clock may have been set back, so the oldest row need not have the earliest time.
  let [earliest, latest] = [Infinity, -Infinity];
  await visitRows(rows, selection, signal, (id) => {
    const kind = itemAt(entryKinds, rows.kindIndexOf(id));
    const count = isChangeKind(kind) ? rows.countOf(id) : 1;
    byKind[kind] += count;
    if (!isChangeKind(kind)) return;
    const path = rows.pathIndexOf(id);
    byPath.set(path, (byPath.get(path) ?? 0) + count);
    const seenAt = rows.seenAtOf(id);
    if (seenAt < earliest) earliest = seenAt;
    if (seenAt > latest) latest = seenAt;
  });
  const ranking = await rankPaths(rows.paths, byPath, options.topPaths, signal);
  const found = { matching: selection.length, byKind, ...ranking };
  if (latest < earliest) return { ...found, histogram: null };

  const { from = Math.min(earliest, latest - shortestRangeMs), to = latest, buckets } = options;
  const counts = new Array<number>(buckets).fill(0);
  await visitRows(rows, selection, signal, (id) => {
    if (!isChangeKind(itemAt(entryKinds, rows.kindIndexOf(id)))) return;
    const share = to > from ? (rows.seenAtOf(id) - from) / (to - from) : 0;
    const bucket = Math.max(0, Math.min(buckets - 1, Math.floor(share * buckets)));
    counts[bucket] = (counts[bucket] ?? 0) + rows.countOf(id);
  });
  return { ...found, histogram: { from, to, counts } };
}

/** @returns what is answered when nothing passes, because of a problem with the query or for want of a timeline. */
export function nothingCounted(problem?: QueryProblem): ChangesStatistics {
  return {
    matching: 0,
    byKind: noKinds(),
    pathCount: 0,
    topPaths: [],
    histogram: null,
    ...(problem && { problem }),
  };
}

function noKinds(): Record<EntryKind, number> {
  return {
    created: 0,
    dataChanged: 0,
    deleted: 0,
    childrenChanged: 0,
    aclChanged: 0,
    session: 0,
    gap: 0,
  };
}

/** Of equal counts the paths come in their order, so that the answer does not flicker. */
async function rankPaths(
  paths: PathTable,
  counts: PathNumbers,
  most: number,
  signal: AbortSignal,
): Promise<Pick<ChangesStatistics, 'pathCount' | 'topPaths'>> {
  const slice = new TimeSlice();
  const topPaths: PathCount[] = [];
  let pathCount = 0;
  for (let index = 0; index < paths.length; index++) {
    if (slice.isOver()) {
      await slice.next();
      signal.throwIfAborted();
    }
    const count = counts.get(index);
    if (count === undefined) continue;
    pathCount += 1;
    const candidate = { path: paths.at(index), count };
    const last = topPaths[most - 1];
    if (last && !isBefore(candidate, last)) continue;
    topPaths.splice(placeOf(candidate, topPaths), 0, candidate);
    topPaths.length = Math.min(topPaths.length, most);
  }
  return { pathCount, topPaths };
}

function placeOf(candidate: PathCount, top: readonly PathCount[]): number {
  let low = 0;
  let high = top.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(itemAt(top, middle), candidate)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(one: PathCount, other: PathCount): boolean {
  return one.count === other.count ? one.path < other.path : one.count > other.count;
}
