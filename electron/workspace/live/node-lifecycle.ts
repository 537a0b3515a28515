import type { ChangeRecorder } from '../changes/change-recorder.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import type { UserWatches } from '../watches/user-watches.ts';
import { toChangeValue } from './change-follower.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { NodeFacts } from './node-facts.ts';
import type { NodeReader } from './node-reader.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

/** In a burst, only so many new nodes are read at a time; the others are read when their rows are shown. */
const maxReads = 64;

export interface NodeLifecycleOptions {
  readonly facts: NodeFacts;
  readonly values: ValueCache;
  readonly registry: WatchRegistry;
  readonly reader: NodeReader;
  readonly changes: ChangeRecorder;
  readonly watches: UserWatches;
  readonly onGone: (path: string) => void;
}

/** What happens when a node comes into being or goes, however that was noticed. */
export class NodeLifecycle {
  readonly #options: NodeLifecycleOptions;
  #readCount = 0;

  constructor(options: NodeLifecycleOptions) {
    this.#options = options;
  }

  /** @param isCompared whether it was found by comparing, not told by an event. */
  came(path: string, isCompared = false): void {
    const { facts, values, changes, watches } = this.#options;
    facts.reset(path, undefined);
    if (watches.follows(path)) {
      // The watch writes it down. It has had the event already.
      if (isCompared) watches.suggest('created', path);
      return;
    }
    values.delete(path);
    const row = changes.record({ kind: 'created', path, before: { kind: 'absent' } });
    if (this.#readCount < maxReads) void this.#readNew(path, row);
  }

  /** @param isCompared whether it was found by comparing, not told by an event. */
  gone(path: string, isCompared = false): void {
    const { facts, registry, watches, onGone } = this.#options;
    if (!watches.follows(path)) this.#writeDownGone(path);
    else if (isCompared) watches.suggest('deleted', path);
    facts.reset(path, null);
    registry.releaseRow(path);
    onGone(path);
  }

  #writeDownGone(path: string): void {
    const { values, changes } = this.#options;
    const last = values.get(path);
    changes.record({
      kind: 'deleted',
      path,
      before: last ? toChangeValue(last) : { kind: 'unknown' },
      after: { kind: 'absent' },
    });
    values.delete(path);
  }

  /** Completes the row of a new node, as long as the node still is as it was created. */
  async #readNew(path: string, row: number): Promise<void> {
    const { reader, changes } = this.#options;
    this.#readCount += 1;
    try {
      const reading = await reader.readData(path);
      if (reading?.stat.version !== 0) return;
      const { stat, data } = reading;
      changes.update(row, {
        version: stat.version,
        mzxid: stat.mzxid,
        ...(data.kind === 'value' && {
          after: { kind: 'value', data: data.data, version: stat.version },
        }),
      });
    } catch (error) {
      expectFailure(error);
    } finally {
      this.#readCount -= 1;
    }
  }
}
