import type { WatchTarget } from '../../storage/kept-watch-store.ts';
import type { RuleNeed, WatchEntry } from './watch-entry.ts';

export interface RuleWatchesOptions {
  readonly entries: () => readonly WatchEntry[];
  /** @returns the watch of a place; a new one, paused where there is no room, if there is none */
  readonly findOrSet: (place: WatchTarget) => WatchEntry;
  /** Nobody needs it any more. */
  readonly remove: (entry: WatchEntry) => void;
  /** Tries to have it go on. A failure becomes its `restoreFailure`. */
  readonly resume: (entry: WatchEntry) => void;
}

/** The watches that notification rules need, beside those of the user. */
export class RuleWatches {
  readonly #options: RuleWatchesOptions;

  constructor(options: RuleWatchesOptions) {
    this.#options = options;
  }

  /** Sets what the rules need now, and takes away what neither they nor the user needs any more. */
  set(needs: readonly RuleNeed[]): void {
    const { entries, findOrSet, remove } = this.#options;
    const needsOf = new Map<WatchEntry, readonly RuleNeed[]>();
    for (const need of needs) {
      const entry = findOrSet(need.place);
      needsOf.set(entry, [...(needsOf.get(entry) ?? []), need]);
    }
    for (const entry of entries()) {
      entry.needs = needsOf.get(entry) ?? [];
      if (entry.needs.length === 0 && !entry.isOfUser) remove(entry);
    }
    this.retry();
  }

  /** To be called when there may be room again: those that found none are tried once more. */
  retry(): void {
    for (const entry of this.#options.entries()) {
      // One that is paused without a failure is so by the user's wish.
      if (!entry.isOfUser && entry.isPaused && entry.restoreFailure) this.#options.resume(entry);
    }
  }
}
