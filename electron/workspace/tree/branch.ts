import type { Failure } from '../../../shared/model/failure.ts';
import { joinPath, nameOf } from '../../../shared/znode-path.ts';
import { itemAt } from '../item-at.ts';
import { Level } from './level.ts';
import type { NameFilter } from './name-filter.ts';
import { indexOfName, lowerBound } from './sorted-names.ts';

export type BranchState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'expanded' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A child that is a branch itself, as it stands among the shown children. */
interface Joint {
  readonly branch: Branch;
  /** Index among the shown children. */
  readonly position: number;
  /** Rows below the joints before this one. */
  readonly rowsBefore: number;
}

/** One node that is expanded (or being expanded), its children, and how many rows they take. */
export class Branch {
  readonly path: string;
  readonly name: string;
  readonly parent: Branch | null;
  /** 1 for the root. */
  readonly depth: number;
  readonly level: Level;
  state: BranchState = { kind: 'loading' };
  /** Branches among the children, sorted by name. */
  readonly branches: Branch[] = [];

  #joints: readonly Joint[] = [];
  /** Children that do not pass the filter but have something below them that does, sorted; and their positions. */
  #forced: readonly string[] = [];
  #forcedPositions: readonly number[] = [];
  #rowCount = 0;

  constructor(path: string, parent: Branch | null, filter: NameFilter | null) {
    this.path = path;
    this.name = nameOf(path);
    this.parent = parent;
    this.depth = parent ? parent.depth + 1 : 1;
    this.level = new Level(filter);
  }

  /** Rows below this one. */
  get rowCount(): number {
    return this.#rowCount;
  }

  get shownCount(): number {
    return this.level.shown.length + this.#forced.length;
  }

  get joints(): readonly Joint[] {
    return this.#joints;
  }

  attach(branch: Branch): void {
    const index = lowerBound(
      this.branches.map(({ name }) => name),
      branch.name,
    );
    this.branches.splice(index, 0, branch);
  }

  detach(branch: Branch): void {
    const index = this.branches.indexOf(branch);
    if (index !== -1) this.branches.splice(index, 1);
  }

  /** Counts the rows again. The branches below must have been laid out before. */
  layOut(): void {
    const { shown, filter } = this.level;
    const forced = filter
      ? this.branches.filter((branch) => branch.rowCount > 0 && !filter.matches(branch.name))
      : [];
    this.#forced = forced.map(({ name }) => name);
    this.#forcedPositions = this.#forced.map((name, i) => shown.lowerBound(name) + i);
    const joints: Joint[] = [];
    let rowsBefore = 0;
    for (const branch of this.branches) {
      const position = this.positionOf(branch.name);
      if (position === null) continue;
      joints.push({ branch, position, rowsBefore });
      rowsBefore += branch.rowCount;
    }
    this.#joints = joints;
    this.#rowCount = this.shownCount + rowsBefore;
  }

  /** @returns the index of a child among the shown children, or null when it is not shown. */
  positionOf(name: string): number | null {
    const index = this.level.shown.indexOf(name);
    if (index !== -1) return index + lowerBound(this.#forced, name);
    const forcedIndex = indexOfName(this.#forced, name);
    return forcedIndex === -1 ? null : (this.#forcedPositions[forcedIndex] ?? null);
  }

  /** @returns the name of the shown child with this index. */
  nameAt(position: number): string {
    const before = countBelow(this.#forcedPositions, position, (forcedPosition) => forcedPosition);
    if (this.#forcedPositions[before] === position) return itemAt(this.#forced, before);
    return this.level.shown.at(position - before);
  }

  /** @returns how many rows after this branch's own row a shown child stands, counting from 0. */
  offsetOf(position: number): number {
    const before = countBelow(this.#joints, position, (joint) => joint.position);
    const last = this.#joints[before - 1];
    return position + (last ? last.rowsBefore + last.branch.rowCount : 0);
  }

  /** @returns what stands at an offset below this branch's row: one of its children, or something below a joint. */
  at(
    offset: number,
  ):
    | { readonly kind: 'child'; readonly position: number }
    | { readonly kind: 'below'; readonly branch: Branch; readonly offset: number } {
    const count = countBelow(this.#joints, offset, ({ position, rowsBefore }) => {
      return position + rowsBefore;
    });
    const last = this.#joints[count - 1];
    if (!last) return { kind: 'child', position: offset };
    const start = last.position + last.rowsBefore;
    const inside = offset - start - 1;
    if (inside < last.branch.rowCount) {
      return { kind: 'below', branch: last.branch, offset: inside };
    }
    return { kind: 'child', position: offset - last.rowsBefore - last.branch.rowCount };
  }

  /** @returns the positions of the shown children whose names begin with `prefix`, as a half-open range. */
  positionsByPrefix(prefix: string): { from: number; to: number } {
    // U+FFFF is in no name: ZooKeeper forbids it.
    const from = this.#positionOfBound(prefix);
    return { from, to: this.#positionOfBound(`${prefix}\uffff`) };
  }

  pathOf(name: string): string {
    return joinPath(this.path, name);
  }

  #positionOfBound(name: string): number {
    return this.level.shown.lowerBound(name) + lowerBound(this.#forced, name);
  }
}

/** @returns how many items at the start of a list sorted by `key` have a key less than `bound`. */
function countBelow<T>(items: readonly T[], bound: number, key: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(itemAt(items, middle)) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
