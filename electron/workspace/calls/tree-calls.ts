import type { TreeSummary, TreeWindow } from '../../../shared/model/tree.ts';
import { ancestorsOf, parentOf } from '../../../shared/znode-path.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { DomainCalls, ParsedInput } from '../domain-calls.ts';
import type { LiveView } from '../live/live-view.ts';
import { toTreeRow } from '../tree/tree-rows.ts';

const noRows: TreeSummary = { revision: 0, rowCount: 0, filter: '', matchCount: 0 };

/** @returns the value of the topic `tree`. */
export function summarizeTree(view: LiveView | undefined): TreeSummary {
  if (!view) return noRows;
  const { rowCount, filterText, matchCount } = view.tree;
  const summary = { revision: view.revision, rowCount, filter: filterText, matchCount };
  const root = view.tree.branch('/')?.state;
  const isRootAbsent = root?.kind === 'failed' && root.failure.code === 'NO_NODE';
  return isRootAbsent ? { ...summary, isRootAbsent } : summary;
}

export class TreeCalls implements DomainCalls<'tree'> {
  readonly #slot: ConnectionSlot;

  constructor(slot: ConnectionSlot) {
    this.#slot = slot;
  }

  getWindow({ from, count, anchor, locate = [] }: ParsedInput<'tree.getWindow'>): TreeWindow {
    const view = this.#slot.current?.view;
    if (!view) {
      return { revision: 0, rowCount: 0, from: 0, rows: [], located: locate.map(() => null) };
    }
    const { tree, facts, rows, events, activity } = view;
    const anchorIndex = anchor ? tree.indexOf(anchor.path) : null;
    const first = anchor && anchorIndex !== null ? Math.max(0, anchorIndex - anchor.offset) : from;
    const window = tree.window(first, count);
    rows.request(window.map(({ path }) => path));
    return {
      revision: view.revision,
      rowCount: tree.rowCount,
      from: first,
      rows: window.map((row) => {
        const { path } = row;
        const parent = parentOf(path);
        const parentStat = parent === null ? undefined : facts.get(parent).stat;
        const lately = { events: events.of(path), changesBelow: activity.of(path) };
        return toTreeRow(row, facts.get(path), tree.branch(path), lately, parentStat);
      }),
      located: locate.map((path) => tree.indexOf(path)),
    };
  }

  async expand({ path }: ParsedInput<'tree.expand'>): Promise<void> {
    const { levels } = this.#slot.require('expand', path).view;
    if (await levels.expand(path)) return;
    throw new ZooKeeperError({ code: 'NO_NODE', operation: 'expand', path, retryable: false });
  }

  collapse({ path }: ParsedInput<'tree.collapse'>): void {
    this.#slot.require('collapse', path).view.levels.collapse(path);
  }

  indexOf({ path }: ParsedInput<'tree.indexOf'>): number | null {
    return this.#slot.current?.view.tree.indexOf(path) ?? null;
  }

  /** A filter that hides the node is taken away: who goes to a path wants to see it. */
  async reveal({ path }: ParsedInput<'tree.reveal'>): Promise<number> {
    const { view, session } = this.#slot.require('reveal', path);
    const { tree, levels } = view;
    for (const ancestor of ancestorsOf(path)) await levels.expand(ancestor);
    if (!tree.has(path)) {
      const parent = parentOf(path);
      const parentState = parent === null ? undefined : tree.branch(parent)?.state;
      if (parentState?.kind === 'failed') throw new ZooKeeperError(parentState.failure);
      // It may have come this moment, ahead of the event that reports it.
      const parentBranch = parent === null ? undefined : tree.branch(parent);
      if (parentBranch && (await session.exists(path))) await levels.reread(parentBranch);
    }
    if (tree.has(path) && tree.indexOf(path) === null) {
      await tree.setFilter('');
      view.touchTree();
    }
    const index = tree.indexOf(path);
    if (index !== null) return index;
    throw new ZooKeeperError({ code: 'NO_NODE', operation: 'reveal', path, retryable: false });
  }

  findByPrefix({ after, prefix }: ParsedInput<'tree.findByPrefix'>): number | null {
    return this.#slot.current?.view.tree.findByPrefix(after, prefix) ?? null;
  }

  async setFilter({ text }: ParsedInput<'tree.setFilter'>): Promise<void> {
    const { view } = this.#slot.require('setFilter');
    if (await view.tree.setFilter(text)) view.touchTree();
  }

  async refresh(): Promise<void> {
    await this.#slot.require('refresh').view.resync();
  }
}
