import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Change, ChangesQuery, ChangesWindow } from '../../../shared/model/change.ts';
import type { TimelineSource } from '../../../shared/model/timeline.ts';
import { call } from '../../bridge/client.ts';
import { followTopic } from '../../bridge/topics.ts';
import { ActiveRow } from '../../ui/windowed-rows/active-row.ts';
import type { RowsWindow } from '../../ui/windowed-rows/row-store.ts';
import { WindowedRows, type RowsRequest } from '../../ui/windowed-rows/windowed-rows.ts';
import type { TimeSpan } from './brush.ts';
import { boundsOf, conditionsOf, noFilter, type ChangesFilter } from './changes-filter.ts';

/** What the last answer said of all rows. */
export type Looked = Pick<ChangesWindow, 'kept' | 'matching' | 'scanned' | 'problem'>;

export interface ChangesState {
  readonly source: TimelineSource;
  /** Changes seen on the connection in all, merged ones included. */
  readonly seen: number;
  /** Messages of the topic so far: what a change led to may be learnt after it was first shown. */
  readonly news: number;
  readonly isPaused: boolean;
  /** The view stands still at these changes; null while it follows the newest. */
  readonly frozen: { readonly upTo: number; readonly seen: number } | null;
  readonly filter: ChangesFilter;
  /** Of the filter's time range, as of now; only times, so that it is the same as long as they are. */
  readonly bounds: Pick<ChangesQuery, 'from' | 'to'>;
  /** The times that the chart shows, where the user looks at a part of them only. */
  readonly zoom: TimeSpan | null;
  readonly looked: Looked;
  /** The change whose before and after are shown. */
  readonly openId: number | null;
}

const rowHeightPx = 24;

/** How often a range that ends now is moved on. */
const clockMs = 1_000;

const start: ChangesState = {
  source: 'live',
  seen: 0,
  news: 0,
  isPaused: false,
  frozen: null,
  filter: noFilter,
  bounds: {},
  zoom: null,
  looked: { kept: 0, matching: 0, scanned: 0 },
  openId: null,
};

/**
 * The list of changes. At its top it follows the newest; once the user has scrolled or paused, it stands still at the
 * change that was the newest then, while new ones are only counted.
 */
export class ChangesModel {
  readonly rows: WindowedRows<Change>;
  readonly active: ActiveRow<Change>;
  readonly state: StoreApi<ChangesState>;

  constructor(onError: (error: unknown) => void) {
    this.state = createStore<ChangesState>(() => start);
    this.rows = new WindowedRows<Change>({
      rowHeightPx,
      keyOf: (change) => change.id,
      load: (request) => this.#load(request),
      onError,
      // At the top new rows push the others down; a view that stands still has a fixed newest row instead.
      chooseAnchors: () => [],
      onApplied: () => {
        this.active.follow();
      },
    });
    this.active = new ActiveRow(this.rows);
  }

  /**
   * Follows the topic `changes` and the clock.
   * @returns a function that stops following.
   */
  follow(): () => void {
    const stop = followTopic('changes', ({ seen }) => {
      const { source, news, looked, ...before } = this.state.getState();
      const isLive = source === 'live';
      // Counting has begun anew: another connection.
      if (isLive && seen < before.seen) {
        this.state.setState(start);
        this.active.reset();
      }
      this.state.setState({ seen, news: news + 1 });
      // What was imported does not change, but more of it may have been looked at.
      if (isLive || looked.scanned < looked.kept) this.#ask();
    });
    const timer = setInterval(() => {
      this.#followClock();
    }, clockMs);
    return () => {
      stop();
      clearInterval(timer);
      this.rows.stop();
    };
  }

  /** Notes where the user has scrolled to: away from the top the view stands still, back there it follows again. */
  scrolled(scrollTopPx: number): void {
    this.rows.scrolled(scrollTopPx);
    const { frozen, isPaused } = this.state.getState();
    if (isPaused) return;
    if (scrollTopPx > 0 && !frozen) this.#freeze();
    else if (scrollTopPx <= 0 && frozen) this.#thaw();
  }

