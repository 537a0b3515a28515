import { TimeSlice } from '../time-slice.ts';
import { itemAt } from '../item-at.ts';
import type { ChangeCondition } from './change-condition.ts';
import type { ChangeRows } from './change-rows.ts';

/** More new rows than this are not looked at in one go: they are a scan of their own. */
const mostNewRows = 10_000;

/** One look at a value takes as long as many looks at the rest of a row. */
const stepsPerValue = 256;

/** What passed that is let go is cut off the list once it is this much. */
const mostGone = 65_536;

/**
 * The ids of the changes that pass one condition, found in slices from the newest to the oldest, while new ones are
 * looked at as they are asked for. Each change is looked at once, however often windows are asked for.
 */
export class ChangeMatches {
  readonly #rows: ChangeRows;
  readonly #condition: ChangeCondition;
  readonly #onProgress: () => void;
  /** Of the rows that were there at first, newest first. */
  readonly #older: number[] = [];
  /** Of the rows that came later, oldest first; those before `#newerFrom` are gone. */
  #newer: number[] = [];
  #newerFrom = 0;
  readonly #startId: number;
  /** Rows after this one and before `#nextNewer` have been looked at. */
  #nextOlder: number;
  #nextNewer: number;
  readonly #scan: Promise<void>;
  #isKept = true;
  #waiting = 0;

  /** Looks at a first slice at once. @param onProgress called after each later one. */
  constructor(rows: ChangeRows, condition: ChangeCondition, onProgress: () => void) {
    this.#rows = rows;
    this.#condition = condition;
    this.#onProgress = onProgress;
    this.#startId = rows.endId;
    this.#nextNewer = rows.endId;
    this.#nextOlder = rows.endId - 1;
    this.#scan = this.#scanOlder();
  }

  /** Whether so much has come since it was last brought up to date that a new scan shows something earlier. */
  get isStale(): boolean {
    return this.#rows.endId - this.#nextNewer > mostNewRows;
  }

  /** How many of the rows kept have been looked at. */
  get scanned(): number {
    return this.#nextNewer - Math.max(this.#rows.oldestId, this.#first());
  }

  /** Nobody asks for windows of it any more: the scan ends, unless somebody waits for it. */
  release(): void {
    this.#isKept = false;
  }

  /** Resolves when all rows have been looked at. */
  async finished(): Promise<void> {
    this.#waiting += 1;
    try {
      await this.#scan;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Looks at the rows that have come, and forgets those that have gone. */
  bringUpToDate(): void {
    const { endId } = this.#rows;
    const oldest = this.#oldestThatCanPass();
    for (let id = Math.max(this.#nextNewer, oldest); id < endId; id++) {
      if (this.#condition.passes(id)) this.#newer.push(id);
    }
    this.#nextNewer = endId;
    while (this.#older.length > 0 && itemAt(this.#older, this.#older.length - 1) < oldest) {
      this.#older.pop();
    }
    this.#newerFrom = lowerBound(this.#newer, oldest, this.#newerFrom);
    if (this.#newerFrom > mostGone) {
      this.#newer = this.#newer.slice(this.#newerFrom);
      this.#newerFrom = 0;
    }
  }

  /** Looks at a row once more whose values were learnt. */
  reconsider(id: number): void {
    if (!this.#condition.looksAtValues || id < this.#first() || id >= this.#nextNewer) return;
    const passes = this.#rows.has(id) && this.#condition.passes(id);
    const isNewer = id >= this.#startId;
    const list = isNewer ? this.#newer : this.#older;
    const at = isNewer ? lowerBound(list, id, this.#newerFrom) : countAbove(list, id);
    const isListed = list[at] === id;
    if (passes && !isListed) list.splice(at, 0, id);
    else if (!passes && isListed) list.splice(at, 1);
  }

  /** How many pass, up to an id. */
  count(upTo: number): number {
    return this.#newerCount(upTo) + this.#older.length - countAbove(this.#older, upTo);
  }

  /** @param place counts from the newest that passes and is not after `upTo`; less than `count(upTo)`. */
  idAt(place: number, upTo: number): number {
    const newerCount = this.#newerCount(upTo);
    return place < newerCount
      ? itemAt(this.#newer, this.#newerFrom + newerCount - 1 - place)
      : itemAt(this.#older, countAbove(this.#older, upTo) + place - newerCount);
  }

  /** @returns a copy of all that pass up to an id, oldest first. */
  ids(upTo: number): Float64Array {
    const ids = new Float64Array(this.count(upTo));
    let length = 0;
    for (let i = this.#older.length - 1; length < ids.length && i >= 0; i--) {
      ids[length++] = itemAt(this.#older, i);
    }
    for (let i = this.#newerFrom; length < ids.length; i++) ids[length++] = itemAt(this.#newer, i);
    return ids;
  }

  #newerCount(upTo: number): number {
    return lowerBound(this.#newer, upTo + 1, this.#newerFrom) - this.#newerFrom;
  }

  /** The oldest row that has been looked at; where no older one can pass, the oldest of all. */
  #first(): number {
    return this.#nextOlder < this.#oldestThatCanPass() ? this.#rows.oldestId : this.#nextOlder + 1;
  }

  #oldestThatCanPass(): number {
    return this.#condition.looksAtValues ? this.#rows.oldestIdWithValues : this.#rows.oldestId;
  }

  async #scanOlder(): Promise<void> {
    const slice = new TimeSlice();
    const steps = this.#condition.looksAtValues ? stepsPerValue : 1;
    let isLater = false;
    while (this.#nextOlder >= this.#oldestThatCanPass()) {
      const id = this.#nextOlder--;
      if (this.#condition.passes(id)) this.#older.push(id);
      if (!slice.isOver(steps)) continue;
      if (isLater) this.#onProgress();
      await slice.next();
      if (!this.#isKept && this.#waiting === 0) return;
      isLater = true;
    }
    if (isLater) this.#onProgress();
  }
}

/** @returns the index of the first id, at `from` or later, of an ascending list that is not less than `id`. */
function lowerBound(ids: readonly number[], id: number, from: number): number {
  let low = from;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (itemAt(ids, middle) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns how many ids of a descending list are greater than `bound`. */
function countAbove(ids: readonly number[], bound: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (itemAt(ids, middle) > bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
