import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RowKey, RowsWindow } from './row-store.ts';
import type { WindowedRows } from './windowed-rows.ts';

export interface ActiveRowState {
  readonly index: number;
  /** Null while the row is not held. */
  readonly key: RowKey | null;
}

const start: ActiveRowState = { index: 0, key: null };

/** The row of a list that has the keyboard. It stays the same row while others come before it. */
export class ActiveRow<Row, Window extends RowsWindow<Row> = RowsWindow<Row>> {
  readonly state: StoreApi<ActiveRowState>;
  readonly #rows: WindowedRows<Row, Window>;

  constructor(rows: WindowedRows<Row, Window>) {
    this.#rows = rows;
    this.state = createStore<ActiveRowState>(() => start);
  }

  /** Makes the row at an index, or the nearest there is, active and scrolls it into view. */
  moveTo(index: number): void {
    const last = this.#rows.view.geometry.rowCount - 1;
    if (last < 0) return;
    const target = Math.min(Math.max(0, index), last);
    this.state.setState({ index: target, key: this.#rows.keyAt(target) });
    this.#rows.scrollToRow(target);
  }

  /** @returns whether the key (an arrow, Home, End or a page key) moves the active row. */
  moveByKey(key: string): boolean {
    const { index } = this.state.getState();
    const { first, end } = this.#rows.visible;
    const page = Math.max(1, end - first - 2);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: this.#rows.view.geometry.rowCount - 1,
    };
    const target = targets[key];
    if (target === undefined) return false;
    this.moveTo(target);
    return true;
  }

  /** Finds the row again after a window was taken in; where it is gone, the one at its place is active. */
  follow(): void {
    const active = this.state.getState();
    const last = Math.max(0, this.#rows.view.geometry.rowCount - 1);
    const index =
      (active.key === null ? null : this.#rows.indexOf(active.key)) ?? Math.min(active.index, last);
    const key = this.#rows.keyAt(index);
    if (index !== active.index || key !== active.key) this.state.setState({ index, key });
  }

  /** Begins anew at the first row. */
  reset(): void {
    this.state.setState(start);
  }
}
