import { isChangeKind } from '../../../shared/model/change.ts';
import type { HistoryEntry } from '../../storage/history/history-entry.ts';
import type { HistoryLease } from '../../storage/history/history-lease.ts';
import type { ScopeMemory } from '../../zookeeper/live/scope-memory.ts';
import { RecalledNodes } from './recalled-nodes.ts';

/** All pages have one clock, but what one of them has reported may still be on its way in another. */
const marginMs = 10_000;

/** More than this since the last memory was kept means that the history is better read than taken in. */
const maxEntries = 200_000;

/** What is known of a watch that was kept; without `nodes` only until when it was watched. */
export interface Recollection {
  readonly at: number;
  readonly nodes?: ScopeMemory['nodes'];
  /** Another page keeps it now, so that there was no time in which nobody watched. */
  readonly isKeptElsewhere?: boolean;
}

/**
 * What was known when a watch was last kept: the memory of it, and what its history holds since, which a crash or
 * another page has left.
 * @returns null when nothing was kept of it
 * @throws Error when the history cannot be read
 */
export async function recall(history: HistoryLease): Promise<Recollection | null> {
  const memory = await history.readMemory();
  const since = await entriesSince(history, memory ? memory.at - marginMs : Infinity);
  const lastAt = since?.find(({ change }) => isChangeKind(change.kind))?.change.seenAt;
  if (!memory) return lastAt === undefined ? null : { at: lastAt };
  const at = Math.max(memory.at, lastAt ?? 0);
  if (!since) return { at };
  const nodes = new RecalledNodes(memory.nodes);
  for (const entry of since.reverse()) nodes.take(entry);
  return { at, nodes: nodes.all };
}

/** @returns the newest change, and all that are as young as asked for, the newest first; null for too many. */
async function entriesSince(history: HistoryLease, from: number): Promise<HistoryEntry[] | null> {
  const entries: HistoryEntry[] = [];
  for await (const batch of history.read('newestFirst')) {
    for (const entry of batch) {
      const { kind, seenAt } = entry.change;
      if (seenAt < from && (entries.length > 0 || from !== Infinity)) return entries;
      if (isChangeKind(kind)) entries.push(entry);
      if (entries.length > maxEntries) return null;
    }
  }
  return entries;
}
