import { ancestorsOf, nameOf, parentOf } from '../../../shared/znode-path.ts';
import { Branch } from './branch.ts';
import { createNameFilter, type NameFilter } from './name-filter.ts';

/** A row by its place; what is known of the node itself is kept elsewhere. */
export interface ModelRow {
  readonly path: string;
  readonly name: string;
  readonly level: number;
  readonly setSize: number;
  readonly position: number;
}

/**
 * The rows of the tree as a function of the levels, the expanded nodes and the filter. The root is row 0 and is
 * always expanded. Every question costs time by the number and depth of the expanded nodes, never by that of the rows.
 */
export class ExpandedTree {
  #filter: NameFilter | null = null;
  readonly #root: Branch;
  /** Parents stand before their children, because a node can only be expanded below an expanded one. */
  readonly #branches = new Map<string, Branch>();
  #isLaidOut = false;
  #filtering: AbortController | null = null;

  constructor() {
    this.#root = new Branch('/', null, null);
    this.#branches.set('/', this.#root);
  }

  get filterText(): string {
    return this.#filter?.text ?? '';
  }

  /** With a filter: how many of the loaded nodes have a matching name; 0 without. */
  get matchCount(): number {
    if (!this.#filter) return 0;
    let count = 0;
    for (const branch of this.#branches.values()) count += branch.level.shown.length;
    return count;
  }

  get rowCount(): number {
    this.#layOut();
    return 1 + this.#root.rowCount;
  }

  branch(path: string): Branch | undefined {
    return this.#branches.get(path);
  }

  /** Every expanded node, parents first. */
  branches(): IterableIterator<Branch> {
    return this.#branches.values();
  }

  /** @returns whether a node is in a loaded level (the root always is), shown or not. */
  has(path: string): boolean {
    const parent = parentOf(path);
    return parent === null || (this.#branches.get(parent)?.level.has(nameOf(path)) ?? false);
  }

  /** @returns a new branch for a node that is in a loaded level and is not expanded; null for any other. */
  expand(path: string): Branch | null {
    const parent = this.#branches.get(parentOf(path) ?? '');
    if (!parent || this.#branches.has(path) || !parent.level.has(nameOf(path))) return null;
    const branch = new Branch(path, parent, this.#filter);
    parent.attach(branch);
    this.#branches.set(path, branch);
    this.invalidate();
    return branch;
  }

  /** Takes away a branch and all below it; the root stays. @returns the paths that are not expanded any more. */
  collapse(path: string): string[] {
    const branch = this.#branches.get(path);
    if (!branch?.parent) return [];
    branch.parent.detach(branch);
    const collapsed: string[] = [];
    const waiting = [branch];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      this.#branches.delete(next.path);
      collapsed.push(next.path);
      waiting.push(...next.branches);
    }
    this.invalidate();
    return collapsed;
  }

  /** To be called after a level or a branch's state has changed. */
  invalidate(): void {
    this.#isLaidOut = false;
  }

  /**
   * Filters all levels in time slices and then puts the filter in force at once. A newer call ends an older one.
   * @returns whether this filter is in force now.
   */
  async setFilter(text: string): Promise<boolean> {
    this.#filtering?.abort();
    const filtering = new AbortController();
    this.#filtering = filtering;
    const filter = createNameFilter(text);
    const prepared = new Map<Branch, { commit: () => void; drop: () => void }>();
    // Nodes may be expanded while the others are filtered, hence the loop.
    for (;;) {
      const missing = [...this.#branches.values()].filter((branch) => !prepared.has(branch));
      if (missing.length === 0 || filtering.signal.aborted) break;
      await Promise.all(
        missing.map(async (branch) => {
          prepared.set(branch, await branch.level.prepareFilter(filter, filtering.signal));
        }),
      );
    }
    if (filtering.signal.aborted) {
      for (const { drop } of prepared.values()) drop();
      return false;
    }
    this.#filtering = null;
    this.#filter = filter;
    for (const { commit } of prepared.values()) commit();
    this.invalidate();
    return true;
  }

  /** @returns the rows `from` … `from + count`, fewer at the end. */
  window(from: number, count: number): ModelRow[] {
    const end = Math.min(from + count, this.rowCount);
    const rows: ModelRow[] = [];
    for (let index = from; index < end; index++) rows.push(this.#rowAt(index));
    return rows;
  }

  /** @returns the index of a row, or null when the path is not shown. */
  indexOf(path: string): number | null {
    this.#layOut();
    let index = 0;
    for (const part of [...ancestorsOf(path).slice(1), path]) {
      if (part === '/') return 0;
      const branch = this.#branches.get(parentOf(part) ?? '');
      const position = branch?.positionOf(nameOf(part));
      if (!branch || position === null || position === undefined) return null;
      index += 1 + branch.offsetOf(position);
    }
    return index;
  }

  /**
   * @returns the index of the next row after `after` whose name begins with `prefix`, wrapping around. The prefix
   * counts as typed, in lower and upper case and capitalised, so that each is a range of the sorted names.
   */
  findByPrefix(after: number, prefix: string): number | null {
    this.#layOut();
    const starts = new Map<Branch, number>([[this.#root, 0]]);
    const found: number[] = prefix === '/' ? [0] : [];
    for (const branch of this.#branches.values()) {
      const start = starts.get(branch);
      if (start === undefined) continue;
      for (const joint of branch.joints) {
        starts.set(joint.branch, start + 1 + joint.position + joint.rowsBefore);
      }
      for (const variant of casesOf(prefix)) {
        const { from, to } = branch.positionsByPrefix(variant);
        if (from === to) continue;
        const indexOf = (position: number) => start + 1 + branch.offsetOf(position);
        found.push(indexOf(from));
        const next = firstPosition(from, to, (position) => indexOf(position) > after);
        if (next < to) found.push(indexOf(next));
      }
    }
    const later = found.filter((index) => index > after);
    if (later.length > 0) return Math.min(...later);
    return found.length > 0 ? Math.min(...found) : null;
  }

  #rowAt(index: number): ModelRow {
    if (index === 0) return { path: '/', name: '/', level: 1, setSize: 1, position: 1 };
    let branch = this.#root;
    let place = branch.at(index - 1);
    while (place.kind === 'below') {
      branch = place.branch;
      // An offset of -1 is the joint's own row, which its parent knows.
      place = branch.at(place.offset);
    }
    const name = branch.nameAt(place.position);
    return {
      path: branch.pathOf(name),
      name,
      level: branch.depth + 1,
      setSize: branch.shownCount,
      position: place.position + 1,
    };
  }

  #layOut(): void {
    if (this.#isLaidOut) return;
    for (const branch of [...this.#branches.values()].reverse()) branch.layOut();
    this.#isLaidOut = true;
  }
}

function casesOf(prefix: string): Set<string> {
  const lower = prefix.toLowerCase();
  return new Set([
    prefix,
    lower,
    prefix.toUpperCase(),
    lower.charAt(0).toUpperCase() + lower.slice(1),
  ]);
}

/** @returns the first position in a half-open range for which `test` holds, which then holds for all later; or `to`. */
function firstPosition(from: number, to: number, test: (position: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
