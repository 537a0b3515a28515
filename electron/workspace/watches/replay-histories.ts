import type { HistoryEntry } from '../../storage/history/read-history.ts';
import type { WatchHistory } from '../../storage/history/watch-history.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import { ToldOnce } from './told-once.ts';

/** So many entries are put before the others at a time. */
const batchSize = 1_000;

export interface ReplayOptions {
  readonly histories: readonly WatchHistory[];
  readonly log: ChangeLog;
  /** Only what was seen before this moment, milliseconds since the epoch. */
  readonly before: number;
  /** Is given the last value of each node, as far as it holds them. */
  readonly values: ValueCache;
  readonly onBatch: () => void;
}

/**
 * Puts what the histories hold of an earlier time before everything in the log, newest first, until there is no more
 * room. What several histories, or several windows, have kept of the same change is taken once. Ends early when the
 * log is cleared.
 * @throws Error when a history cannot be read
 */
export async function replayHistories({
  histories,
  log,
  before,
  values,
  onBatch,
}: ReplayOptions): Promise<void> {
  const { clearCount } = log;
  const told = new ToldOnce();
  let batch: HistoryEntry[] = [];
  const flush = () => {
    if (log.clearCount !== clearCount) return false;
    const hasRoom = log.prepend(batch);
    batch = [];
    onBatch();
    return hasRoom;
  };
  for await (const entry of mergeNewestFirst(histories)) {
    const rest = entry.change.seenAt < before ? told.take(entry) : null;
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
  histories: readonly WatchHistory[],
): AsyncGenerator<HistoryEntry, void, undefined> {
  const sources = histories.map((history) => entriesOf(history));
  const heads = await Promise.all(sources.map((source) => source.next()));
  // Of entries that were seen at the same moment.
  let same = new Set<string>();
  let moment = NaN;
  for (;;) {
    let newest = -1;
    let seenAt = -Infinity;
    heads.forEach((head, i) => {
      if (head.done || head.value.change.seenAt <= seenAt) return;
      newest = i;
      seenAt = head.value.change.seenAt;
    });
    const head = heads[newest];
    const source = sources[newest];
    if (!head || head.done || !source) return;
    const { change } = head.value;
    if (change.seenAt !== moment) same = new Set();
    moment = change.seenAt;
    const key = `${String(change.id)} ${change.kind} ${change.path}`;
    if (!same.has(key)) yield head.value;
    same.add(key);
    heads[newest] = await source.next();
  }
}

async function* entriesOf(history: WatchHistory): AsyncGenerator<HistoryEntry, void, undefined> {
  for await (const batch of history.read('newestFirst')) yield* batch;
}
