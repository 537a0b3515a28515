import { nameOf, parentOf } from '../../../shared/znode-path.ts';
import type { WatchEvent } from '../../zookeeper/port.ts';
import type { OpenNode } from '../node/open-node.ts';
import type { Branch } from '../tree/branch.ts';
import type { ExpandedTree } from '../tree/expanded-tree.ts';
import type { ChangePipeline } from '../observe/change-pipeline.ts';
import type { LevelReader } from './level-reader.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

export interface EventRouterOptions {
  readonly tree: ExpandedTree;
  readonly registry: WatchRegistry;
  readonly levels: LevelReader;
  readonly pipeline: ChangePipeline;
  readonly openNode: OpenNode;
  readonly onTreeChange: () => void;
}

/**
 * Takes each event of a server watch to what shows it, and to the pipeline: a child that comes or goes by an event of
 * its own is in its level at once, and the next list of its parent finds no difference.
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
    this.#options.pipeline.observe({ source: 'event', kind: 'dataChanged', path });
  }

  #created(path: string): void {
    const { tree, levels, pipeline, openNode, onTreeChange } = this.#options;
    const level = this.#levelOf(path);
    const isNews = level?.level.add(nameOf(path));
    if (level && isNews) levels.noticeSingleChange(level);
    pipeline.observe({
      source: 'event',
      kind: 'created',
      path,
      ...(isNews !== undefined && { isNewsToLevel: isNews }),
    });
    if (isNews) onTreeChange();
    const own = tree.branch(path);
    if (own) void levels.reread(own);
    if (openNode.snapshot?.path === path) void openNode.reload();
    this.#refreshParent(path);
  }

  #deleted(path: string): void {
    const { tree, registry, levels, pipeline, onTreeChange } = this.#options;
    const level = this.#levelOf(path);
    const wasListed = level?.level.remove(nameOf(path)) ?? false;
    // A level that is still loading does not know its names yet.
    const isKnown = level?.state.kind === 'expanded';
    if (level && wasListed) levels.noticeSingleChange(level);
    if (wasListed || !isKnown) levels.collapse(path);
    pipeline.observe({
      source: 'event',
      kind: 'deleted',
      path,
      ...((wasListed || isKnown) && { isNewsToLevel: wasListed }),
    });
    if (wasListed || registry.isWanted(path)) onTreeChange();
    // Of the root no list of a parent shows that it is gone.
    const root = parentOf(path) === null ? tree.branch(path) : undefined;
    if (root) void levels.reread(root);
    this.#refreshParent(path);
  }

  #childrenChanged(path: string): void {
    const { tree, levels, pipeline } = this.#options;
    const branch = tree.branch(path);
    if (branch) void levels.reread(branch);
    else pipeline.observe({ source: 'event', kind: 'childrenChanged', path });
  }

  /** Under a recursive watch alone, a child that comes or goes is all that shows its parent's new count. */
  #refreshParent(path: string): void {
    const { tree, registry, levels, pipeline } = this.#options;
    const parent = parentOf(path);
    if (parent === null || registry.reportsChildren(parent)) return;
    const branch = tree.branch(parent);
    if (branch?.state.kind === 'failed') void levels.reread(branch);
    else if (!branch)
      pipeline.observe({ source: 'event', kind: 'childTurned', path: parent, child: path });
  }

  /**
   * @returns the expanded node whose level holds (or would hold) a node. Also one that is still loading: under a
   * recursive watch no other event reports the child, and the level takes it into the list that is on its way.
   */
  #levelOf(path: string): Branch | null {
    const parent = parentOf(path);
    const branch = parent === null ? undefined : this.#options.tree.branch(parent);
    return branch && branch.state.kind !== 'failed' ? branch : null;
  }
}
