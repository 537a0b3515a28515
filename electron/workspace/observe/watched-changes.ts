import type { ChangeDetail, ChangeValue, SeenBy } from '../../../shared/model/change.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { LiveChange, NodeBefore, NodeNow } from '../../zookeeper/live/live-event.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import { ownerOf } from '../changes/owner-of.ts';
import { toChangeValue } from './merged-changes.ts';
import type { NodeFacts } from './node-facts.ts';
import type { NodeReader } from './node-reader.ts';

/** A change of which a watch has read the node; what it reads of an ACL, everybody else reads as well. */
type ReadChange = Exclude<LiveChange, { kind: 'aclChanged' }>;

export interface WatchedChangesOptions {
  readonly registry: WatchRegistry;
  readonly facts: NodeFacts;
  readonly values: ValueCache;
  /** Of an earlier time, as they were kept on disk. */
  readonly keptValues: ValueCache;
  readonly reader: NodeReader;
  readonly changes: ChangeRecorder;
}

/** Records what the user's watches report, and takes in what they have read. */
export class WatchedChanges {
  readonly #options: WatchedChangesOptions;

  constructor(options: WatchedChangesOptions) {
    this.#options = options;
  }

  /** @returns the entry that it became; null when it is not kept any more. */
  take(event: ReadChange): ChangeDetail | null {
    return this.#options.changes.detail(this.#record(event));
  }

  /** @returns the id of the row. */
  #record(event: ReadChange): number {
    const { changes, values } = this.#options;
    const seenBy = seenByOf(event);
    switch (event.kind) {
      case 'created': {
        const { kind, path, now } = event;
        // What was read later than at its creation is part of the changes that follow.
        const isFirst = now.kind !== 'unread' && (event.isFound || now.stat.version === 0);
        const learnt = isFirst ? { ...factsOf(now), after: valueOf(now) } : {};
        const owner = now.kind === 'unread' ? {} : ownerOf(now.stat);
        const id = changes.record({
          kind,
          path,
          seenBy,
          before: { kind: 'absent' },
          ...learnt,
          ...owner,
        });
        this.#takeIn(path, now);
        return id;
      }
      case 'dataChanged': {
        const { kind, path, count, now } = event;
        const id = changes.record({
          kind,
          path,
          count,
          seenBy,
          ...factsBefore(event.before),
          // Where it was not read, the count says how far the version has moved.
          ...(event.before.version !== null && { version: event.before.version + count }),
          ...factsOf(now),
          before: this.#lastValue(path, event.before.version),
          after: valueOf(now),
        });
        this.#takeIn(path, now);
        return id;
      }
      case 'deleted': {
        const { kind, path } = event;
        const id = changes.record({
          kind,
          path,
          seenBy,
          ...(event.before && { ...factsBefore(event.before), ...ownerOf(event.before) }),
          before: this.#lastValue(path, event.before?.version ?? null),
          after: { kind: 'absent' },
        });
        values.delete(path);
        return id;
      }
      case 'childrenChanged': {
        const { kind, path, count, cversion: version } = event;
        return changes.record({ kind, path, count, version, seenBy });
      }
    }
  }

  #lastValue(path: string, version: number | null): ChangeValue {
    const { values, keptValues } = this.#options;
    const known = values.get(path);
    if (known && (version === null || known.version === version)) return toChangeValue(known);
    const kept = keptValues.get(path);
    return kept?.version === version ? toChangeValue(kept) : { kind: 'unknown' };
  }

  #takeIn(path: string, now: NodeNow): void {
    const { registry, facts, reader } = this.#options;
    // It is gone by now, and shown as gone.
    if (facts.get(path).stat === null) return;
    if (now.kind === 'value') {
      reader.takeInWatched(path, { stat: now.stat, data: { kind: 'value', data: now.data } });
    } else if (now.kind === 'stat' && now.refusal) {
      reader.takeInWatched(path, {
        stat: now.stat,
        data: { kind: 'failed', failure: now.refusal },
      });
    } else if (registry.isWanted(path)) {
      void reader.readData(path).catch(expectFailure);
    }
  }
}

function seenByOf(event: LiveChange): SeenBy {
  if (event.isFound) return 'comparison';
  return event.kind === 'dataChanged' && event.isSampled ? 'sample' : 'watch';
}

function factsOf(now: NodeNow): { version?: number; mzxid?: bigint; bytes?: number } {
  if (now.kind === 'unread') return {};
  const { version, mzxid, dataLength: bytes } = now.stat;
  return { version, mzxid, bytes };
}

function factsBefore({ version, dataLength }: NodeBefore): {
  fromVersion?: number;
  fromBytes?: number;
} {
  return {
    ...(version !== null && { fromVersion: version }),
    ...(dataLength !== null && { fromBytes: dataLength }),
  };
}

function valueOf(now: NodeNow): ChangeValue {
  if (now.kind !== 'value') return { kind: 'unknown' };
  return { kind: 'value', data: now.data, version: now.stat.version };
}
