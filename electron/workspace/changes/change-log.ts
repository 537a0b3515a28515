import type {
  Change,
  ChangeDetail,
  ChangesQuery,
  ChangesSummary,
  ChangesWindow,
  ChangeValue,
} from '../../../shared/model/change.ts';
import { itemAt } from '../item-at.ts';
import { ChangeMatches, countUpTo } from './change-matches.ts';

export interface ChangeLogOptions {
  readonly maxRows: number;
  /** The most bytes of values before and after; the oldest are let go first. */
  readonly maxValueBytes: number;
}

/** What is known of a change at first, and what is learnt of it later. */
export type NewChange = Omit<Change, 'id'> & Partial<Pick<ChangeDetail, 'before' | 'after'>>;
export type ChangeUpdate = Partial<
  Pick<Change, 'count' | 'version' | 'mzxid'> & Pick<ChangeDetail, 'before' | 'after'>
>;

interface Entry {
  change: Change;
  before: ChangeValue;
  after: ChangeValue;
}

const unknown: ChangeValue = { kind: 'unknown' };

/** The changes seen, bounded: the oldest rows go first. */
export class ChangeLog {
  readonly #options: ChangeLogOptions;
  /** A ring: the change with an id stands at id modulo its length. */
  readonly #ring: (Entry | undefined)[] = [];
  #nextId = 1;
  #oldestId = 1;
  #seen = 0;
  /** Ids of the changes that hold values, oldest first, and how many bytes these are. */
  readonly #withValues = new Set<number>();
  #valueBytes = 0;
  /** What passes the query asked for last. */
  #matches: ChangeMatches | null = null;

  constructor(options: ChangeLogOptions) {
    this.#options = options;
  }

  get summary(): ChangesSummary {
    return { seen: this.#seen, kept: this.#nextId - this.#oldestId };
  }

  /** @returns the id of the new row. */
  append(newChange: NewChange): number {
    const { before = unknown, after = unknown, ...change } = newChange;
    const id = this.#nextId++;
    if (id - this.#oldestId >= this.#options.maxRows) this.#drop(this.#oldestId++);
    this.#ring[id % this.#options.maxRows] = { change: { ...change, id }, before, after };
    this.#seen += change.count;
    this.#holdValues(id);
    return id;
  }

  /** Adds what was learnt of a change since; nothing happens when its row is not kept any more. */
  update(id: number, { before, after, ...fields }: ChangeUpdate): void {
    const entry = this.#entry(id);
    if (!entry) return;
    this.#seen += (fields.count ?? entry.change.count) - entry.change.count;
    entry.change = { ...entry.change, ...fields };
    this.#releaseValues(id, entry);
    entry.before = before ?? entry.before;
    entry.after = after ?? entry.after;
    this.#holdValues(id);
  }

  /** @returns rows newest first; `from` counts from the newest that passes the query. */
  window(from: number, count: number, query: ChangesQuery = {}): ChangesWindow {
    const upTo = Math.min(query.upTo ?? Infinity, this.#nextId - 1);
    const isConditional = (query.text ?? '') !== '' || query.kind !== undefined;
    const { matching, idAt } = isConditional
      ? this.#matching(query, upTo)
      : {
          matching: Math.max(0, upTo - this.#oldestId + 1),
          idAt: (place: number) => upTo - place,
        };
    const rows: Change[] = [];
    for (let place = from; place < Math.min(from + count, matching); place++) {
      const entry = this.#entry(idAt(place));
      if (entry) rows.push(entry.change);
    }
    return { ...this.summary, matching, from, rows };
  }

  detail(id: number): ChangeDetail | null {
    const entry = this.#entry(id);
    return entry ? { change: entry.change, before: entry.before, after: entry.after } : null;
  }

  /** Removes all rows; how many changes were seen is still counted. */
  clear(): void {
    this.#ring.length = 0;
    this.#oldestId = this.#nextId;
    this.#withValues.clear();
    this.#valueBytes = 0;
    this.#matches = null;
  }

  #matching(
    query: ChangesQuery,
    upTo: number,
  ): { matching: number; idAt: (place: number) => number } {
    if (!this.#matches?.isFor(query)) this.#matches = new ChangeMatches(query, this.#oldestId);
    const ids = this.#matches.upToDate(
      this.#oldestId,
      this.#nextId,
      (id) => this.#entry(id)?.change,
    );
    const matching = countUpTo(ids, upTo);
    return { matching, idAt: (place) => itemAt(ids, matching - 1 - place) };
  }

  #entry(id: number): Entry | undefined {
    if (id < this.#oldestId || id >= this.#nextId) return undefined;
    return this.#ring[id % this.#options.maxRows];
  }

  #drop(id: number): void {
    const index = id % this.#options.maxRows;
    const entry = this.#ring[index];
    if (entry) this.#releaseValues(id, entry);
    this.#ring[index] = undefined;
  }

  #holdValues(id: number): void {
    const entry = this.#entry(id);
    const bytes = entry ? bytesOf(entry) : 0;
    if (bytes === 0) return;
    this.#withValues.add(id);
    this.#valueBytes += bytes;
    for (const oldest of this.#withValues) {
      if (this.#valueBytes <= this.#options.maxValueBytes) break;
      const old = this.#entry(oldest);
      if (!old) continue;
      this.#releaseValues(oldest, old);
      if (old.before.kind === 'value') old.before = unknown;
      if (old.after.kind === 'value') old.after = unknown;
    }
  }

  #releaseValues(id: number, entry: Entry): void {
    if (this.#withValues.delete(id)) this.#valueBytes -= bytesOf(entry);
  }
}

function bytesOf({ before, after }: Entry): number {
  return sizeOf(before) + sizeOf(after);
}

function sizeOf(value: ChangeValue): number {
  return value.kind === 'value' ? (value.data?.byteLength ?? 0) : 0;
}
