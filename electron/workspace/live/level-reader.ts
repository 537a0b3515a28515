import { joinPath } from '../../../shared/znode-path.ts';
import type { SeenBy } from '../../../shared/model/change.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { isAnotherNode } from '../../../shared/newer-reading.ts';
import type { Disposable } from '../../lifecycle.ts';
import {
  expectFailure,
  isConnectionFailure,
  isFailure,
  type ZooKeeperError,
} from '../../zookeeper/errors.ts';
import { noNames } from '../../zookeeper/packed-names.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import type { ChangePipeline } from '../observe/change-pipeline.ts';
import type { Branch } from '../tree/branch.ts';
import type { NameDifference } from '../tree/compare-lists.ts';
import type { ExpandedTree } from '../tree/expanded-tree.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

/** A difference of more names than this is written down as one merged change. */
const maxSingleChanges = 10_000;

export interface LevelReaderOptions {
  readonly session: () => ReadSession;
  readonly tree: ExpandedTree;
  readonly registry: WatchRegistry;
  readonly pipeline: ChangePipeline;
  /** A node opens or closes. */
  readonly onToggle: (path: string) => void;
  readonly onStat: (path: string, stat: Stat) => void;
  readonly onTreeChange: () => void;
}

interface Reading {
  readonly watch: Disposable;
  running: Promise<void> | null;
  isAskedAgain: boolean;
  /** Changes may have been missed since the last list: the next one is compared with it. */
  isAfterGap: boolean;
  /** The node's stat with its last list. */
  stat: Stat | null;
  /**
   * Changes of the children that cversion has counted, less those written down one by one. Above zero after a
   * list: so many came and went between two lists. Below zero: events were ahead of the next list.
   */
  unaccounted: number;
}

/** Keeps the levels of the expanded nodes as they are on the server. */
export class LevelReader {
  readonly #options: LevelReaderOptions;
  readonly #readings = new Map<Branch, Reading>();

  constructor(options: LevelReaderOptions) {
    this.#options = options;
  }

  /**
   * Expands a node that is in a loaded level. A list that the server refuses leaves the node expanded as failed.
   * @returns false when the node is in no loaded level.
   * @throws ZooKeeperError when the node is gone or the connection is; the node is not expanded then.
   */
  async expand(path: string): Promise<boolean> {
    const { tree, onToggle, onTreeChange } = this.#options;
    const present = tree.branch(path);
    if (present?.state.kind === 'expanded') return true;
    const branch = present ?? tree.expand(path);
    if (!branch) return false;
    branch.state = { kind: 'loading' };
    onToggle(path);
    onTreeChange();
    await this.#read(branch);
    return true;
  }

