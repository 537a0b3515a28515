import {
  isChangeKind,
  type Change,
  type ChangeDetail,
  type ChangesQuery,
  type ChangesSummary,
  type ChangesWindow,
  type QueryProblem,
} from '../../../shared/model/change.ts';
import { conditionKey } from './change-condition.ts';
import { ChangeRows, type ChangeRowsOptions, type RowUpdate } from './change-rows.ts';
import { MatchCache } from './match-cache.ts';

/** What a timeline may take: at most 200 MB for the rows, most of it for their paths, which have a bound of their own. */
export const changeLogBounds = {
  maxRows: 1_000_000,
  maxValueBytes: 48 * 1024 * 1024,
} as const satisfies ChangeRowsOptions;

export interface ChangeLogOptions extends ChangeRowsOptions {
  /** More rows have been looked at for a query than the last window said. */
  readonly onProgress?: () => void;
}

/** What is known of a change at first, and what is learnt of it later. */
export type NewChange = Omit<Change, 'id'> & Partial<Pick<ChangeDetail, 'before' | 'after'>>;
export type ChangeUpdate = RowUpdate;

/** The ids of rows that pass a query, as they were at one moment; since then the oldest may have gone. */
export interface Selection {
  readonly ok: true;
  readonly length: number;
  /** @param place counts from the oldest. */
  readonly idAt: (place: number) => number;
}

/** The changes seen, bounded: the oldest rows go first. */
export class ChangeLog {
  readonly rows: ChangeRows;
  readonly #matches: MatchCache;
  #seen = 0;
  #clearCount = 0;

  constructor({ onProgress = () => undefined, ...options }: ChangeLogOptions) {
    this.rows = new ChangeRows(options);
    this.#matches = new MatchCache(this.rows, onProgress);
  }

  get summary(): ChangesSummary {
    return { seen: this.#seen, kept: this.rows.endId - this.rows.oldestId };
  }

  /** @returns the id of the new row. */
  append({ before, after, ...change }: NewChange): number {
    if (isChangeKind(change.kind)) this.#seen += change.count;
    return this.rows.append(change, { ...(before && { before }), ...(after && { after }) });
  }

  /** Adds what was learnt of a change since; nothing happens when its row is not kept any more. */
  update(id: number, update: ChangeUpdate): void {
    if (!this.rows.has(id)) return;
    const { kind, count } = this.rows.read(id);
    if (isChangeKind(kind)) this.#seen += (update.count ?? count) - count;
    this.rows.update(id, update);
    if (update.before || update.after) this.#matches.reconsider(id);
  }

  /**
   * @returns rows newest first; `from` counts from the newest that passes the query. A new query over many rows is
   * answered with what a first slice has found; the scan goes on by itself.
   */
  window(from: number, count: number, query: ChangesQuery = {}): ChangesWindow {
    const { summary } = this;
    const upTo = Math.min(query.upTo ?? Infinity, this.rows.endId - 1);
    if (conditionKey(query) === '') {
      const matching = Math.max(0, upTo - this.rows.oldestId + 1);
      const rows = this.#rowsAt(from, Math.min(from + count, matching), (place) => upTo - place);
      return { ...summary, matching, scanned: summary.kept, from, rows };
    }
    const found = this.#matches.find(query);
    if (!found.ok) {
      return { ...summary, matching: 0, scanned: 0, from, rows: [], problem: found.problem };
    }
    const { matches } = found;
    const matching = matches.count(upTo);
    const idAt = (place: number) => matches.idAt(place, upTo);
    const rows = this.#rowsAt(from, Math.min(from + count, matching), idAt);
    return { ...summary, matching, scanned: matches.scanned, from, rows };
  }

  /** @returns all that passes a query, once every row has been looked at. */
  async select(
    query: ChangesQuery,
  ): Promise<Selection | { readonly ok: false; readonly problem: QueryProblem }> {
    if (conditionKey(query) === '') {
      const { oldestId, endId } = this.rows;
      const length = Math.max(0, Math.min(query.upTo ?? Infinity, endId - 1) - oldestId + 1);
      return { ok: true, length, idAt: (place) => oldestId + place };
    }
    const found = this.#matches.find(query);
    if (!found.ok) return found;
    const { matches } = found;
    await matches.finished();
    matches.bringUpToDate();
    const ids = matches.ids(query.upTo ?? Infinity);
    return { ok: true, length: ids.length, idAt: (place) => ids[place] ?? 0 };
  }

  detail(id: number): ChangeDetail | null {
    return this.rows.has(id) ? { change: this.rows.read(id), ...this.rows.valuesOf(id) } : null;
  }

  /** How often all rows were removed. */
  get clearCount(): number {
    return this.#clearCount;
  }

  /**
   * Puts entries of an earlier time before all others, the newest of them first; they are not counted as seen.
   * @returns false when there is no room for more.
   */
  prepend(entries: readonly ChangeDetail[]): boolean {
    this.#matches.clear();
    return entries.every(({ change: { id: _, ...change }, ...values }) =>
      this.rows.prepend(change, values),
    );
  }

  /** Removes all rows; how many changes were seen is still counted. */
  clear(): void {
    this.#clearCount += 1;
    this.rows.clear();
    this.#matches.clear();
  }

  #rowsAt(from: number, to: number, idAt: (place: number) => number): readonly Change[] {
    const rows: Change[] = [];
    for (let place = from; place < to; place++) rows.push(this.rows.read(idAt(place)));
    return rows;
  }
}
