import type { SeenBy } from '../../../shared/model/change.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import { ownerOf } from '../changes/owner-of.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import { toChangeValue } from './merged-changes.ts';
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
  /** The rows of new nodes that are being read, as long as they are the newest of their paths. */
  readonly #reading = new Map<string, number>();
  #readCount = 0;

  constructor(options: NodeLifecycleOptions) {
    this.#options = options;
  }

  /**
   * @param seenBy how it was seen
   * @param isRecorded false where a watch of the user's records it
   */
  came(path: string, seenBy: SeenBy, isRecorded: boolean): void {
    const { facts, values, changes } = this.#options;
    facts.reset(path, undefined);
    if (!isRecorded) return;
    values.delete(path);
    this.#reading.delete(path);
    const row = changes.record({ kind: 'created', path, seenBy, before: { kind: 'absent' } });
    if (this.#readCount < maxReads) void this.#readNew(path, row);
  }

  /** As `came`. */
  gone(path: string, seenBy: SeenBy, isRecorded: boolean): void {
    const { facts, registry, onGone } = this.#options;
    if (isRecorded) this.#recordGone(path, seenBy);
    facts.reset(path, null);
    this.#reading.delete(path);
    registry.releaseRow(path);
    onGone(path);
  }

  #recordGone(path: string, seenBy: SeenBy): void {
    const { facts, values, changes } = this.#options;
    const last = values.get(path);
    const live = facts.liveStat(path);
    const { stat } = facts.get(path);
    changes.record({
      kind: 'deleted',
      path,
      seenBy,
      ...(live && { fromVersion: live.version, fromBytes: live.dataLength }),
      ...(stat && ownerOf(stat)),
      before: last ? toChangeValue(last) : { kind: 'unknown' },
      after: { kind: 'absent' },
    });
    values.delete(path);
  }

  /** Completes the row of a new node, as long as the node still is as it was created. */
  async #readNew(path: string, row: number): Promise<void> {
    const { reader, changes } = this.#options;
    this.#readCount += 1;
    this.#reading.set(path, row);
    try {
      const reading = await reader.readData(path);
      // It may be the next node of this name that was read.
      if (!reading || this.#reading.get(path) !== row) return;
      const { stat, data } = reading;
      if (stat.version !== 0) {
        changes.update(row, ownerOf(stat));
        return;
      }
      changes.update(row, {
        ...ownerOf(stat),
        bytes: stat.dataLength,
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
      if (this.#reading.get(path) === row) this.#reading.delete(path);
    }
  }
}
