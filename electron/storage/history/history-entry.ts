import type { KeptEntry } from './entry-codec.ts';

/** An entry as it is read: who wrote it is given, since several pages may have seen the same change. */
export interface HistoryEntry extends KeptEntry {
  readonly writer: string;
}

export interface Hole {
  /** What is watched. */
  readonly path: string;
  /** Between which moments what is missing was seen, as far as it is known. Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Of the segment beside it. */
  readonly writer: string;
}

/** @returns whether it stands for entries that are missing or not genuine. */
export function isHole({ change }: HistoryEntry): boolean {
  return change.gap?.reason === 'historyIncomplete';
}

/** @returns an entry in the place of those that are missing or not genuine. */
export function describeHole({ path, from, to, writer }: Hole): HistoryEntry {
  return {
    change: {
      id: 0,
      seenAt: to,
      kind: 'gap',
      path,
      count: 1,
      gap: { from: Math.min(from, to), to, reason: 'historyIncomplete', isCompared: false },
    },
    before: { kind: 'unknown' },
    after: { kind: 'unknown' },
    writer,
  };
}
