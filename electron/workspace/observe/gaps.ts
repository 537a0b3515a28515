import type {
  ChangeDetail,
  ComparisonState,
  GapEntry,
  GapReason,
} from '../../../shared/model/change.ts';
import { isBelow } from '../../../shared/znode-path.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import type { DecidedChange } from './observation.ts';

/** Whoever compares after a gap: a watch, by its id; the window, by what `noteGap` was given for it. */
export type Comparer = string | symbol;

export interface GapsOptions {
  readonly changes: () => Pick<ChangeRecorder, 'recordGap' | 'updateGap'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly steadyClock: () => number;
  /** The comparing is over. @param entry the gap's, as of now. @param watch whose gap it was; null: of all. */
  readonly onOutcome: (entry: ChangeDetail, watch: string | null) => void;
}

export interface NewGap {
  readonly path: string;
  /** By the steady clock; it ends now. */
  readonly from: number;
  readonly reason: GapReason;
  /** Whose gap it is; null when all of the connection missed what happened. */
  readonly watch: string | null;
  /** Who begins to compare; null when nobody can. */
  readonly comparer: Comparer | null;
}

/** A gap that is being compared. */
interface OpenGap {
  readonly entry: ChangeDetail;
  readonly gap: GapEntry;
  readonly watch: string | null;
  readonly comparers: Set<Comparer>;
  isComplete: boolean;
  found: number;
}

/** Writes gaps down and, once all who compare have come to their end, how many changes were found after each. */
export class Gaps {
  readonly #options: GapsOptions;
  /** The newest first. */
  #open: readonly OpenGap[] = [];

  constructor(options: GapsOptions) {
    this.#options = options;
  }

  /** @returns the entry. */
  begin({ path, from, reason, watch, comparer }: NewGap): ChangeDetail | null {
    const { changes, clock, steadyClock } = this.#options;
    // In the time of day as it is now: it may have been set since the gap began.
    const to = clock();
    const gap: GapEntry = {
      from: to - Math.round(steadyClock() - from),
      to,
      reason,
      isCompared: comparer !== null,
      ...(comparer !== null && { comparison: { state: 'running', found: 0 } }),
    };
    const entry = changes().recordGap(path, gap);
    if (entry && comparer !== null) {
      const comparers = new Set([comparer]);
      this.#open = [{ entry, gap, watch, comparers, isComplete: true, found: 0 }, ...this.#open];
    }
    return entry;
  }

  /** A watch compares as well what was missed in the newest gap of this path. @returns null: it has no entry. */
  join(watch: string, path: string): null {
    this.#open.find(({ entry }) => entry.change.path === path)?.comparers.add(watch);
    return null;
  }

  /** Somebody has reported all that it found, or found no more because it had to stop. */
  leave(comparer: Comparer, isComplete: boolean): void {
    for (const gap of this.#open) {
      if (!gap.comparers.delete(comparer)) continue;
      gap.isComplete &&= isComplete;
      if (gap.comparers.size === 0) this.#close(gap, gap.isComplete ? 'complete' : 'incomplete');
    }
  }

  /** Counts what was found at a path for the newest gap that it may have been missed in. */
  take({ path, count, seenBy }: Pick<DecidedChange, 'path' | 'count' | 'seenBy'>): void {
    if (seenBy !== 'comparison') return;
    const covers = ({ entry: { change } }: OpenGap) =>
      path === change.path || isBelow(path, change.path);
    const gap = this.#open.find(covers);
    if (gap) gap.found += count;
  }

  /** The connection is lost: what is not found by now belongs to the next gap. */
  interrupt(): void {
    for (const gap of this.#open) this.#close(gap, 'incomplete');
  }

  #close(open: OpenGap, state: ComparisonState): void {
    const { changes, clock, onOutcome } = this.#options;
    const { entry, watch, found } = open;
    this.#open = this.#open.filter((each) => each !== open);
    const gap = { ...open.gap, comparison: { state, found } };
    changes().updateGap(entry.change.id, gap);
    onOutcome({ ...entry, change: { ...entry.change, seenAt: clock(), gap } }, watch);
  }
}

/** @returns whether the whole connection missed what happened, and not one watch alone. */
export function isOfConnection(reason: GapReason): boolean {
  return (
    reason === 'reconnected' ||
    reason === 'sessionExpired' ||
    reason === 'switchedOff' ||
    reason === 'closed'
  );
}
