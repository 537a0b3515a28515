import {
  endedComparison,
  type ChangeDetail,
  type GapComparison,
} from '../../../shared/model/change.ts';
import type { WatchHistory } from '../../storage/history/watch-history.ts';
import type { ChangeLog } from '../changes/change-log.ts';

/** So many entries are put before the others at a time. */
const batchSize = 1_000;

/**
 * Puts what the histories hold of an earlier time before everything in the log, newest first, until there is no more
 * room. What several histories hold of the same change is taken once. Ends early when the log is cleared.
 * @param before what was seen between this moment and the present is left out: it is in the log already. What lies
 * in the future was seen before the clock was set back.
 * @throws Error when a history cannot be read
 */
export async function replayHistories(
  histories: readonly WatchHistory[],
  log: ChangeLog,
  before: number,
  clock: () => number,
  onBatch: () => void,
): Promise<void> {
  const { clearCount } = log;
  let batch: ChangeDetail[] = [];
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
    batch.push(entry);
    if (batch.length >= batchSize && !flush()) return;
  }
  flush();
}

async function* mergeNewestFirst(
  histories: readonly WatchHistory[],
): AsyncGenerator<ChangeDetail, void, undefined> {
  const sources = histories.map((history) => entriesOf(history));
  const heads = await Promise.all(sources.map((source) => source.next()));
  // What a history holds before an entry is not newer, whatever time the clock told then.
  const times = heads.map((head) => (head.done ? -Infinity : head.value.change.seenAt));
  // Of entries that were seen at the same moment.
  let told = new Set<string>();
  let moment = NaN;
  for (;;) {
    const seenAt = Math.max(...times);
    const newest = times.indexOf(seenAt);
    const head = heads[newest];
    const source = sources[newest];
    if (!head || head.done || !source) return;
    const { change } = head.value;
    if (seenAt !== moment) told = new Set();
    moment = seenAt;
    const key = `${String(change.id)} ${String(change.seenAt)} ${change.kind} ${change.path}`;
    if (!told.has(key)) yield head.value;
    told.add(key);
    const next = await source.next();
    heads[newest] = next;
    times[newest] = next.done ? -Infinity : Math.min(seenAt, next.value.change.seenAt);
  }
}

/** How the comparing after a gap ended is written down once it is over: newest first, it comes before its gap. */
async function* entriesOf(history: WatchHistory): AsyncGenerator<ChangeDetail, void, undefined> {
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
