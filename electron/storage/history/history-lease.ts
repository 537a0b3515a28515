import { randomBytes } from 'node:crypto';
import type { HistorySize } from '../../../shared/model/change.ts';
import { Emitter } from '../../lifecycle.ts';
import type { KeptEntry } from './entry-codec.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { HistoryHealth, HistoryStop, WatchHistory } from './watch-history.ts';
import type { WatchMemory } from './watch-memory.ts';
import type { HistoryOrder } from './writer-source.ts';

/**
 * The history of a watch as one page uses it. Pages of one connection share the history itself, which goes on until
 * the last of them has closed its own lease.
 */
export class HistoryLease {
  /** Emitted once, when nothing more is kept; not for its own `close`. */
  readonly onStop = new Emitter<HistoryStop>();
  /** Emitted when `size` may be another one. */
  readonly onSize = new Emitter<undefined>();
  readonly #history: WatchHistory;
  /** Distinguishes the entries of this page from those of others. */
  readonly #id = randomBytes(8).toString('hex');
  /**
   * Whether another page kept what it sees here when this lease began. Of pages that begin together exactly one is the
   * first, which is the one that notes since when nobody watched.
   */
  readonly isKeptElsewhere: boolean;
  #isClosed = false;

  constructor(history: WatchHistory) {
    this.#history = history;
    this.isKeptElsewhere = history.isInUse;
    history.join(this.#id, {
      onStop: (stop) => {
        this.onStop.emit(stop);
        this.#release();
      },
      onSize: () => this.onSize.emit(undefined),
    });
  }

  /** Why nothing more is kept; null while entries are kept. */
  get stop(): HistoryStop | null {
    return this.#history.stop ?? (this.#isClosed ? { reason: 'closed' } : null);
  }

  /** What it takes on disk, without what is not yet written. */
  get size(): HistorySize {
    return this.#history.size;
  }

  get health(): HistoryHealth {
    return this.#history.health;
  }

  /** As `WatchHistory.append`; does nothing once it is closed. */
  append(entry: KeptEntry): void {
    if (!this.#isClosed) this.#history.append(entry, this.#id);
  }

  /** As `WatchHistory.saveMemory`. */
  saveMemory(memory: WatchMemory | null): void {
    if (!this.#isClosed) this.#history.saveMemory(memory, this.#id);
  }

  /** @returns what the watch knew when it was last kept, by whichever page; null when there is none. */
  readMemory(): Promise<WatchMemory | null> {
    return this.#history.readMemory();
  }

  /** As `WatchHistory.read`. */
  read(
    order: HistoryOrder,
    batchSize?: number,
  ): AsyncGenerator<readonly HistoryEntry[], void, undefined> {
    return this.#history.read(order, batchSize);
  }

  /** Writes what is not yet on disk, and makes it durable. A failure is reported, not thrown. */
  flush(): Promise<void> {
    return this.#history.flush();
  }

  /** Ends this page's part. Resolves when what waited is written; the history ends with the last lease. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#release();
    return this.#history.leave(this.#id);
  }

  #release(): void {
    this.onStop.dispose();
    this.onSize.dispose();
  }
}
