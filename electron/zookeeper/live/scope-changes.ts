import type { WatchScope } from '../../../shared/model/change.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { ancestorsOf } from '../../../shared/znode-path.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { WatchEvent } from '../port.ts';
import type { VisitedNode } from './ordered-walk.ts';
import { isAnother, KnownNodes, type KnownNode } from './known-nodes.ts';
import type { ReportChange } from './change-reporter.ts';
import type { LiveLimits } from './live-limits.ts';
import { NoticedChanges } from './noticed-changes.ts';
import type { PendingEvent } from './pending-events.ts';
import { isInScope } from './scope.ts';
import type { SharedReads } from './shared-reads.ts';
import type { RememberedNode } from '../../../shared/model/remembered-node.ts';

export interface ScopeChangesOptions {
  readonly path: string;
  readonly scope: WatchScope;
  /** Whether nodes are read with their data. */
  readonly withData: boolean;
  readonly limits: LiveLimits;
  readonly reads: SharedReads;
  readonly steadyClock: () => number;
  readonly report: ReportChange;
}

/**
 * What changes in one scope, each change reported once: the events of the server on one side, what a walk sees on the
 * other, and what is known of the nodes between the two.
 */
export class ScopeChanges implements Disposable {
  readonly #options: ScopeChangesOptions;
  readonly #nodes = new KnownNodes();
  readonly #noticed: NoticedChanges;
  /** Nodes deleted since the walk under way began: it may have seen them before. Null without a walk. */
  #buried: Set<string> | null = null;
  readonly #unlisted = new Set<string>();
  /** The same, as of the last walk that saw all. */
  #unlistedBefore: ReadonlySet<string> = new Set();
  /** False from a gap until all was seen again. */
  #isComplete = false;
  #isLoaded = false;
  #isTracked = true;

