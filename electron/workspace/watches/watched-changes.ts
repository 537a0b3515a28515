import type { ChangeValue } from '../../../shared/model/change.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { LiveChange, NodeNow } from '../../zookeeper/live/live-event.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import type { ChangeRecorder } from '../changes/change-recorder.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import { toChangeValue } from '../live/change-follower.ts';
import type { NodeFacts } from '../live/node-facts.ts';
import type { NodeReader } from '../live/node-reader.ts';

export interface WatchedChangesOptions {
  readonly registry: WatchRegistry;
  readonly facts: NodeFacts;
  readonly values: ValueCache;
  readonly reader: NodeReader;
  readonly changes: ChangeRecorder;
}

/** Writes down what the user's watches tell, and takes in what they have read. */
export class WatchedChanges {
  readonly #options: WatchedChangesOptions;

  constructor(options: WatchedChangesOptions) {
    this.#options = options;
  }

  take(event: LiveChange): void {
    const { changes, values } = this.#options;
    switch (event.kind) {
      case 'created': {
        const { kind, path, now } = event;
        // What was read later than at its creation is part of the changes that follow.
        const isFirst = now.kind !== 'unread' && (event.isFound || now.stat.version === 0);
        const learnt = isFirst ? { ...versionOf(now), after: valueOf(now) } : {};
        changes.record({ kind, path, before: { kind: 'absent' }, ...learnt });
        this.#takeIn(path, now);
        return;
      }
      case 'dataChanged': {
        const { kind, path, count, now } = event;
        const before = this.#lastValue(path, event.before.version);
        changes.record({ kind, path, count, ...versionOf(now), before, after: valueOf(now) });
        this.#takeIn(path, now);
        return;
      }
      case 'deleted': {
        const { kind, path } = event;
        const before = this.#lastValue(path, event.before?.version ?? null);
        changes.record({ kind, path, before, after: { kind: 'absent' } });
        values.delete(path);
        return;
      }
      case 'childrenChanged': {
        const { kind, path, count, cversion: version } = event;
        changes.record({ kind, path, count, version });
      }
    }
  }

  #lastValue(path: string, version: number | null): ChangeValue {
    const known = this.#options.values.get(path);
    const isIt = known && (version === null || known.version === version);
    return isIt ? toChangeValue(known) : { kind: 'unknown' };
  }

  #takeIn(path: string, now: NodeNow): void {
    const { registry, facts, reader } = this.#options;
    // It is gone by now, and shown as gone.
    if (facts.get(path).stat === null) return;
    if (now.kind === 'value') {
      reader.takeIn(path, { stat: now.stat, data: { kind: 'value', data: now.data } });
    } else if (now.kind === 'stat' && now.refusal) {
      reader.takeIn(path, { stat: now.stat, data: { kind: 'failed', failure: now.refusal } });
    } else if (registry.isWanted(path)) {
      void reader.readData(path).catch(expectFailure);
    }
  }
}

function versionOf(now: NodeNow): { version?: number; mzxid?: bigint } {
  return now.kind === 'unread' ? {} : { version: now.stat.version, mzxid: now.stat.mzxid };
}

function valueOf(now: NodeNow): ChangeValue {
  if (now.kind !== 'value') return { kind: 'unknown' };
  return { kind: 'value', data: now.data, version: now.stat.version };
}
