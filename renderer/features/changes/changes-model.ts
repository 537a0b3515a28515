import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Change, EntryKind, ChangesQuery } from '../../../shared/model/change.ts';
import { call, subscribe } from '../../bridge/client.ts';
import type { RowsWindow } from '../../ui/windowed-rows/row-store.ts';
import { WindowedRows, type RowsRequest } from '../../ui/windowed-rows/windowed-rows.ts';

export interface ChangesState {
  /** Changes seen in all, merged ones included, and rows kept. */
  readonly seen: number;
  readonly kept: number;
  /** Messages of the topic so far: what a change led to may be learnt after it was first shown. */
  readonly news: number;
  readonly isPaused: boolean;
  /** The view stands still at these changes; null while it follows the newest. */
  readonly frozen: { readonly upTo: number; readonly seen: number } | null;
  readonly text: string;
  readonly kind: EntryKind | null;
  /** The row that has the keyboard. */
  readonly active: { readonly index: number; readonly id: number | null };
  /** The change whose before and after are shown. */
  readonly openId: number | null;
}

const rowHeightPx = 24;

const start: ChangesState = {
  seen: 0,
  kept: 0,
  news: 0,
  isPaused: false,
  frozen: null,
  text: '',
  kind: null,
  active: { index: 0, id: null },
  openId: null,
};

/**
 * The list of changes. At its top it follows the newest; once the user has scrolled or paused, it stands still at the
 * change that was the newest then, while new ones are only counted.
 */
export class ChangesModel {
  readonly rows: WindowedRows<Change>;
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
        this.#followActive();
      },
    });
  }

  /**
   * Follows the topic `changes`.
   * @returns a function that stops following.
   */
  follow(): () => void {
    const unsubscribe = subscribe('changes', ({ seen, kept }) => {
      const before = this.state.getState();
      // Counting has begun anew: another connection.
      if (seen < before.seen) this.state.setState({ ...start, news: before.news });
      this.state.setState(({ news }) => ({ seen, kept, news: news + 1 }));
      this.#ask();
    });
    return () => {
      unsubscribe();
      this.rows.stop();
    };
  }

  /** Tells where the user has scrolled to: away from the top the view stands still, back there it follows again. */
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

  setFilter(filter: Partial<Pick<ChangesState, 'text' | 'kind'>>): void {
    this.state.setState({ ...filter, active: start.active });
    this.rows.scrollToRow(0);
    this.#ask();
  }

  /** @throws CallFailure */
  async clear(): Promise<void> {
    await call('changes.clear');
    this.state.setState({ frozen: null, isPaused: false, openId: null, active: start.active });
    this.#ask();
  }

  /** Makes the row at an index active and scrolls it into view. */
  moveTo(index: number): void {
    const last = this.rows.view.geometry.rowCount - 1;
    if (last < 0) return;
    const target = Math.min(Math.max(0, index), last);
    this.state.setState({ active: { index: target, id: this.rows.rowAt(target)?.id ?? null } });
    this.rows.scrollToRow(target);
  }

  open(id: number | null): void {
    this.state.setState({ openId: id });
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

  #revision(): string {
    const { news, frozen, text, kind } = this.state.getState();
    return [news, frozen?.upTo ?? '', kind ?? '', text].join('/');
  }

  async #load({ from, count }: RowsRequest<Change>): Promise<RowsWindow<Change>> {
    const revision = this.#revision();
    const { frozen, text, kind } = this.state.getState();
    const query: ChangesQuery = {
      ...(text !== '' && { path: { kind: 'text', pattern: text } }),
      ...(kind !== null && { kinds: [kind] }),
      ...(frozen && { upTo: frozen.upTo }),
    };
    const { matching, ...window } = await call('changes.getWindow', { from, count, query });
    return { revision, rowCount: matching, from: window.from, rows: window.rows };
  }

  /** The active row keeps its change while others come before it. */
  #followActive(): void {
    const { active } = this.state.getState();
    const last = Math.max(0, this.rows.view.geometry.rowCount - 1);
    const index =
      (active.id === null ? null : this.rows.indexOf(active.id)) ?? Math.min(active.index, last);
    const id = this.rows.rowAt(index)?.id ?? null;
    if (index !== active.index || id !== active.id) this.state.setState({ active: { index, id } });
  }
}
