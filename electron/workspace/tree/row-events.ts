import type { ChangeKind } from '../../../shared/model/change.ts';
import type { RowEvent } from '../../../shared/model/tree.ts';
import { parentOf } from '../../../shared/znode-path.ts';
import type { DecidedChange } from '../observe/observation.ts';
import type { ExpandedTree } from './expanded-tree.ts';

/** More rows than this are not counted for: the one that was quiet the longest goes first. */
const maxRows = 5_000;

export interface RowEventsOptions {
  readonly tree: Pick<ExpandedTree, 'has'>;
  /** The revision of the tree in which a change that is counted now is first shown. */
  readonly nextRevision: () => number;
}

/** What happened to the nodes of the rows lately: how often, by kind, and as of which revision of the tree. */
export class RowEvents {
  readonly #options: RowEventsOptions;
  readonly #events = new Map<string, readonly RowEvent[]>();

  constructor(options: RowEventsOptions) {
    this.#options = options;
  }

  /** Takes in a change that was decided on. The row of a node that is deleted goes with it: its parent's shows it. */
  take({ path, kind, count }: Pick<DecidedChange, 'path' | 'kind' | 'count'>): void {
    this.#count(path, kind, count);
    const parent = kind === 'deleted' ? parentOf(path) : null;
    if (parent !== null) this.#count(parent, kind, count);
  }

  /** Those of a node that is in no loaded level are shown by no row. */
  #count(path: string, kind: ChangeKind, count: number): void {
    if (!this.#options.tree.has(path)) return;
    const known = this.of(path);
    const before = known.find((event) => event.kind === kind)?.count ?? 0;
    const newest = { kind, count: before + count, revision: this.#options.nextRevision() };
    this.#events.delete(path);
    this.#events.set(path, [newest, ...known.filter((event) => event.kind !== kind)]);
    if (this.#events.size <= maxRows) return;
    const [quietest] = this.#events.keys();
    if (quietest !== undefined) this.#events.delete(quietest);
  }

  /** @returns the newest event of each kind, the newest first. */
  of(path: string): readonly RowEvent[] {
    return this.#events.get(path) ?? [];
  }
}
