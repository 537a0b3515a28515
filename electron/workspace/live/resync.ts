import { parentOf } from '../../../shared/znode-path.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import type { OpenNode } from '../node/open-node.ts';
import type { ExpandedTree } from '../tree/expanded-tree.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { LevelReader } from './level-reader.ts';
import type { ChangePipeline } from '../observe/change-pipeline.ts';
import type { NodeFacts } from '../observe/node-facts.ts';

export interface ResyncOptions {
  readonly session: () => ReadSession;
  readonly tree: ExpandedTree;
  readonly facts: NodeFacts;
  readonly levels: LevelReader;
  readonly pipeline: ChangePipeline;
  readonly openNode: OpenNode;
  readonly onTreeChange: () => void;
}

/**
 * Reads everything that is shown again. Watches do not report what happened while there was no connection, so the
 * pipeline compares, and records what was missed.
 */
export class Resync {
  readonly #options: ResyncOptions;

  constructor(options: ResyncOptions) {
    this.#options = options;
  }

  /** @returns whether all was read, and every difference is recorded. */
  async run(): Promise<boolean> {
    const { levels, pipeline, openNode, onTreeChange } = this.#options;
    let isComplete = true;
    await levels.rereadAll();
    try {
      await this.#rereadNodes();
      pipeline.endComparison();
    } catch (error) {
      // The connection is lost again: this runs once more after the next reconnect.
      expectFailure(error);
      isComplete = false;
    }
    await openNode.reload();
    await pipeline.counted();
    // Rows that were asked for without a connection are asked for again by whoever shows them.
    onTreeChange();
    return isComplete;
  }

  async #rereadNodes(): Promise<void> {
    const { session, facts, tree, pipeline } = this.#options;
    const paths = facts.livePaths();
    if (paths.length === 0) return;
    const stats = await session().existsMany(paths);
    paths.forEach((path, i) => {
      const before = facts.liveStat(path);
      // It changed by an event since the question was sent: that was taken care of.
      if (before === undefined) return;
      pipeline.observe({
        source: 'comparison',
        path,
        before,
        now: stats[i] ?? null,
        isListed: tree.branch(parentOf(path) ?? '')?.state.kind === 'expanded',
        isExpanded: tree.branch(path) !== undefined,
      });
    });
  }
}
