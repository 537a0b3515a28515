import type { HistoryLease } from '../../storage/history/history-lease.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { WatchEntry } from './watch-entry.ts';
import type { WatchKeeping } from './watch-keeping.ts';

export interface WatchHistoriesOptions {
  readonly keeping: WatchKeeping;
  /** Whether a watch is still there. */
  readonly isInUse: (entry: WatchEntry) => boolean;
}

/** Opens and closes the histories of the watches, as the user wishes. */
export class WatchHistories {
  readonly #options: WatchHistoriesOptions;

  constructor(options: WatchHistoriesOptions) {
    this.#options = options;
  }

  /**
   * Keeps what a watch sees from now on, or no more. Of several wishes the latest holds, however long one waits for
   * the keychain.
   * @returns whether this was the latest wish
   * @throws ZooKeeperError KEYCHAIN_UNAVAILABLE or STORAGE_FAILED; nothing is changed then.
   */
  async keep(entry: WatchEntry, isOn: boolean, maxBytes?: number): Promise<boolean> {
    const { keeping, isInUse } = this.#options;
    const isLatest = entry.wish(isOn);
    if (isOn) {
      const opening = await keeping.openHistory(entry.live, maxBytes);
      if (!isLatest() || !isInUse(entry)) {
        if (opening.ok) await opening.value.close();
        return false;
      }
      if (!opening.ok) {
        entry.wish(entry.keepOnDisk);
        throw new ZooKeeperError(opening.error);
      }
      this.#keepIn(entry, opening.value);
      entry.maxHistoryBytes = maxBytes;
    } else {
      await entry.closeHistory();
      if (!isLatest()) return false;
    }
    entry.keepOnDisk = isOn;
    return true;
  }

  /**
   * Removes what is kept of watches, which go on keeping.
   * @throws ZooKeeperError STORAGE_FAILED when some of it could not be removed
   */
  async forget(entries: readonly WatchEntry[]): Promise<void> {
    const outcomes = await Promise.all(
      entries.map(async (entry) => {
        if (!entry.history) return null;
        entry.letGoOfHistory();
        const removed = await this.#options.keeping.removeHistory(entry.live);
        await this.#goOn(entry);
        return removed.ok ? null : removed.error;
      }),
    );
    const failure = outcomes.find((outcome) => outcome !== null);
    if (failure) throw new ZooKeeperError(failure);
  }

  /**
   * Opens the histories of the watches that were restored, and learns from them what was known when they were last
   * kept.
   */
  async open(entries: readonly WatchEntry[]): Promise<void> {
    const waiting = entries.filter(({ keepOnDisk, history }) => keepOnDisk && !history);
    await Promise.all(
      waiting.map(async (entry) => {
        const isLatest = entry.wish();
        const opening = await this.#options.keeping.openHistory(entry.live, entry.maxHistoryBytes);
        if (!opening.ok) {
          if (isLatest()) entry.failToKeep(opening.error);
          return;
        }
        const history = opening.value;
        await entry.recallFrom(history);
        if (isLatest() && this.#options.isInUse(entry)) this.#keepIn(entry, history);
        else await history.close();
      }),
    );
  }

  #keepIn(entry: WatchEntry, history: HistoryLease): void {
    entry.keepIn(history);
    history.onStop.on(({ reason }) => {
      // Another page has removed it: what this one sees from now on is still wanted.
      if (reason === 'removed' && entry.history === history) void this.#goOn(entry);
    });
  }

  /** Opens the history of a watch anew, if it is still wanted. */
  async #goOn(entry: WatchEntry): Promise<void> {
    if (!entry.isHistoryWanted || !this.#options.isInUse(entry)) return;
    try {
      await this.keep(entry, true, entry.maxHistoryBytes);
    } catch (error) {
      if (!(error instanceof ZooKeeperError)) throw error;
      entry.failToKeep(error.failure);
    }
  }
}
