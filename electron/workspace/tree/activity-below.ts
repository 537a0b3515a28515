import { ancestorsOf, isBelow } from '../../../shared/znode-path.ts';
import type { DecidedChange } from '../observe/observation.ts';
import type { ExpandedTree } from './expanded-tree.ts';

/** More closed rows than this are not counted for: the one that was quiet the longest goes first. */
const maxRows = 1_000;

/** How many changes were seen below each closed row since it was last open. */
export class ActivityBelow {
  readonly #tree: Pick<ExpandedTree, 'branch'>;
  readonly #counts = new Map<string, number>();

  constructor(tree: Pick<ExpandedTree, 'branch'>) {
    this.#tree = tree;
  }

  /** Counts changes for the closed row that hides them, if there is one. Costs time by the depth of the path. */
  take({ path, kind, count }: Pick<DecidedChange, 'path' | 'kind' | 'count'>): void {
    const isOfChildren = kind === 'childrenChanged';
    const row = ancestorsOf(path).find((ancestor) => !this.#tree.branch(ancestor));
    const hiding = row ?? (isOfChildren && !this.#tree.branch(path) ? path : undefined);
    if (hiding === undefined) return;
    const before = this.of(hiding);
    this.#counts.delete(hiding);
    this.#counts.set(hiding, before + count);
    if (this.#counts.size <= maxRows) return;
    const [quietest] = this.#counts.keys();
    if (quietest !== undefined) this.#counts.delete(quietest);
  }

  of(path: string): number {
    return this.#counts.get(path) ?? 0;
  }

  /** To be called when a row opens or closes, or its node goes: it and all below it begin anew. */
  forget(path: string): void {
    for (const each of this.#counts.keys()) {
      if (each === path || isBelow(each, path)) this.#counts.delete(each);
    }
  }
}
