import type { ChangesQuery, QueryProblem } from '../../../shared/model/change.ts';
import { compileQuery, conditionKey } from './change-condition.ts';
import { ChangeMatches } from './change-matches.ts';
import type { ChangeRows } from './change-rows.ts';

/** The list, a chart, the history of a node, and one that is being typed. */
const mostKept = 4;

export type FoundMatches =
  | { readonly ok: true; readonly matches: ChangeMatches }
  | { readonly ok: false; readonly problem: QueryProblem };

/** What passes the queries asked for last. */
export class MatchCache {
  readonly #rows: ChangeRows;
  readonly #onProgress: () => void;
  /** By the keys of their conditions, the one used last at the end. */
  readonly #kept = new Map<string, ChangeMatches>();

  constructor(rows: ChangeRows, onProgress: () => void) {
    this.#rows = rows;
    this.#onProgress = onProgress;
  }

  /** @returns what passes, up to date, or on its way there. */
  find(query: ChangesQuery): FoundMatches {
    const key = conditionKey(query);
    let matches = this.#take(key);
    if (!matches || matches.isStale) {
      matches?.release();
      const compiled = compileQuery(query, this.#rows);
      if (!compiled.ok) return compiled;
      matches = new ChangeMatches(this.#rows, compiled.condition, this.#onProgress);
    }
    matches.bringUpToDate();
    this.#kept.set(key, matches);
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
      old.release();
    }
    return { ok: true, matches };
  }

  /** The values of a row were learnt. */
  reconsider(id: number): void {
    for (const matches of this.#kept.values()) matches.reconsider(id);
  }

  clear(): void {
    for (const matches of this.#kept.values()) matches.release();
    this.#kept.clear();
  }

  #take(key: string): ChangeMatches | undefined {
    const matches = this.#kept.get(key);
    this.#kept.delete(key);
    return matches;
  }
}
