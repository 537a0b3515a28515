import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  applyWindow,
  emptyRowStore,
  isFresh,
  planWindow,
  type Revision,
  type RowKey,
  type RowRange,
  type RowStore,
  type RowsWindow,
} from './row-store.ts';
import {
  followScroll,
  listTopPx,
  positionAt,
  scrollHeightPx,
  scrollStart,
  visibleRows,
  type ListGeometry,
  type ScrollPosition,
} from './scroll-scale.ts';
import { TimeShare } from '../../pacing/time-share.ts';

export interface RowsView<Row> {
  readonly store: RowStore<Row>;
  readonly geometry: ListGeometry;
  readonly position: ScrollPosition;
  /** Grows each time the list itself has moved: the element's `scrollTop` then has to follow. */
  readonly placement: number;
}

export interface RowsRequest<Row> {
  readonly from: number;
  readonly count: number;
  /** The window should start `offset` rows above this row, wherever it stands now. */
  readonly anchor?: { readonly row: Row; readonly offset: number };
}

export interface RowsChange<Row, Window> {
  readonly window: Window;
  readonly previous: RowStore<Row>;
  readonly next: RowStore<Row>;
  readonly shift: number;
}

export interface WindowedRowsOptions<Row, Window extends RowsWindow<Row>> {
  readonly rowHeightPx: number;
  readonly keyOf: (row: Row) => RowKey;
  readonly load: (request: RowsRequest<Row>) => Promise<Window>;
  /** A window that could not be had. The rows stay as they are; the next announcement or scroll asks again. */
  readonly onError: (error: unknown) => void;
  /** The rows to keep in place, the most important first; by default those on screen from the top. */
  readonly chooseAnchors?: (visible: RowRange) => readonly number[];
  /** Called after a window was taken in, before anything is drawn. */
  readonly onApplied?: (change: RowsChange<Row, Window>) => void;
}

const overscanRows = 32;
const chunkRows = 64;
const settleMs = 150;

/**
 * A list of any length of which only the rows in and near the viewport are held.
 *
 * It asks for one window at a time and for the newest wish next, so fast scrolling never queues requests and answers
 * cannot overtake each other. Rows on screen stay until the window that replaces them is there.
 */
