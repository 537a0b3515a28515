import { factsOf, isAnother, type KnownNode, type KnownNodes } from './known-nodes.ts';
import type { LiveChange, LiveCompared, NodeNow } from './live-event.ts';
import type { PendingEvent } from './pending-events.ts';

/** @param count how many changes the event stands for. */
export type ReportChange = (event: LiveChange | LiveCompared, count: number) => void;

export interface ChangeReporterOptions {
  /** What is known of the nodes: what is reported is written down there. */
  readonly nodes: KnownNodes;
  /** Whether the nodes are remembered at all. */
  readonly isTracked: () => boolean;
  /** A node was found to be the next one of its name. */
  readonly onReplaced: (path: string, node: KnownNode) => void;
  readonly report: ReportChange;
}

/**
 * Makes of each change that was noticed what is reported of it: by what was known of the node before and what was read
 * of it after, how many changes it stands for, and of which incarnation of the node.
 */
export class ChangeReporter {
  readonly #options: ChangeReporterOptions;

  constructor(options: ChangeReporterOptions) {
    this.#options = options;
  }

  /** Reports one that was read, or is not going to be. */
  report(event: PendingEvent): void {
    switch (event.kind) {
      case 'created':
        this.#reportCreated(event);
        return;
      case 'dataChanged':
        this.#reportDataChanged(event);
        return;
      case 'deleted':
        this.#reportDeleted(event, event.node);
        return;
      case 'childrenChanged': {
        const { path, at, isFound, count, heard } = event;
        this.#options.report(
          { kind: 'childrenChanged', path, at, isFound, count, cversion: heard },
          count,
        );
        return;
      }
      case 'aclChanged':
        this.#reportAclChanged(event);
        return;
      case 'compared':
        this.#options.report({ kind: 'compared', isComplete: true }, 0);
    }
  }

  #reportAclChanged({ path, at, isFound, node, count, heard: to }: PendingEvent): void {
    const czxid = node?.czxid ?? null;
    if (czxid === null) return;
    const from = to - count;
    this.#options.report({ kind: 'aclChanged', path, at, isFound, czxid, count, from, to }, count);
  }

  #reportCreated(event: PendingEvent): void {
    const { path, at, isFound, node, replaced } = event;
    const now = event.now ?? { kind: 'unread', reason: 'failed' };
    if (replaced && now.kind !== 'unread') {
      if (replaced.czxid === now.stat.czxid) {
        this.#options.nodes.countChild(path, -1);
        if (this.#options.nodes.get(path) === node) this.#options.nodes.restore(path, replaced);
        return;
      }
      this.#reportDeleted(event, replaced);
    }
    // What was read later than at its creation is no fact of its first version.
    if (node && now.kind !== 'unread' && now.stat.version === node.version) {
      node.mzxid ??= now.stat.mzxid;
      node.dataLength ??= now.stat.dataLength;
    }
    this.#options.report({ kind: 'created', path, at, isFound, now }, 1);
  }

  #reportDeleted({ path, at, isFound }: PendingEvent, node: KnownNode | null): void {
    this.#options.report({ kind: 'deleted', path, at, isFound, before: node && factsOf(node) }, 1);
  }

  #reportDataChanged(event: PendingEvent): void {
    const { path, at, isFound, isSampled, node } = event;
    if (!node) return;
    const now = this.#readOf(event, node);
    if (now === null) return;
    const version = now.kind === 'unread' ? event.heard : now.stat.version;
    const count = node.version === null ? event.count : version - node.version;
    node.unreported -= Math.min(node.unreported, event.count);
    if (count <= 0) return;
    const before = factsOf(node);
    node.version = node.version === null && now.kind === 'unread' ? null : version;
    node.mzxid = now.kind === 'unread' ? null : now.stat.mzxid;
    node.dataLength = now.kind === 'unread' ? null : now.stat.dataLength;
    this.#options.report(
      { kind: 'dataChanged', path, at, isFound, count, before, now, isSampled },
      count,
    );
  }

  /** @returns what was read of the incarnation that the event is about; null when another one was reported instead. */
  #readOf(event: PendingEvent, node: KnownNode): NodeNow | null {
    const now = event.now ?? { kind: 'unread', reason: 'failed' };
    if (now.kind === 'unread' || node.czxid === now.stat.czxid) return now;
    const isCurrent = this.#options.nodes.get(event.path) === node;
    const mayBeIt = node.czxid === null && !isAnother(node, now.stat);
    if (mayBeIt && (isCurrent || !this.#options.isTracked())) return now;
    if (!isCurrent || now.stat.czxid < (node.czxid ?? 0n))
      return { kind: 'unread', reason: 'gone' };
    // It was deleted and made again without a word, as happens to a node that the session could not read meanwhile.
    const { path, at } = event;
    for (let i = 0; i < 2; i++) this.#options.nodes.countFoundChild(path);
    this.#reportDeleted({ ...event, isFound: true }, node);
    this.#options.nodes.replace(node, now.stat);
    this.#options.onReplaced(path, node);
    this.#options.report({ kind: 'created', path, at, isFound: true, now }, 1);
    return null;
  }
}
