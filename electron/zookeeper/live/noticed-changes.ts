import type { WatchScope } from '../../../shared/model/change.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { Disposable } from '../../lifecycle.ts';
import { ChangeReporter, type ReportChange } from './change-reporter.ts';
import { isAnother, type KnownNode, type KnownNodes } from './known-nodes.ts';
import type { NodeNow } from './live-event.ts';
import type { LiveLimits } from './live-limits.ts';
import { PendingEvents, type PendingEvent } from './pending-events.ts';
import { isInScope } from './scope.ts';
import type { SharedReads } from './shared-reads.ts';

export interface NoticedChangesOptions {
  readonly path: string;
  readonly scope: WatchScope;
  /** Whether nodes are read with their data. */
  readonly withData: boolean;
  readonly limits: LiveLimits;
  readonly reads: SharedReads;
  readonly steadyClock: () => number;
  /** What is known of the nodes. */
  readonly nodes: KnownNodes;
  /** Whether the nodes are remembered at all. */
  readonly isTracked: () => boolean;
  readonly report: ReportChange;
}

/**
 * The changes of one scope from the moment they are noticed until they are reported: each waits until its node was read,
 * and what such a reply shows of the node is known at once.
 */
export class NoticedChanges implements Disposable {
  readonly #options: NoticedChangesOptions;
  readonly #pending: PendingEvents;
  #isDisposed = false;

  constructor(options: NoticedChangesOptions) {
    this.#options = options;
    const { nodes, isTracked, limits, report } = options;
    const reporter = new ChangeReporter({
      nodes,
      isTracked,
      onReplaced: (path, node) => this.#rebaseLast(path, node),
      report,
    });
    this.#pending = new PendingEvents({
      limits,
      read: (event, onRead) => this.#read(event, onRead),
      deliver: (event) => reporter.report(event),
    });
  }

  /** More waits to be reported than may be. */
  get isOverloaded(): boolean {
    return this.#pending.isOverloaded;
  }

  /** Whether all that was noticed is reported. */
  get isEmpty(): boolean {
    return this.#pending.isEmpty;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#pending.dispose();
  }

  /** As `PendingEvents.lastOf`. */
  lastOf(path: string): PendingEvent | undefined {
    return this.#pending.lastOf(path);
  }

  /** No event comes any more: reports what waits. */
  settle(): void {
    this.#pending.settleAll('noConnection');
  }

  /** As `PendingEvents.takeAll`. */
  takeAll(): readonly PendingEvent[] {
    return this.#pending.takeAll();
  }

  /** A change was noticed, after all that were before. */
  add(
    kind: PendingEvent['kind'],
    path: string,
    node: KnownNode | null,
    more: Partial<PendingEvent> = {},
  ): void {
    this.#pending.add({
      kind,
      path,
      node,
      at: this.#options.steadyClock(),
      replaced: null,
      isFound: false,
      seen: null,
      count: 1,
      heard: node?.heard ?? 0,
      isSampled: false,
      now: null,
      ...more,
    });
  }

  /** Takes in the stat of a node that is known. */
  noteStat(path: string, node: KnownNode, stat: Stat): void {
    this.noteAcl(path, node, stat);
    if (this.#options.nodes.noteStat(path, node, stat)) this.#rebaseLast(path, node);
  }

  /** Takes in which ACL a node has: no event reports that it was changed. */
  noteAcl(path: string, node: KnownNode, { aversion }: Stat): void {
    if (node.aversion === null || aversion <= node.aversion) return;
    const count = aversion - node.aversion;
    node.aversion = aversion;
    if (!isInScope(this.#options, path)) return;
    this.add('aclChanged', path, node, { isFound: true, count, heard: aversion });
  }

  #read(event: PendingEvent, onRead: (now: NodeNow) => void): void {
    const { reads, withData } = this.#options;
    reads.read(event.path, withData, (now) => {
      if (this.#isDisposed) return;
      if (!this.#isAboutIt(event)) {
        onRead({ kind: 'unread', reason: 'gone' });
        return;
      }
      if (now.kind !== 'unread' && event.now === null) this.#noteRead(event, now.stat);
      onRead(now);
    });
  }

  /** A reply that comes now is about the incarnation that the events before it have reported. */
  #isAboutIt({ kind, path, node }: PendingEvent): boolean {
    if (!this.#options.isTracked()) return this.#pending.lastOf(path)?.node === node;
    // Of other kinds, whoever reports them sees it by the czxid.
    return kind !== 'created' || this.#options.nodes.get(path) === node;
  }

  /** At once, before any later event: only then is it known which events the reply has seen. */
  #noteRead({ path, node }: PendingEvent, stat: Stat): void {
    if (!node || this.#options.nodes.get(path) !== node) return;
    if (!isAnother(node, stat)) this.noteStat(path, node, stat);
  }

  #rebaseLast(path: string, node: KnownNode): void {
    const last = this.#pending.lastOf(path);
    if (last?.kind === 'dataChanged' && last.node === node) last.heard = node.heard;
  }
}
