import { nameOf, parentOf } from '../../../shared/znode-path.ts';
import type { WatchEvent } from '../../zookeeper/port.ts';
import type { OpenNode } from '../node/open-node.ts';
import type { Branch } from '../tree/branch.ts';
import type { TreeModel } from '../tree/tree-model.ts';
import type { UserWatches } from '../watches/user-watches.ts';
import type { MergedChanges } from '../observe/merged-changes.ts';
import type { LevelReader } from './level-reader.ts';
import type { NodeLifecycle } from '../observe/node-lifecycle.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

export interface EventRouterOptions {
  readonly tree: TreeModel;
  readonly registry: WatchRegistry;
  readonly watches: UserWatches;
  readonly levels: LevelReader;
  readonly lifecycle: NodeLifecycle;
  readonly data: MergedChanges;
  readonly children: MergedChanges;
  readonly openNode: OpenNode;
  readonly onTreeChange: () => void;
}

/**
 * Takes each event of a watch to what shows it, so that every change is written down once: a child that comes or
 * goes by an event of its own is in its level at once, and the next list of its parent finds no difference.
 */
export class EventRouter {
  readonly #options: EventRouterOptions;

  constructor(options: EventRouterOptions) {
    this.#options = options;
  }

  handle(event: WatchEvent): void {
    switch (event.kind) {
      case 'created':
        this.#created(event.path);
        return;
      case 'deleted':
        this.#deleted(event.path);
        return;
      case 'dataChanged':
        this.#dataChanged(event.path);
        return;
      case 'childrenChanged':
        this.#childrenChanged(event.path);
    }
  }

  #dataChanged(path: string): void {
    const { registry, watches, data } = this.#options;
    // A watch of the user's reads the node and tells.
    if (registry.isWanted(path) && !watches.follows(path)) data.notice(path);
  }

  #created(path: string): void {
    const { tree, levels, lifecycle, openNode, onTreeChange } = this.#options;
    const level = this.#levelOf(path);
    if (level) {
      if (level.level.add(nameOf(path))) {
        levels.noticeSingleChange(level);
        lifecycle.came(path);
        onTreeChange();
      }
    } else if (this.#isWanted(path)) {
      lifecycle.came(path);
    }
    const own = tree.branch(path);
    if (own) void levels.reread(own);
    if (openNode.snapshot?.path === path) void openNode.reload();
    this.#refreshParent(path);
  }

  #deleted(path: string): void {
    const { levels, lifecycle, onTreeChange } = this.#options;
    const level = this.#levelOf(path);
    const wasListed = level?.level.remove(nameOf(path)) ?? false;
    // A level that is still loading does not know its names yet.
    const isKnown = level?.state.kind === 'expanded';
    if (wasListed || (!isKnown && this.#isWanted(path))) {
      if (level) levels.noticeSingleChange(level);
      levels.collapse(path);
      lifecycle.gone(path);
      onTreeChange();
    }
    this.#refreshParent(path);
  }

  #childrenChanged(path: string): void {
    const { tree, registry, levels, children, watches } = this.#options;
    const branch = tree.branch(path);
    if (branch) void levels.reread(branch);
    else if (registry.isWanted(path)) {
      children.notice(path, { isRecorded: !watches.seesChildrenOf(path) });
    }
  }

  /** Under a recursive watch alone, a child that comes or goes is all that tells of its parent's new count. */
  #refreshParent(path: string): void {
    const { tree, registry, levels, children } = this.#options;
    const parent = parentOf(path);
    if (parent === null || registry.tellsChildren(parent)) return;
    const branch = tree.branch(parent);
    if (branch?.state.kind === 'failed') void levels.reread(branch);
    else if (!branch && registry.isWanted(parent)) children.notice(parent, { isRecorded: false });
  }

  /**
   * @returns the expanded node whose level holds (or would hold) a node. Also one that is still loading: under a
   * recursive watch no other event tells of the child, and the level takes it into the list that is on its way.
   */
  #levelOf(path: string): Branch | null {
    const parent = parentOf(path);
    const branch = parent === null ? undefined : this.#options.tree.branch(parent);
    return branch && branch.state.kind !== 'failed' ? branch : null;
  }

  #isWanted(path: string): boolean {
    const { registry, watches } = this.#options;
    return registry.isWanted(path) || watches.follows(path);
  }
}
