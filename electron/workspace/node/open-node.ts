import type { NodeSnapshot, NodeValue } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { isNewerReading } from '../../../shared/newer-reading.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import { expectFailure, isConnectionFailure } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import { KnownAcl } from './known-acl.ts';
import type { NodeReader, NodeReading } from '../observe/node-reader.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

export interface OpenNodeOptions {
  readonly reader: NodeReader;
  readonly registry: WatchRegistry;
  readonly values: ValueCache;
  /** The session in use now. */
  readonly session: () => ReadSession;
  readonly clock: () => number;
  readonly onChange: () => void;
}

/**
 * The node that is open in the window. It stays as it was last read while there is no connection: the connection's
 * own state says that it may be out of date.
 */
export class OpenNode {
  readonly #options: OpenNodeOptions;
  readonly #acl: KnownAcl;
  #snapshot: NodeSnapshot | null = null;
  #watch: Disposable | null = null;
  /** That the value was read in. */
  #readIn: ReadSession | null = null;

  constructor(options: OpenNodeOptions) {
    this.#options = options;
    this.#acl = new KnownAcl(options.session);
  }

  get snapshot(): NodeSnapshot | null {
    return this.#snapshot;
  }

  /** @returns the value of a node, if it is the open one and was read in this session; null otherwise. */
  valueReadIn(session: ReadSession, path: string): NodeValue | null {
    const shown = this.#snapshot;
    const isKnown = shown?.kind === 'present' && shown.path === path && this.#readIn === session;
    return isKnown ? { data: shown.data, stat: shown.stat } : null;
  }

  /** Opens a node in place of the one that is open. Resolves when it was read, or could not be. */
  async open(path: string): Promise<void> {
    if (this.#snapshot?.path !== path) {
      const watch = this.#options.registry.want(path, 'node');
      this.#watch?.dispose();
      this.#watch = watch;
      this.#options.values.setOpenPath(path);
      this.#acl.begin(path);
      this.#show({ kind: 'loading', path });
    }
    await this.reload();
  }

  close(): void {
    this.#watch?.dispose();
    this.#watch = null;
    this.#options.values.setOpenPath(null);
    this.#acl.begin(null);
    this.#show(null);
  }

  /** Reads the open node again, if there is one. */
  async reload(): Promise<void> {
    const path = this.#snapshot?.path;
    if (path === undefined) return;
    try {
      const reading = await this.#options.reader.readData(path);
      if (!reading) this.noticeGone(path);
    } catch (error) {
      const { failure } = expectFailure(error);
      if (this.#snapshot?.path !== path) return;
      const isStillRight = this.#snapshot.kind === 'present' || this.#snapshot.kind === 'absent';
      if (isStillRight && isConnectionFailure(expectFailure(error))) return;
      this.#show({ kind: 'failed', path, failure, ...this.#last() });
    }
  }

  /** Takes in what anyone has read of any node. */
  noticeRead(path: string, { stat, data }: NodeReading): void {
    const shown = this.#snapshot;
    if (shown?.path !== path) return;
    if (data.kind === 'failed') {
      this.#show({ kind: 'failed', path, failure: data.failure, ...this.#last() });
      return;
    }
    if (shown.kind === 'present' && this.#isOfSession && isNewerReading(shown.stat, stat)) return;
    this.#readIn = this.#options.session();
    this.#show({ kind: 'present', path, data: data.data, stat, readAt: this.#options.clock() });
  }

  /**
   * Takes in a stat that was read without the data. It is used only for the data that is shown: a newer version
   * beside older data would let a save overwrite what was never seen.
   */
  noticeStat(path: string, stat: Stat): void {
    const shown = this.#snapshot;
    if (shown?.kind !== 'present' || shown.path !== path) return;
    if (!this.#isOfSession || shown.stat.mzxid !== stat.mzxid) return;
    if (isNewerReading(shown.stat, stat)) return;
    this.#show({ ...shown, stat, readAt: this.#options.clock() });
  }

  noticeGone(path: string): void {
    if (this.#snapshot?.path !== path) return;
    const { last } = this.#last();
    const acl = last && this.#acl.of(path, last.stat);
    this.#show({ kind: 'absent', path, ...(last && { last }), ...(acl && { lastAcl: acl }) });
  }

  /** What another session has read may be of another data set: whatever this one reads takes its place. */
  get #isOfSession(): boolean {
    return this.#readIn === this.#options.session();
  }

  #last(): { last?: NodeValue } {
    const shown = this.#snapshot;
    if (shown?.kind === 'present') return { last: { data: shown.data, stat: shown.stat } };
    const isKept = (shown?.kind === 'absent' || shown?.kind === 'failed') && shown.last;
    return isKept ? { last: isKept } : {};
  }

  #show(snapshot: NodeSnapshot | null): void {
    this.#snapshot = snapshot;
    if (snapshot?.kind === 'present') this.#acl.notice(snapshot.path, snapshot.stat);
    this.#options.onChange();
  }
}
