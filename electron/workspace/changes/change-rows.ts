import type {
  Change,
  ChangeDetail,
  ChangeValue,
  GapEntry,
  SessionEntry,
} from '../../../shared/model/change.ts';
import { ChangeColumns, type ColumnFields, type ValueKind } from './change-columns.ts';
import { ChangeValues, type ValuePair } from './change-values.ts';
import { PathTable } from './path-table.ts';

export interface ChangeRowsOptions {
  readonly maxRows: number;
  /** The most bytes of values before and after, with what holding a value takes; the oldest are let go first. */
  readonly maxValueBytes: number;
  /** The most bytes of different paths; the oldest rows are let go first. 128 MiB when absent. */
  readonly maxPathBytes?: number;
  /** The id of the first row, 1 when absent; as many older ones can be put before it as there are ids. */
  readonly firstId?: number;
}

/** What may be learnt of a change after it was written down. */
export type RowUpdate = Partial<
  Omit<ColumnFields, 'kind' | 'seenAt'> &
    Pick<ChangeDetail, 'before' | 'after'> &
    Required<Pick<Change, 'gap'>>
>;

const defaultMaxPathBytes = 128 * 1024 * 1024;

const unknown: ChangeValue = { kind: 'unknown' };
const absent: ChangeValue = { kind: 'absent' };

/** The rows of a timeline by their ids, bounded: a ring, in which the oldest go first. */
export class ChangeRows {
  readonly #options: Required<Pick<ChangeRowsOptions, 'maxRows' | 'maxPathBytes'>>;
  #columns = new ChangeColumns();
  /** The paths that the rows name. */
  readonly paths = new PathTable();
  readonly #values: ChangeValues;
  /** What few rows have. */
  readonly #turns = new Map<number, Pick<Change, 'session' | 'gap'>>();
  #oldestId: number;
  #endId: number;

  constructor(options: ChangeRowsOptions) {
    const { maxRows, maxValueBytes, maxPathBytes = defaultMaxPathBytes, firstId = 1 } = options;
    this.#options = { maxRows, maxPathBytes };
    this.#values = new ChangeValues(maxValueBytes, firstId);
    this.#oldestId = firstId;
    this.#endId = firstId;
  }

  /** Ids from `oldestId` up to but not including `endId` are kept. */
  get oldestId(): number {
    return this.#oldestId;
  }

  get endId(): number {
    return this.#endId;
  }

  /** No row before this one holds values. */
  get oldestIdWithValues(): number {
    return Math.max(this.#oldestId, this.#values.oldestId);
  }

  has(id: number): boolean {
    return id >= this.#oldestId && id < this.#endId;
  }

  /** @returns the id of the new row. */
  append(
    { path, session, gap, ...fields }: Omit<Change, 'id'>,
    values: Partial<ValuePair>,
  ): number {
    const id = this.#endId++;
    if (id - this.#oldestId >= this.#options.maxRows) this.#dropOldest();
    this.#columns.write(this.#place(id), fields, this.paths.acquire(path));
    if (session || gap) this.#turns.set(id, turnOf(session, gap));
    this.#hold(id, { before: unknown, after: unknown, ...values });
    while (this.#arePathsTooLarge() && this.#oldestId < id) this.#dropOldest();
    return id;
  }

  /** Puts a row before all others. @returns false when there is no room for it. */
  prepend(
    { path, session, gap, ...fields }: Omit<Change, 'id'>,
    { before, after }: ValuePair,
  ): boolean {
    if (this.#oldestId <= 1 || this.#endId - this.#oldestId >= this.#options.maxRows) return false;
    if (this.#arePathsTooLarge()) return false;
    const id = --this.#oldestId;
    this.#columns.write(this.#place(id), fields, this.paths.acquire(path));
    if (session || gap) this.#turns.set(id, turnOf(session, gap));
    this.#columns.setValueKinds(this.#place(id), before.kind, after.kind);
    this.#values.setOlder(id, { before, after });
    return true;
  }

  /** Nothing happens when the row is not kept any more. */
  update(id: number, { before, after, gap, ...fields }: RowUpdate): void {
    if (!this.has(id)) return;
    if (gap) this.#turns.set(id, { gap });
    const place = this.#place(id);
    const known = this.#columns.read(place);
    this.#columns.write(place, { ...known, ...fields }, this.pathIndexOf(id));
    if (!before && !after) return;
    const values = this.valuesOf(id);
    this.#hold(id, { before: before ?? values.before, after: after ?? values.after });
  }

  /** @throws RangeError when no such row is kept. */
  read(id: number): Change {
    if (!this.has(id)) throw new RangeError(`change ${id} is not kept`);
    const { seenAt, kind, ...fields } = this.#columns.read(this.#place(id));
    return { id, seenAt, kind, path: this.pathOf(id), ...fields, ...this.#turns.get(id) };
  }

  /** @returns what is known of the values of a row that is kept. */
  valuesOf(id: number): ValuePair {
    const { before, after } = this.#columns.valueKinds(this.#place(id));
    const held = this.#values.get(id);
    return { before: valueOf(before, held?.before), after: valueOf(after, held?.after) };
  }

  /** The place of the row's kind in `entryKinds`. */
  kindIndexOf(id: number): number {
    return this.#columns.get('kind', this.#place(id));
  }

  seenAtOf(id: number): number {
    return this.#columns.get('seenAt', this.#place(id));
  }

  /** The index of the row's path in `paths`. */
  pathIndexOf(id: number): number {
    return this.#columns.get('path', this.#place(id));
  }

  pathOf(id: number): string {
    return this.paths.at(this.pathIndexOf(id));
  }

  countOf(id: number): number {
    return this.#columns.get('count', this.#place(id));
  }

  clear(): void {
    this.#columns = new ChangeColumns();
    this.paths.clear();
    this.#turns.clear();
    this.#oldestId = this.#endId;
    this.#values.dropBefore(this.#endId);
  }

  #place(id: number): number {
    return id % this.#options.maxRows;
  }

  #arePathsTooLarge(): boolean {
    return this.paths.sizeBytes > this.#options.maxPathBytes;
  }

  #dropOldest(): void {
    this.paths.release(this.pathIndexOf(this.#oldestId));
    this.#turns.delete(this.#oldestId);
    this.#oldestId += 1;
    this.#values.dropBefore(this.#oldestId);
  }

  #hold(id: number, values: ValuePair): void {
    this.#columns.setValueKinds(this.#place(id), values.before.kind, values.after.kind);
    this.#values.set(id, values);
  }
}

/** A value that has been let go is unknown again. */
function valueOf(kind: ValueKind, held: ChangeValue | undefined): ChangeValue {
  if (kind === 'absent') return absent;
  return kind === 'value' && held ? held : unknown;
}

function turnOf(session?: SessionEntry, gap?: GapEntry): Pick<Change, 'session' | 'gap'> {
  return { ...(session && { session }), ...(gap && { gap }) };
}