export class WindowedRows<Row, Window extends RowsWindow<Row> = RowsWindow<Row>> {
  readonly state: StoreApi<RowsView<Row>>;
  readonly #options: WindowedRowsOptions<Row, Window>;
  #announced: Revision | null = null;
  #isOutdated = false;
  #isForced = false;
  #isLoading = false;
  #isStopped = false;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  /** For rows that are on screen already and have changed. */
  readonly #share = new TimeShare();
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WindowedRowsOptions<Row, Window>) {
    this.#options = options;
    this.state = createStore<RowsView<Row>>(() => ({
      store: emptyRowStore(),
      geometry: { rowCount: 0, rowHeightPx: options.rowHeightPx, viewportPx: 0 },
      position: scrollStart,
      placement: 0,
    }));
  }

  get view(): RowsView<Row> {
    return this.state.getState();
  }

  /** The rows on screen. */
  get visible(): RowRange {
    return visibleRows(this.view.position, this.view.geometry);
  }

  /** @returns the row at an index, if it is held. */
  rowAt(index: number): Row | undefined {
    return this.view.store.rows.get(index)?.row;
  }

  keyOf(row: Row): RowKey {
    return this.#options.keyOf(row);
  }

  /** @returns the key of the row at an index, or null while it is not held. */
  keyAt(index: number): RowKey | null {
    const row = this.rowAt(index);
    return row === undefined ? null : this.keyOf(row);
  }

  /** @returns the index of a held row, or null. */
  indexOf(key: RowKey): number | null {
    for (const [index, { row }] of this.view.store.rows) {
      if (this.keyOf(row) === key) return index;
    }
    return null;
  }

  /** Notes that the rows now are at another revision. */
  announce(revision: Revision): void {
    this.#announced = revision;
    this.#isStopped = false;
    if (revision === this.view.store.revision && !this.#isLoading) return;
    this.#isOutdated = true;
    void this.#pump();
  }

  /** Notes where the user has scrolled the element to. */
  scrolled(scrollTopPx: number): void {
    const { position, geometry } = this.view;
    if (scrollTopPx === position.physicalPx) return;
    const next = followScroll(position, scrollTopPx, geometry);
    this.state.setState({ position: next });
    if (next.offsetPx !== 0) this.#settleLater();
    void this.#pump();
  }

  /** Notes the height of the viewport. */
  resized(viewportPx: number): void {
    const { geometry, position } = this.view;
    if (viewportPx === geometry.viewportPx) return;
    const next = { ...geometry, viewportPx };
    this.state.setState({ geometry: next });
    this.#place(listTopPx(position));
    void this.#pump();
  }

  /** Moves the list as little as needed to show a row, or so that it stands in the middle. */
  scrollToRow(index: number, align: 'nearest' | 'center' = 'nearest'): void {
    const { geometry, position } = this.view;
    const { rowHeightPx, viewportPx } = geometry;
    const top = listTopPx(position);
    const rowTop = index * rowHeightPx;
    const isShown = rowTop >= top && rowTop + rowHeightPx <= top + viewportPx;
    if (isShown) return;
    if (align === 'center') this.#place(rowTop - (viewportPx - rowHeightPx) / 2);
    else this.#place(rowTop < top ? rowTop : rowTop + rowHeightPx - viewportPx);
    void this.#pump();
  }

  /**
   * Shows a row that was found by other means, perhaps in rows that are not announced yet, and reads what is around it.
   */
  jumpToRow(index: number): void {
    const { geometry } = this.view;
    // Room below it as well, so that it can stand in the middle; the window then says how many rows there are.
    const room = Math.ceil(geometry.viewportPx / geometry.rowHeightPx);
    const rowCount = Math.max(geometry.rowCount, index + room);
    this.state.setState({ geometry: { ...geometry, rowCount } });
    this.scrollToRow(index, 'center');
    this.#isForced = true;
    void this.#pump();
  }

  /** Ends waiting and ignores what is still on its way; the next announcement starts it again. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#settleTimer);
    this.#endRest();
  }

  #place(topPx: number): void {
    const { geometry, position, placement } = this.view;
    const next = positionAt(topPx, geometry);
    if (next.physicalPx === position.physicalPx && next.offsetPx === position.offsetPx) return;
    this.state.setState({ position: next, placement: placement + 1 });
  }

  /** Brings the thumb of a very long list back to where it belongs once the user has stopped. */
  #settleLater(): void {
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => {
      this.#place(listTopPx(this.view.position));
    }, settleMs);
  }

  async #pump(): Promise<void> {
    if (this.#isLoading || this.#isStopped) return;
    this.#isLoading = true;
    try {
      let answered = '';
      for (;;) {
        const request = this.#nextRequest();
        if (!request) return;
        // An answer that leaves the same wish open would be asked for again without end.
        const wish = `${String(request.from)}+${String(request.count)}`;
        if (!this.#isOutdated && !this.#isForced && wish === answered) return;
        answered = wish;
        this.#isOutdated = false;
        this.#isForced = false;
        this.#endRest();
        const window = await this.#options.load(request);
        if (this.#hasStopped()) return;
        await this.#share.spend(() => {
          this.#apply(window);
        });
      }
    } catch (error) {
      if (!this.#hasStopped()) this.#options.onError(error);
    } finally {
      this.#isLoading = false;
    }
  }

  /** A method, because the compiler takes a field as unchanged over an `await`. */
  #hasStopped(): boolean {
    return this.#isStopped;
  }

  #nextRequest(): RowsRequest<Row> | null {
    const { store } = this.view;
    const visible = this.visible;
    const margin = overscanRows / 2;
    const near = { first: Math.max(0, visible.first - margin), end: visible.end + margin };
    // Before the first announcement there is nothing to ask for.
    if (this.#announced === null && !this.#isForced) return null;
    if (!this.#isForced && isFresh(store, near)) {
      if (!this.#isOutdated) return null;
      const { restMs } = this.#share;
      if (restMs > 0) {
        this.#pumpAfter(restMs);
        return null;
      }
    }
    const plan = planWindow(visible, { overscan: overscanRows, chunk: chunkRows });
    for (const index of this.#anchors(visible)) {
      const row = this.rowAt(index);
      const offset = index - plan.from;
      if (row === undefined || offset < 0 || offset >= plan.count) continue;
      return { ...plan, anchor: { row, offset } };
    }
    return plan;
  }

  #pumpAfter(restMs: number): void {
    this.#restTimer ??= setTimeout(() => {
      this.#restTimer = undefined;
      void this.#pump();
    }, restMs);
  }

  #endRest(): void {
    clearTimeout(this.#restTimer);
    this.#restTimer = undefined;
  }

  #anchors(visible: RowRange): readonly number[] {
    if (this.#options.chooseAnchors) return this.#options.chooseAnchors(visible);
    return Array.from({ length: visible.end - visible.first }, (_, i) => visible.first + i);
  }

  #apply(window: Window): void {
    const { store: previous, geometry, position } = this.view;
    const visible = this.visible;
    const { keyOf } = this.#options;
    const anchors = this.#anchors(visible);
    const { store, shift } = applyWindow(previous, window, { keyOf, visible, anchors });
    const topPx = listTopPx(position) + shift * geometry.rowHeightPx;
    this.state.setState({ store, geometry: { ...geometry, rowCount: store.rowCount } });
    this.#place(topPx);
    // What was announced while this window was on its way may be what it already holds.
    if (this.#announced === window.revision) this.#isOutdated = false;
    this.#options.onApplied?.({ window, previous, next: store, shift });
  }
}

/** @returns the height of the scrolled element. */
export function contentHeightPx(view: RowsView<unknown>): number {
  return scrollHeightPx(view.geometry);
}
