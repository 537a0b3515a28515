import type { Change, ChangesQuery } from '../../../shared/model/change.ts';

/** What of a query decides whether one change passes. */
export type ChangeCondition = Pick<ChangesQuery, 'text' | 'kind'>;

/**
 * The ids of the changes that pass one condition, oldest first. Path and kind of a change never alter, so each is
 * looked at once, however often windows are asked for.
 */
export class ChangeMatches {
  readonly #condition: ChangeCondition;
  readonly #text: string;
  #ids: number[] = [];
  #nextId: number;

  /** @param oldestId where to begin. */
  constructor(condition: ChangeCondition, oldestId: number) {
    this.#condition = condition;
    this.#text = condition.text?.toLowerCase() ?? '';
    this.#nextId = oldestId;
  }

  isFor({ text, kind }: ChangeCondition): boolean {
    return this.#text === (text?.toLowerCase() ?? '') && this.#condition.kind === kind;
  }

  /**
   * @param oldestId the oldest change kept; older ones are dropped here too.
   * @param endId one more than the newest id.
   * @returns ids of all that pass, oldest first. Only to be read.
   */
  upToDate(
    oldestId: number,
    endId: number,
    changeOf: (id: number) => Change | undefined,
  ): readonly number[] {
    for (let id = Math.max(this.#nextId, oldestId); id < endId; id++) {
      const change = changeOf(id);
      if (change && this.#passes(change)) this.#ids.push(id);
    }
    this.#nextId = endId;
    const dropped = countUpTo(this.#ids, oldestId - 1);
    if (dropped > 0) this.#ids = this.#ids.slice(dropped);
    return this.#ids;
  }

  #passes({ path, kind }: Change): boolean {
    if (this.#condition.kind !== undefined && kind !== this.#condition.kind) return false;
    return this.#text === '' || path.toLowerCase().includes(this.#text);
  }
}

/** @returns how many ids of an ascending list are not greater than `bound`. */
export function countUpTo(ids: readonly number[], bound: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? Infinity) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