  collapse(path: string): void {
    const { tree, registry, onToggle, onTreeChange } = this.#options;
    if (!tree.branch(path)?.parent) return;
    const readings = [...this.#readings];
    const collapsed = new Set(tree.collapse(path));
    for (const [branch, { watch }] of readings) {
      if (!collapsed.has(branch.path)) continue;
      this.#readings.delete(branch);
      watch.dispose();
    }
    registry.releaseRowsBelow(path);
    onToggle(path);
    onTreeChange();
  }

  /** Reads the children of an expanded node again; once more after a read that is under way. */
  reread(branch: Branch): Promise<void> {
    return this.#read(branch).catch((error: unknown) => {
      // Gone: the list of its parent shows it. No connection: everything is read again after the reconnect.
      expectFailure(error);
    });
  }

  async rereadAll(): Promise<void> {
    for (const reading of this.#readings.values()) reading.isAfterGap = true;
    await Promise.all([...this.#options.tree.branches()].map((branch) => this.reread(branch)));
  }

  /** A child was added to a loaded level or removed from it by an event of its own. */
  noticeSingleChange(branch: Branch): void {
    const reading = this.#readings.get(branch);
    if (reading) reading.unaccounted -= 1;
  }

  #read(branch: Branch): Promise<void> {
    const reading = this.#readingOf(branch);
    if (reading.running) {
      reading.isAskedAgain = true;
      return reading.running;
    }
    reading.running = this.#readUntilCurrent(branch, reading).finally(() => {
      reading.running = null;
    });
    return reading.running;
  }

  #readingOf(branch: Branch): Reading {
    let reading = this.#readings.get(branch);
    if (!reading) {
      reading = {
        // Before the list is asked for, so that no change falls between the two.
        watch: this.#options.registry.want(branch.path, 'level'),
        running: null,
        isAskedAgain: false,
        isAfterGap: false,
        stat: null,
        unaccounted: 0,
      };
      this.#readings.set(branch, reading);
    }
    return reading;
  }

  async #readUntilCurrent(branch: Branch, reading: Reading): Promise<void> {
    for (;;) {
      reading.isAskedAgain = false;
      const list = branch.level.expectList();
      try {
        const { names, stat } = await this.#options.session().listChildren(branch.path);
        await this.#takeIn(branch, reading, stat, () => list.take(names));
      } catch (error) {
        list.drop();
        await this.#fail(branch, reading, expectFailure(error));
      }
      if (!this.#mustRepeat(branch, reading)) return;
    }
  }

  #mustRepeat(branch: Branch, { isAskedAgain }: Reading): boolean {
    return isAskedAgain && this.#isExpanded(branch);
  }

  async #takeIn(
    branch: Branch,
    reading: Reading,
    stat: Stat,
    takeList: () => Promise<NameDifference>,
  ): Promise<void> {
    const { pipeline, onStat, onTreeChange } = this.#options;
    const isFirst =
      branch.state.kind !== 'expanded' || !reading.stat || isAnotherNode(reading.stat, stat);
    const seenBy = reading.isAfterGap ? 'comparison' : 'watch';
    reading.isAfterGap = false;
    const before = reading.stat;
    if (isFirst) reading.unaccounted = 0;
    else if (reading.stat) reading.unaccounted += stat.cversion - reading.stat.cversion;
    reading.stat = stat;
    onStat(branch.path, stat);
    const difference = await takeList();
    if (!this.#isExpanded(branch)) return;
    for (const name of difference.removed) this.collapse(joinPath(branch.path, name));
    if (branch.state.kind === 'expanded') {
      const reported = this.#report(branch, difference, seenBy);
      if (!isFirst) reading.unaccounted -= reported;
    }
    branch.state = { kind: 'expanded' };
    if (reading.unaccounted > 0) {
      const count = reading.unaccounted;
      reading.unaccounted = 0;
      pipeline.observe({
        source: 'childVersion',
        path: branch.path,
        count,
        seenBy,
        ...(before && { fromVersion: before.cversion }),
        version: stat.cversion,
      });
    }
    onTreeChange();
  }

  /** @returns how many changes were reported one by one. */
  #report(branch: Branch, { added, removed }: NameDifference, seenBy: SeenBy): number {
    const count = added.length + removed.length;
    if (count > maxSingleChanges) return 0;
    const report = (kind: 'created' | 'deleted', name: string) => {
      const path = joinPath(branch.path, name);
      this.#options.pipeline.observe({ source: 'level', kind, path, seenBy });
    };
    for (const name of removed) report('deleted', name);
    for (const name of added) report('created', name);
    return count;
  }

  async #fail(branch: Branch, reading: Reading, error: ZooKeeperError): Promise<void> {
    const { onTreeChange } = this.#options;
    if (!this.#isExpanded(branch)) return;
    const isGone = isFailure(error, 'NO_NODE');
    if ((isGone || isConnectionFailure(error)) && branch.parent) {
      if (branch.state.kind === 'loading') this.collapse(branch.path);
      throw error;
    }
    // The root cannot be collapsed: it goes on loading, and the list is read after the reconnect.
    if (isConnectionFailure(error)) throw error;
    reading.stat = null;
    branch.state = { kind: 'failed', failure: error.failure };
    const difference = await branch.level.replace(noNames);
    for (const name of difference.removed) this.collapse(joinPath(branch.path, name));
    onTreeChange();
  }

  #isExpanded(branch: Branch): boolean {
    return this.#options.tree.branch(branch.path) === branch;
  }
}
