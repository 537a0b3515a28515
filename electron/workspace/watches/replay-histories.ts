import { endedComparison, type GapComparison } from '../../../shared/model/change.ts';
import type { HistoryEntry } from '../../storage/history/history-entry.ts';
import type { HistoryLease } from '../../storage/history/history-lease.ts';
import { SeenOnce } from '../../storage/history/seen-once.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import type { UserWatches } from './user-watches.ts';

/** So many entries are put before the others at a time. */
const batchSize = 1_000;

export interface ReplayOptions {
  readonly histories: readonly HistoryLease[];
  readonly log: ChangeLog;
  /**
   * Milliseconds since the epoch. What was seen between this moment and the present is left out: it is in the log
   * already. What lies in the future was seen before the clock was set back.
   */
  readonly before: number;
  readonly clock: () => number;
  /** Is given the last value of each node, as far as it holds them. */
  readonly values: ValueCache;
  readonly onBatch: () => void;
}

/** Opens the histories of the watches that were restored, and puts what they hold before everything in the log. */
export async function replayKept({
  watches,
  ...options
}: Omit<ReplayOptions, 'histories'> & { readonly watches: UserWatches }): Promise<void> {
  await watches.openHistories();
  const histories = watches.entries.flatMap(({ history }) => history ?? []);
  try {
    await replayHistories({ ...options, histories });
  } catch {
    // The folder of a history cannot be read: writing to it fails as well, which its watch reports.
  }
}

/**
 * Puts what the histories hold of an earlier time before everything in the log, newest first, until there is no more
 * room. What several histories, or several processes, have kept of the same change is taken once. Ends early when the
 * log is cleared.
 * @throws Error when a history cannot be read
 */
export async function replayHistories({
  histories,
  log,
  before,
  clock,
  values,
  onBatch,
}: ReplayOptions): Promise<void> {
  const { clearCount } = log;
  const seen = new SeenOnce();
  let batch: HistoryEntry[] = [];
  const flush = () => {
    if (log.clearCount !== clearCount) return false;
    const hasRoom = log.prepend(batch);
    batch = [];
    onBatch();
    return hasRoom;
  };
  for await (const entry of mergeNewestFirst(histories)) {
    const { seenAt } = entry.change;
    if (seenAt >= before && seenAt <= clock()) continue;
    const rest = seen.take(entry);
    if (!rest) continue;
    keepValue(rest, values);
    batch.push(rest);
    if (batch.length >= batchSize && !flush()) return;
  }
  flush();
}

/** The newest value comes first. */
function keepValue({ change: { path }, after }: HistoryEntry, values: ValueCache): void {
  if (after.kind !== 'value' || values.get(path)) return;
  values.set(path, { data: after.data, version: after.version });
}

async function* mergeNewestFirst(
  histories: readonly HistoryLease[],
): AsyncGenerator<HistoryEntry, void, undefined> {
  const sources = histories.map((history) => entriesOf(history));
  const heads = await Promise.all(sources.map((source) => source.next()));
  // What a history holds before an entry is not newer, whatever time the clock showed then.
  const times = heads.map((head) => (head.done ? -Infinity : head.value.change.seenAt));
  // Of entries that were seen at the same moment.
  let same = new Set<string>();
  let moment = NaN;
  for (;;) {
    const seenAt = Math.max(...times);
    const newest = times.indexOf(seenAt);
    const head = heads[newest];
    const source = sources[newest];
    if (!head || head.done || !source) return;
    const { change } = head.value;
    if (seenAt !== moment) same = new Set();
    moment = seenAt;
    const key = `${String(change.id)} ${String(change.seenAt)} ${change.kind} ${change.path}`;
    if (!same.has(key)) yield head.value;
    same.add(key);
    const next = await source.next();
    heads[newest] = next;
    times[newest] = next.done ? -Infinity : Math.min(seenAt, next.value.change.seenAt);
  }
}

/** How the comparing after a gap ended is written down once it is over: newest first, it comes before its gap. */
async function* entriesOf(history: HistoryLease): AsyncGenerator<HistoryEntry, void, undefined> {
  const outcomes = new Map<string, GapComparison>();
  for await (const batch of history.read('newestFirst')) {
    for (const entry of batch) {
      const { id, gap } = entry.change;
      if (!gap?.comparison) {
        yield entry;
        continue;
      }
      const key = `${String(id)} ${String(gap.from)}`;
      if (gap.comparison.state !== 'running') {
        outcomes.set(key, gap.comparison);
        continue;
      }
      const comparison = outcomes.get(key) ?? endedComparison(gap.comparison);
      outcomes.delete(key);
      yield { ...entry, change: { ...entry.change, gap: { ...gap, comparison } } };
    }
  }
}
