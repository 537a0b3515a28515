import type { ChangeRecorder } from '../changes/change-recorder.ts';
import type { ValueCache } from '../changes/value-cache.ts';
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
  readonly onGone: (path: string) => void;
}

/** What happens when a node comes into being or goes, however that was noticed. */
export class NodeLifecycle {
  readonly #options: NodeLifecycleOptions;
  #readCount = 0;

  constructor(options: NodeLifecycleOptions) {
    this.#options = options;
  }

  came(path: string): void {
    const { facts, values, changes } = this.#options;
    facts.reset(path, undefined);
    values.delete(path);
    const row = changes.record({ kind: 'created', path, before: { kind: 'absent' } });
    if (this.#readCount < maxReads) void this.#readNew(path, row);
  }

  gone(path: string): void {
    const { facts, values, registry, changes, onGone } = this.#options;
    const last = values.get(path);
    changes.record({
      kind: 'deleted',
      path,
      before: last ? toChangeValue(last) : { kind: 'unknown' },
      after: { kind: 'absent' },
    });
    facts.reset(path, null);
    values.delete(path);
    registry.releaseRow(path);
    onGone(path);
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
