import type { ReadSession } from '../../zookeeper/port.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { NodeFacts } from '../observe/node-facts.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

/** Rows that scrolled away before it was their turn are not read: only so many of those asked for last are. */
const maxWaiting = 600;

/** A node that cannot be watched is read again when its row is asked for, but not more often than this. */
const unwatchedAgeMs = 2_000;

export interface RowStatsOptions {
  readonly session: () => ReadSession;
  readonly facts: NodeFacts;
  readonly registry: WatchRegistry;
  readonly onTreeChange: () => void;
}

/** Reads the stats of the rows that the window shows, and has them watched. */
export class RowStats {
  readonly #options: RowStatsOptions;
  readonly #waiting = new Set<string>();
  readonly #readAt = new Map<string, number>();
  #isReading = false;

  constructor(options: RowStatsOptions) {
    this.#options = options;
  }

  /** Takes note of which rows the window shows now. Those not known yet are read in batches; then the tree changes. */
  request(paths: readonly string[]): void {
    const { facts, registry } = this.#options;
    const now = performance.now();
    for (const path of paths) {
      const isGranted = registry.wantRow(path);
      if (facts.get(path).isLive) continue;
      const readAt = this.#readAt.get(path);
      if (!isGranted && readAt !== undefined && now - readAt < unwatchedAgeMs) continue;
      this.#waiting.delete(path);
      this.#waiting.add(path);
    }
    for (const oldest of this.#waiting) {
      if (this.#waiting.size <= maxWaiting) break;
      this.#waiting.delete(oldest);
    }
    if (!this.#isReading) void this.#readWaiting();
  }

  async #readWaiting(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#waiting.size > 0) {
        const batch = [...this.#waiting];
        this.#waiting.clear();
        await this.#read(batch);
      }
    } catch (error) {
      // Without a connection the rows stay as they are; they are asked for again after the reconnect.
      expectFailure(error);
      this.#waiting.clear();
    } finally {
      this.#isReading = false;
    }
  }

  async #read(paths: readonly string[]): Promise<void> {
    const { session, facts, registry, onTreeChange } = this.#options;
    const stats = await session().existsMany(paths);
    const now = performance.now();
    this.#readAt.clear();
    const different = paths.filter((path, i) => {
      const stat = stats[i];
      const isLive = registry.isWatched(path);
      if (!isLive) this.#readAt.set(path, now);
      // A node that is gone leaves its level by the parent's event.
      return stat ? facts.learn(path, stat, isLive) : false;
    });
    if (different.length > 0) onTreeChange();
  }
}
