import { filterNames, type NameFilter } from './name-filter.ts';
import {
  compareNameLists,
  indexOfName,
  insertName,
  lowerBound,
  removeName,
  sortNames,
  type Cursor,
  type NameDifference,
} from './sorted-names.ts';

const noDifference: NameDifference = { added: [], removed: [] };

/**
 * The names of one node's children, sorted, and those of them that pass the filter.
 *
 * Work on a large level runs in time slices, one piece of work after the other; names that are added or removed
 * meanwhile are taken into its result.
 */
export class Level {
  #names: string[] = [];
  #matches: string[] | null = null;
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
  get shown(): readonly string[] {
    return this.#matches ?? this.#names;
  }

  get filter(): NameFilter | null {
    return this.#filter;
  }

  has(name: string): boolean {
    return indexOfName(this.#names, name) !== -1;
  }

  /** @returns whether the name was not there before. */
  add(name: string): boolean {
    const index = lowerBound(this.#names, name);
    const isNew = this.#names[index] !== name;
    if (isNew) {
      this.#names.splice(index, 0, name);
      if (this.#matches && this.#filter?.matches(name)) insertName(this.#matches, name);
    }
    for (const pass of this.#passes) pass.notice({ kind: 'add', name }, isNew ? index : null);
    return isNew;
  }

  /** @returns whether the name was there. */
  remove(name: string): boolean {
    const index = indexOfName(this.#names, name);
    if (index !== -1) {
      this.#names.splice(index, 1);
      if (this.#matches) removeName(this.#matches, name);
    }
    for (const pass of this.#passes) {
      pass.notice({ kind: 'remove', name }, index === -1 ? null : index);
    }
    return index !== -1;
  }

  /**
   * Takes a list as the server gave it in place of the present one.
   * @param names owned by the level from now on.
   * @returns what became different by it, without what was added or removed meanwhile; nothing for the first list.
   */
  replace(names: string[]): Promise<NameDifference> {
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
              for (const edit of pass.edits) applyEdit(edit, null, matches, filter);
              this.#matches = matches;
              this.#filter = filter;
              done();
            },
            drop: done,
          });
        });
      });
    });
  }

  async #takeList(pass: Pass, names: string[]): Promise<NameDifference> {
    const sorted = await sortNames(names);
    const difference = this.#isLoaded
      ? await compareNameLists(this.#names, sorted, pass.cursor)
      : noDifference;
    const matches = this.#filter ? await filterNames(sorted, this.#filter) : null;
    for (const edit of pass.edits) applyEdit(edit, sorted, matches, this.#filter);
    this.#names = sorted;
    this.#matches = matches;
    this.#isLoaded = true;
    return pass.edits.length === 0 ? difference : withoutEdited(difference, pass.edits);
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
  readonly take: (names: string[]) => Promise<NameDifference>;
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

function applyEdit(
  { kind, name }: Edit,
  names: string[] | null,
  matches: string[] | null,
  filter: NameFilter | null,
): void {
  if (kind === 'remove') {
    if (names) removeName(names, name);
    if (matches) removeName(matches, name);
  } else {
    if (names) insertName(names, name);
    if (matches && filter?.matches(name)) insertName(matches, name);
  }
}

function withoutEdited(difference: NameDifference, edits: readonly Edit[]): NameDifference {
  const edited = new Set(edits.map(({ name }) => name));
  return {
    added: difference.added.filter((name) => !edited.has(name)),
    removed: difference.removed.filter((name) => !edited.has(name)),
  };
}
