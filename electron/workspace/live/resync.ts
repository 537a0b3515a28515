import { parentOf } from '../../../shared/znode-path.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { isAnotherNode } from '../../../shared/newer-reading.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import type { OpenNode } from '../node/open-node.ts';
import type { RowEvents } from '../tree/row-events.ts';
import type { TreeModel } from '../tree/tree-model.ts';
import type { UserWatches } from '../watches/user-watches.ts';
import type { MergedChanges } from '../observe/merged-changes.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { LevelReader } from './level-reader.ts';
import type { NodeFacts } from '../observe/node-facts.ts';
import type { NodeLifecycle } from '../observe/node-lifecycle.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

export interface ResyncOptions {
  readonly session: () => ReadSession;
  readonly tree: TreeModel;
  readonly facts: NodeFacts;
  readonly events: RowEvents;
  readonly registry: WatchRegistry;
  readonly levels: LevelReader;
  readonly lifecycle: NodeLifecycle;
  readonly data: MergedChanges;
  readonly children: MergedChanges;
  readonly openNode: OpenNode;
  readonly watches: UserWatches;
  readonly onTreeChange: () => void;
}

/**
 * Reads everything that is shown again. Watches do not tell what happened while there was no connection, so the
 * differences are written down as the changes that were missed.
 */
export class Resync {
  readonly #options: ResyncOptions;

  constructor(options: ResyncOptions) {
    this.#options = options;
  }

  /** @returns whether all was read, and every difference is written down. */
  async run(): Promise<boolean> {
    const { levels, data, children, openNode, onTreeChange } = this.#options;
    let isComplete = true;
    await levels.rereadAll();
    try {
      await this.#rereadNodes();
      data.forgetUnread();
      children.forgetUnread();
    } catch (error) {
      // The connection is lost again: this runs once more after the next reconnect.
      expectFailure(error);
      isComplete = false;
    }
    await openNode.reload();
    await Promise.all([data.counted(), children.counted()]);
    // Rows that were asked for without a connection are asked for again by whoever shows them.
    onTreeChange();
    return isComplete;
  }

  async #rereadNodes(): Promise<void> {
    const { session, facts } = this.#options;
    const paths = facts.livePaths();
    if (paths.length === 0) return;
    const stats = await session().existsMany(paths);
    paths.forEach((path, i) => {
      this.#compare(path, facts.liveStat(path), stats[i] ?? null);
    });
  }

  #compare(path: string, before: Stat | null | undefined, now: Stat | null): void {
    const { facts, events, registry, tree, lifecycle, data, children, watches } = this.#options;
    // It changed by an event since the question was sent: that was taken care of.
    if (before === undefined) return;
    const isInLevel = tree.branch(parentOf(path) ?? '')?.state.kind === 'expanded';
    if (!before || !now) {
      // In a loaded level, the list tells who came and went.
      if (isInLevel || before === now) return;
      if (now) lifecycle.came(path, true, 'comparison');
      else lifecycle.gone(path, true, 'comparison');
      return;
    }
    if (isAnotherNode(before, now)) {
      if (!isInLevel) {
        lifecycle.gone(path, true, 'comparison');
        lifecycle.came(path, true, 'comparison');
      } else {
        // Its parent's list has counted both as merged changes.
        facts.learn(path, now, registry.isWatched(path));
        events.count(path, 'created', 1);
      }
      return;
    }
    const isDataChanged = before.version < now.version;
    const areChildrenChanged = before.cversion < now.cversion && !tree.branch(path);
    // A watch of the user's finds it, reads it and tells.
    if (isDataChanged && !watches.finds(path)) data.notice(path, { seenBy: 'comparison' });
    if (areChildrenChanged) {
      const isRecorded = !watches.seesChildrenOf(path);
      children.notice(path, { isRecorded, seenBy: 'comparison' });
    }
    if (!isDataChanged && !areChildrenChanged) {
      facts.learn(path, now, registry.isWatched(path));
    }
  }
}