  constructor(options: ScopeChangesOptions) {
    this.#options = options;
    this.#noticed = new NoticedChanges({
      ...options,
      nodes: this.#nodes,
      isTracked: () => this.#isTracked,
    });
  }

  /** Whether all was seen once, so that what a walk sees for the first time must be new. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Whether the facts about the nodes are remembered: not where there are too many of them. */
  get isTracked(): boolean {
    return this.#isTracked;
  }

  get nodeCount(): number {
    return this.#nodes.size;
  }

  /** Nodes whose children the session may not list. */
  get unlistedCount(): number {
    return this.#unlisted.size;
  }

  /** More waits to be reported than may be: see `dropAll`. */
  get isOverloaded(): boolean {
    return this.#noticed.isOverloaded;
  }

  has(path: string): boolean {
    return this.#nodes.get(path) !== undefined;
  }

  dispose(): void {
    this.#noticed.dispose();
    this.#nodes.clear();
  }

  /** Takes in what was known at another time, so that what a walk sees is compared with it. */
  remember(nodes: readonly RememberedNode[]): void {
    for (const node of nodes) this.#nodes.addRemembered(node);
    this.#isLoaded = true;
    this.#keepBounded();
  }

  /** @returns what is known and reported; null while not all of it is. */
  remembered(): readonly RememberedNode[] | null {
    if (!this.#isLoaded || !this.#isTracked || !this.#noticed.isEmpty) return null;
    return this.#nodes.remembered();
  }

  /** Takes in an event of the server, in order. */
  handle({ kind, path }: WatchEvent): void {
    const isInside = isInScope(this.#options, path);
    if (!isInside && path !== this.#options.path) return;
    if (kind === 'created') this.#created(path, isInside);
    else if (kind === 'deleted') this.#deleted(path, isInside);
    else if (kind === 'dataChanged' && isInside) this.#dataChanged(path);
  }

  /** No event comes any more: reports what waits, and takes all that is known for stale. */
  settle(): void {
    this.#noticed.settle();
    this.#startRound();
  }

  /**
   * Forgets what waits as if it had not been noticed, so that the next walk finds it.
   * @returns when the first of it was noticed.
   */
  dropAll(): number {
    const events = this.#noticed.takeAll();
    for (const event of [...events].reverse()) this.#takeBack(event);
    this.#startRound();
    return events[0]?.at ?? this.#options.steadyClock();
  }

  startWalk(): void {
    this.#buried = new Set();
    this.#unlisted.clear();
  }

  /** Takes in a node that the walk sees, at once when the reply is there. */
  visit({ path, stat, refusal }: VisitedNode): void {
    if (refusal) this.#unlisted.add(path);
    const isInside = isInScope(this.#options, path);
    const node = this.#nodes.get(path);
    if (!node) this.#visitUnknown(path, stat, isInside);
    else if (this.#nodes.isStale(node)) this.#visitStale(path, node, stat, isInside);
    else this.#noticed.noteStat(path, node, stat);
  }

  /** Takes in what a node was seen to be while its changes are reported. */
  look(path: string, stat: Stat): void {
    const node = this.#nodes.get(path);
    if (!node || this.#nodes.isStale(node)) return;
    // Of another incarnation, only the comparing after a gap can find it: no event has reported the change.
    if (!isAnother(node, stat)) this.#noticed.noteAcl(path, node, stat);
  }

  /** All that is there was seen: what is known and was not seen is gone. */
  finishWalk(): void {
    const { path: watched, scope } = this.#options;
    this.#buried = null;
    for (const [path, node] of this.#nodes.removeGone(this.#unlisted)) {
      if (!isInScope(this.#options, path)) continue;
      this.#nodes.countFoundChild(path);
      this.#noticed.add('deleted', path, node, { isFound: true });
    }
    for (const { path, count, cversion } of this.#nodes.finishRound()) {
      if (scope === 'node' || (scope === 'children' && path !== watched)) continue;
      this.#noticed.add('childrenChanged', path, null, { isFound: true, count, heard: cversion });
    }
    this.#unlistedBefore = new Set(this.#unlisted);
    this.#isComplete = true;
    this.#isLoaded = true;
    this.#noticed.add('compared', watched, null, { isFound: true });
  }

  /** Gives up remembering nodes: changes are still reported, but nothing can be compared any more. */
  stopTracking(): void {
    this.#isTracked = false;
    this.#buried = null;
    this.#nodes.clear();
  }

  #startRound(): void {
    this.#buried = null;
    this.#isComplete = false;
    this.#nodes.startRound();
  }

  #created(path: string, isInside: boolean): void {
    const known = this.#nodes.get(path) ?? null;
    const isGone = known !== null && this.#nodes.isStale(known);
    // It went in the gap, or there would be no new one.
    if (isGone) this.#wentInGap(path, known, isInside);
    else if (!this.#isComplete) this.#childrenWentInGap(path);
    this.#buried?.delete(path);
    this.#nodes.countChild(path, 1);
    const node = this.#nodes.addNew(path);
    if (isInside) this.#noticed.add('created', path, node, { replaced: isGone ? null : known });
    this.#keepBounded();
  }

  #deleted(path: string, isInside: boolean): void {
    const node = this.#nodes.get(path) ?? null;
    if (!this.#isComplete) this.#childrenWentInGap(path);
    this.#nodes.remove(path);
    this.#nodes.countChild(path, 1);
    this.#buried?.add(path);
    if (isInside) this.#noticed.add('deleted', path, node);
  }

  #dataChanged(path: string): void {
    const last = this.#noticed.lastOf(path);
    const waiting = last && last.kind !== 'deleted' ? last.node : null;
    const known = this.#nodes.get(path) ?? waiting;
    const node = known ?? this.#nodes.addUnknown(path);
    if (!known && this.#cameInGap(path)) {
      this.#nodes.countFoundChild(path);
      this.#noticed.add('created', path, node, { isFound: true });
    }
    node.heard += 1;
    node.unreported += 1;
    this.#noticed.add('dataChanged', path, node);
    this.#keepBounded();
  }

  /** @returns whether a node that was not known before a gap, and that no walk has come to since, came in the gap. */
  #cameInGap(path: string): boolean {
    if (!this.#isLoaded || !this.#isTracked || this.#isComplete) return false;
    // Where children may not be listed, they are known by their events alone.
    const isHidden = (each: string) => this.#unlisted.has(each) || this.#unlistedBefore.has(each);
    return !ancestorsOf(path).some(isHidden);
  }

  #visitUnknown(path: string, stat: Stat, isInside: boolean): void {
    if (this.#buried?.has(path)) return;
    const node = this.#nodes.addRead(path, stat);
    if (this.#isLoaded && isInside) {
      this.#nodes.countFoundChild(path);
      this.#noticed.add('created', path, node, { isFound: true, seen: stat });
    }
    this.#keepBounded();
  }

  #visitStale(path: string, node: KnownNode, stat: Stat, isInside: boolean): void {
    if (isAnother(node, stat) || stat.version < (node.version ?? 0)) {
      this.#wentInGap(path, node, isInside);
      const now = this.#nodes.addRead(path, stat);
      if (!isInside) return;
      this.#nodes.countFoundChild(path);
      this.#noticed.add('created', path, now, { isFound: true, seen: stat });
      return;
    }
    this.#noticed.noteStat(path, node, stat);
    if (!isInside || node.version === null || stat.version <= node.version) return;
    // What is on its way already reports all that this reply has seen.
    if (this.#noticed.lastOf(path)?.node === node) return;
    this.#noticed.add('dataChanged', path, node, { isFound: true, seen: stat, count: 0 });
  }

  /** A node that was known before the gap is not there any more, nor is anything that was known below it. */
  #wentInGap(path: string, node: KnownNode, isInside: boolean): void {
    this.#childrenWentInGap(path);
    this.#nodes.remove(path);
    if (!isInside) return;
    this.#nodes.countFoundChild(path);
    this.#noticed.add('deleted', path, node, { isFound: true });
  }

  /** A node is not there any more: what was known below it before the gap went first. */
  #childrenWentInGap(path: string): void {
    for (const [below, child] of this.#nodes.removeStaleBelow(path)) {
      this.#nodes.remove(below);
      this.#nodes.countFoundChild(below);
      if (isInScope(this.#options, below))
        this.#noticed.add('deleted', below, child, { isFound: true });
    }
  }

  #keepBounded(): void {
    if (this.#nodes.size > this.#options.limits.maxNodes) this.stopTracking();
    else if (!this.#isTracked) this.#nodes.clear();
  }

  #takeBack({ kind, path, node, replaced, count }: PendingEvent): void {
    if (!this.#isTracked || kind === 'compared') return;
    if (kind === 'childrenChanged') {
      this.#nodes.takeBackChildren(path, count);
      return;
    }
    if (kind === 'dataChanged') {
      if (node) node.unreported = 0;
      return;
    }
    if (kind === 'aclChanged') {
      if (node && node.aversion !== null) node.aversion -= count;
      return;
    }
    this.#nodes.countChild(path, -1);
    if (kind === 'created' && !replaced) this.#nodes.remove(path);
    const known = kind === 'created' ? replaced : node;
    if (known) this.#nodes.restore(path, known);
  }
}
