import { isSameRow } from './same-row.ts';

/**
 * The rows of a long list that the renderer holds: those in and near the viewport, each with the revision it was
 * read at. Pure functions over immutable values.
 */

/** Equal revisions mean equal rows. */
export type Revision = number | string;

export type RowKey = number | string;

/** A run of rows as main answered it. */
export interface RowsWindow<Row> {
  readonly revision: Revision;
  readonly rowCount: number;
  /** Index of the first row in `rows`. */
  readonly from: number;
  readonly rows: readonly Row[];
}

export interface HeldRow<Row> {
  readonly row: Row;
  readonly revision: Revision;
}

export interface RowStore<Row> {
  /** Of the latest window; null before the first. Rows of another one are shown until they are read again. */
  readonly revision: Revision | null;
  readonly rowCount: number;
  readonly rows: ReadonlyMap<number, HeldRow<Row>>;
}

export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** How far from the viewport rows are kept, so that scrolling back a little shows them at once. */
const keepRows = 1_000;

export function emptyRowStore<Row>(): RowStore<Row> {
  return { revision: null, rowCount: 0, rows: new Map() };
}

/** @returns whether every row of the range is held as it was read at the store's revision. */
export function isFresh<Row>(store: RowStore<Row>, range: RowRange): boolean {
  const end = Math.min(range.end, store.rowCount);
  for (let index = range.first; index < end; index++) {
    if (store.rows.get(index)?.revision !== store.revision) return false;
  }
  return true;
}

export interface ApplyOptions<Row> {
  readonly keyOf: (row: Row) => RowKey;
  /** The rows on screen, by the numbering before the window. */
  readonly visible: RowRange;
  /**
   * Rows (by the numbering before the window) that should stay where they are on screen, the most important first;
   * empty when the list should stay at its place by number instead.
   */
  readonly anchors: Iterable<number>;
}

/**
 * Takes in a window. With a new revision, rows may have come or gone above those on screen, so the first anchor that
 * the window holds is found again by its key.
 *
 * @returns the store, and by how many rows the anchor has moved.
 */
export function applyWindow<Row>(
  store: RowStore<Row>,
  window: RowsWindow<Row>,
  { keyOf, visible, anchors }: ApplyOptions<Row>,
): { readonly store: RowStore<Row>; readonly shift: number } {
  const indexByKey = new Map(window.rows.map((row, i) => [keyOf(row), window.from + i]));
  let shift = 0;
  if (window.revision !== store.revision) {
    for (const anchor of anchors) {
      const held = store.rows.get(anchor);
      const index = held && indexByKey.get(keyOf(held.row));
      if (index === undefined) continue;
      shift = index - anchor;
      break;
    }
  }

  const rows = new Map<number, HeldRow<Row>>();
  const keepFrom = Math.max(0, Math.min(window.from, visible.first + shift) - keepRows);
  const windowEnd = window.from + window.rows.length;
  const keepEnd = Math.min(window.rowCount, Math.max(windowEnd, visible.end + shift) + keepRows);
  for (const [oldIndex, held] of store.rows) {
    const index = oldIndex + shift;
    // A row must not be on the page twice: the window knows better where it is now.
    if (index >= keepFrom && index < keepEnd && !indexByKey.has(keyOf(held.row))) {
      rows.set(index, held);
    }
  }
  window.rows.forEach((fresh, i) => {
    const index = window.from + i;
    // The same object for the same values, so that what is memoised by it is not drawn again at each revision.
    const held = store.rows.get(index - shift)?.row;
    const row = held !== undefined && isSameRow(held, fresh) ? held : fresh;
    rows.set(index, { row, revision: window.revision });
  });
  return { store: { revision: window.revision, rowCount: window.rowCount, rows }, shift };
}

/** The most rows one call may ask for. */
const windowRowsLimit = 500;

/**
 * @returns the rows to ask for: those on screen and `overscan` around them, widened to whole chunks so that
 *   scrolling by a few rows asks for nothing.
 */
export function planWindow(
  visible: RowRange,
  options: { readonly overscan: number; readonly chunk: number },
): { readonly from: number; readonly count: number } {
  const { overscan, chunk } = options;
  const from = Math.floor(Math.max(0, visible.first - overscan) / chunk) * chunk;
  const end = Math.ceil((visible.end + overscan) / chunk) * chunk;
  if (end - from <= windowRowsLimit) return { from, count: Math.max(chunk, end - from) };
  return { from: visible.first, count: windowRowsLimit };
}
