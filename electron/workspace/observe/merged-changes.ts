import type { ChangeValue, SeenBy } from '../../../shared/model/change.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import type { KnownValue, ValueCache } from '../changes/value-cache.ts';
import { expectFailure, isConnectionFailure } from '../../zookeeper/errors.ts';
import type { NodeFacts } from './node-facts.ts';
import type { NodeReader } from './node-reader.ts';

export interface MergedChangesOptions {
  readonly kind: 'dataChanged' | 'childrenChanged';
  readonly reader: NodeReader;
  readonly facts: NodeFacts;
  readonly values: ValueCache;
  readonly changes: ChangeRecorder;
}

/** How a change was noticed: by an event that is to be written down, unless something else is said. */
interface Noticed {
  /** False when the change is written down elsewhere and only the node is to be read. */
  readonly isRecorded?: boolean;
  readonly seenBy?: SeenBy;
}

interface Run {
  /** Resolves when the node was read for the first time, or could not be. */
  readonly firstRead: Promise<void>;
  /** Events that came after the read under way had been sent. */
  eventCount: number;
  /** The node went meanwhile: what is read now is none of it, or the next one of its name. */
  isOver: boolean;
}

/** A row whose node could not be read for want of a connection, and the events it stands for. */
interface UnreadRow {
  readonly row: number;
  readonly seen: number;
}

/**
 * Follows events of one kind: each is written down at once and the node is read for what became of it.
 *
 * While a read is under way, further events only make it happen once more. How many changes happened between two
 * reads is known by the version, which the server raises by one with each, so that merged changes are counted truly.
 */
export class MergedChanges {
  readonly #options: MergedChangesOptions;
  readonly #runs = new Map<string, Run>();
  readonly #unread = new Map<string, UnreadRow>();

  constructor(options: MergedChangesOptions) {
    this.#options = options;
  }

  notice(path: string, how: Noticed = {}): void {
    const running = this.#runs.get(path);
    if (running) {
      running.eventCount += 1;
      return;
    }
    let onFirstRead: () => void = () => undefined;
    const firstRead = new Promise<void>((resolve) => (onFirstRead = resolve));
    const run: Run = { firstRead, eventCount: 0, isOver: false };
    this.#runs.set(path, run);
    void this.#follow(path, run, how, onFirstRead).finally(() => {
      if (!run.isOver) this.#runs.delete(path);
      onFirstRead();
    });
  }

  /** Resolves when the true number is known of every change that was noticed by now. */
  async counted(): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ firstRead }) => firstRead));
  }

  /** The node is gone: what comes from now on is about another one. */
  noticeGone(path: string): void {
    const run = this.#runs.get(path);
    if (run) run.isOver = true;
    this.#runs.delete(path);
    this.#unread.delete(path);
  }

  /**
   * To be called when all that is shown was compared again after a reconnect: what happens from now on is no part of
   * the changes that were written down before.
   */
  forgetUnread(): void {
    this.#unread.clear();
  }

  async #follow(
    path: string,
    run: Run,
    { isRecorded = true, seenBy = 'watch' }: Noticed,
    onFirstRead: () => void,
  ): Promise<void> {
    const { kind, facts, changes } = this.#options;
    let base = facts.liveStat(path) ?? null;
    let before = this.#valueOf(path);
    const unread = this.#unread.get(path);
    this.#unread.delete(path);
    let row = unread?.row ?? (isRecorded ? changes.record({ kind, path, seenBy, before }) : null);
    if (unread || !isRecorded) changes.show(path, kind);
    let seen = 1 + (unread?.seen ?? 0);
    do {
      seen += run.eventCount;
      run.eventCount = 0;
      const stat = await this.#read(path);
      if (!stat || stat === 'noConnection' || run.isOver) {
        if (row === null) return;
        seen += run.eventCount;
        changes.update(row, { count: seen });
        // The comparison after the reconnect finds the same change once more.
        if (stat === 'noConnection' && !run.isOver) this.#unread.set(path, { row, seen });
        return;
      }
      // Without a version to count from, the events are what is known.
      const counted =
        base?.czxid === stat.czxid ? this.#versionOf(stat) - this.#versionOf(base) : 0;
      const after = this.#valueOf(path, stat);
      const learnt = {
        version: this.#versionOf(stat),
        ...(kind === 'dataChanged' && { mzxid: stat.mzxid, bytes: stat.dataLength }),
        ...(base?.czxid === stat.czxid && this.#factsBefore(base)),
        before,
        after,
      };
      if (row !== null) {
        changes.update(row, { ...learnt, count: counted > 0 ? counted : seen + run.eventCount });
      } else if (isRecorded && counted > 0) {
        changes.record({ kind, path, count: counted, seenBy: 'watch', ...learnt });
      }
      onFirstRead();
      // The next read, if there is one, finds only what happened after this one: a row of its own, or nothing.
      [row, base, before, seen] = [null, stat, after, 0];
    } while (run.eventCount > 0);
  }

  /** @returns null when the node is gone or cannot be read now. */
  async #read(path: string): Promise<Stat | 'noConnection' | null> {
    const { kind, reader } = this.#options;
    try {
      if (kind === 'childrenChanged') return await reader.readStat(path);
      return (await reader.readData(path))?.stat ?? null;
    } catch (error) {
      // After a reconnect everything is read again; any other refusal leaves the row without its version.
      return isConnectionFailure(expectFailure(error)) ? 'noConnection' : null;
    }
  }

  #factsBefore(stat: Stat): { fromVersion: number; fromBytes?: number } {
    if (this.#options.kind === 'childrenChanged') return { fromVersion: stat.cversion };
    return { fromVersion: stat.version, fromBytes: stat.dataLength };
  }

  #versionOf(stat: Stat): number {
    return this.#options.kind === 'dataChanged' ? stat.version : stat.cversion;
  }

  /** @returns the last known value; with a stat only if it is the value at that version. */
  #valueOf(path: string, stat?: Stat): ChangeValue {
    if (this.#options.kind === 'childrenChanged') return { kind: 'unknown' };
    const known = this.#options.values.get(path);
    if (!known || (stat && known.version !== stat.version)) return { kind: 'unknown' };
    return toChangeValue(known);
  }
}

/** @returns a known value as the change log holds it. */
export function toChangeValue(known: KnownValue): ChangeValue {
  return { kind: 'value', data: known.data, version: known.version };
}
