import { noNames, type PackedNames } from '../../zookeeper/packed-names.ts';
import { runInSlices } from '../time-slice.ts';
import {
  compareNameLists,
  noDifference,
  type Cursor,
  type NameDifference,
} from './compare-lists.ts';
import { filterNames, type NameFilter } from './name-filter.ts';
import { NameList, NameStore } from './name-list.ts';
import { sortPackedNames } from './sort-packed-names.ts';

/**
 * The names of one node's children, sorted by their bytes, and those of them that pass the filter. They stay in the
 * memory in which they came over the wire; what is kept of each is where it begins.
 *
 * Work on a large level runs in time slices, one piece of work after the other; names that are added or removed
 * meanwhile are taken into its result.
 */
export class Level {
  #names: NameList = new NameList(new NameStore(noNames), new Uint32Array(0));
  #matches: NameList | null = null;
  #filter: NameFilter | null;
  #isLoaded = false;
  readonly #passes = new Set<Pass>();
  #lastWork: Promise<void> = Promise.resolve();

  constructor(filter: NameFilter | null) {
    this.#filter = filter;
  }

  get size(): number {
    return this.#names.length;
  }

  /** Names that pass the filter, sorted; all names without a filter. Only to be read. */
  get shown(): NameList {
    return this.#matches ?? this.#names;
  }

  get filter(): NameFilter | null {
    return this.#filter;
  }

  has(name: string): boolean {
    return this.#names.indexOf(name) !== -1;
  }

  /** @returns whether the name was not there before. */
  add(name: string): boolean {
    const index = addName(this.#names, name);
    if (index !== null) this.#refilter(name);
    for (const pass of this.#passes) pass.notice({ kind: 'add', name }, index);
    return index !== null;
  }

  /** @returns whether the name was there. */
  remove(name: string): boolean {
    const index = this.#names.indexOf(name);
    if (index === -1) {
      for (const pass of this.#passes) pass.notice({ kind: 'remove', name }, null);
      return false;
    }
    const address = this.#names.addressAt(index);
    this.#names.removeAt(index);
    this.#refilter(name);
    // What a piece of work has found so far may hold the address.
    if (this.#passes.size === 0) this.#names.store.release(address);
    for (const pass of this.#passes) pass.notice({ kind: 'remove', name }, index);
    return true;
  }

  /**
   * Takes a list as the server gave it in place of the present one.
   * @param names owned by the level from now on; without duplicates.
   * @returns what became different by it, without what was added or removed meanwhile; nothing for the first list.
   */
  replace(names: PackedNames): Promise<NameDifference> {
    return this.expectList().take(names);
  }

  /**
   * To be called when a list is asked for: what is added or removed from now on by events is newer than the list,
   * however the two arrive, and stays.
   */
  expectList(): ExpectedList {
    const pass = this.#beginPass();
    return {
      take: (names) => this.#work(pass, () => this.#takeList(pass, names)),
      drop: () => this.#passes.delete(pass),
    };
  }

  /**
   * Finds what passes another filter while the present one stays in force, so that all levels can change at one
   * moment: `commit` puts it in force. Until `commit` or `drop` is called, no other work begins on this level.
   */
  prepareFilter(filter: NameFilter | null, signal: AbortSignal): Promise<PreparedFilter> {
    return new Promise((prepared) => {
      const pass = this.#beginPass();
      void this.#work(pass, async () => {
        const matches = filter ? await filterNames(this.#names, filter, pass.cursor, signal) : null;
        await new Promise<void>((done) => {
          prepared({
            commit: () => {
              this.#matches = matches;
              this.#filter = filter;
              for (const { name } of pass.edits) this.#refilter(name);
              done();
            },
            drop: done,
          });
        });
      });
    });
  }

  async #takeList(pass: Pass, names: PackedNames): Promise<NameDifference> {
    await runInSlices(sortPackedNames(names));
    const sorted = new NameList(new NameStore(names), names.starts);
    const difference = this.#isLoaded
      ? await compareNameLists(this.#names, sorted, pass.cursor)
      : noDifference;
    const matches = this.#filter ? await filterNames(sorted, this.#filter) : null;
    for (const { kind, name } of pass.edits) {
      if (kind === 'add') addName(sorted, name);
      else removeName(sorted, name);
    }
    this.#names = sorted;
    this.#matches = matches;
    this.#isLoaded = true;
    for (const { name } of pass.edits) this.#refilter(name);
    return pass.edits.length === 0 ? difference : withoutEdited(difference, pass.edits);
  }

  /** Brings what passes the filter up to date with a name that was added or removed. */
  #refilter(name: string): void {
    if (!this.#matches || !this.#filter) return;
    removeName(this.#matches, name);
    const index = this.#names.indexOf(name);
    if (index === -1 || !this.#filter.matches(name)) return;
    this.#matches.insertAt(this.#matches.lowerBound(name), this.#names.addressAt(index));
  }

  #beginPass(): Pass {
    const pass = new Pass();
    this.#passes.add(pass);
    return pass;
  }

  /** Runs pieces of work one after the other; each ends its pass. */
  #work<T>(pass: Pass, run: () => Promise<T>): Promise<T> {
    const result = this.#lastWork.then(run).finally(() => this.#passes.delete(pass));
    this.#lastWork = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}

/** A list that the server has been asked for: `take` it, or `drop` it when there is no answer. */
export interface ExpectedList {
  readonly take: (names: PackedNames) => Promise<NameDifference>;
  readonly drop: () => void;
}

export interface PreparedFilter {
  readonly commit: () => void;
  readonly drop: () => void;
}

interface Edit {
  readonly kind: 'add' | 'remove';
  readonly name: string;
}

/** One piece of sliced work: where it stands in the names, and what was edited since it began. */
class Pass {
  readonly cursor: Cursor = { next: 0 };
  readonly edits: Edit[] = [];

  /** @param index where the names were changed; null when they already were as the edit wants them. */
  notice(edit: Edit, index: number | null): void {
    this.edits.push(edit);
    if (index !== null && index < this.cursor.next)
      this.cursor.next += edit.kind === 'add' ? 1 : -1;
  }
}

/** @returns where the name is now; null when it was there before. */
function addName(names: NameList, name: string): number | null {
  const index = names.lowerBound(name);
  if (index < names.length && names.at(index) === name) return null;
  names.insertAt(index, names.store.add(Buffer.from(name)));
  return index;
}

function removeName(names: NameList, name: string): void {
  const index = names.indexOf(name);
  if (index !== -1) names.removeAt(index);
}

function withoutEdited(difference: NameDifference, edits: readonly Edit[]): NameDifference {
  const edited = new Set(edits.map(({ name }) => name));
  return {
    added: difference.added.filter((name) => !edited.has(name)),
    removed: difference.removed.filter((name) => !edited.has(name)),
  };
}