  setPaused(isPaused: boolean): void {
    this.state.setState({ isPaused });
    if (isPaused && !this.state.getState().frozen) this.#freeze();
    else if (!isPaused && this.rows.visible.first === 0) this.#thaw();
  }

  /** Follows the newest changes again and shows them. */
  showNewest(): void {
    this.state.setState({ isPaused: false });
    this.#thaw();
    this.rows.scrollToRow(0);
  }

  setFilter(change: Partial<ChangesFilter>): void {
    const filter = { ...this.state.getState().filter, ...change };
    const bounds = boundsOf(filter.range, Date.now());
    this.state.setState({ filter, bounds });
    if (filter.range.kind !== 'between') this.state.setState({ zoom: null });
    this.active.reset();
    this.rows.scrollToRow(0);
    this.#ask();
  }

  /** Has the chart show the chosen times only. */
  zoomIn(): void {
    const { range } = this.state.getState().filter;
    if (range.kind === 'between') this.state.setState({ zoom: { from: range.from, to: range.to } });
  }

  /** Shows another timeline, from its newest entry. */
  setSource(source: TimelineSource): void {
    const { seen, news, filter, bounds } = this.state.getState();
    this.state.setState({ ...start, seen, news: news + 1, filter, bounds, source });
    this.active.reset();
    this.rows.scrollToRow(0);
    this.#ask();
  }

  /** @returns the query for what is shown. */
  query(): ChangesQuery {
    const { filter, bounds, frozen } = this.state.getState();
    return { ...conditionsOf(filter), ...bounds, ...(frozen && { upTo: frozen.upTo }) };
  }

  /** @returns the query for the chart: times that were chosen in it are shown among the others. */
  chartQuery(): ChangesQuery {
    const { filter, frozen } = this.state.getState();
    const times = this.#chartTimes();
    return { ...conditionsOf(filter), ...times, ...(frozen && { upTo: frozen.upTo }) };
  }

  /** @throws CallFailure */
  async clear(): Promise<void> {
    await call('changes.clear');
    this.state.setState({ frozen: null, isPaused: false, openId: null });
    this.active.reset();
    this.#ask();
  }

  open(id: number | null): void {
    this.state.setState({ openId: id });
  }

  /** A range that ends now ends there in the chart too, also where nothing has happened since. */
  #chartTimes(): Pick<ChangesQuery, 'from' | 'to'> {
    const { filter, bounds, zoom } = this.state.getState();
    const { range } = filter;
    if (range.kind === 'between') return zoom ?? {};
    if (range.kind === 'all' || bounds.from === undefined) return {};
    return { from: bounds.from, to: bounds.from + range.durationMs + range.durationMs / 60 };
  }

  #freeze(): void {
    const { seen } = this.state.getState();
    this.state.setState({ frozen: { upTo: this.rows.rowAt(0)?.id ?? 0, seen } });
  }

  #thaw(): void {
    if (!this.state.getState().frozen) return;
    this.state.setState({ frozen: null });
    this.#ask();
  }

  #ask(): void {
    this.rows.announce(this.#revision());
  }

  /** A view that stands still also keeps its time range. */
  #followClock(): void {
    const { filter, bounds, frozen } = this.state.getState();
    if (filter.range.kind !== 'last' || frozen) return;
    const next = boundsOf(filter.range, Date.now());
    if (next.from === bounds.from) return;
    this.state.setState({ bounds: next });
    this.#ask();
  }

  #revision(): string {
    const { news, source } = this.state.getState();
    return JSON.stringify([news, source, this.query()]);
  }

  async #load({ from, count }: RowsRequest<Change>): Promise<RowsWindow<Change>> {
    const revision = this.#revision();
    const { source } = this.state.getState();
    const window = await call('changes.getWindow', { source, from, count, query: this.query() });
    const { kept, matching, scanned, problem } = window;
    const looked = { kept, matching, scanned, ...(problem && { problem }) };
    if (this.state.getState().source === source) this.state.setState({ looked });
    return { revision, rowCount: matching, from: window.from, rows: window.rows };
  }
}
