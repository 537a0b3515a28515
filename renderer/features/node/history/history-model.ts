import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Change, EntryKind } from '../../../../shared/model/change.ts';
import { call } from '../../../bridge/client.ts';
import { followTopic } from '../../../bridge/topics.ts';
import { ActiveRow } from '../../../ui/windowed-rows/active-row.ts';
import type { RowsWindow } from '../../../ui/windowed-rows/row-store.ts';
import { WindowedRows, type RowsRequest } from '../../../ui/windowed-rows/windowed-rows.ts';

export interface HistoryState {
  /** Messages of the topic `changes` so far: what a change led to may be learnt after it was first shown. */
  readonly news: number;
  /** Whether the rows have been read once. */
  readonly isRead: boolean;
  /** Ids of the versions to compare, as they were picked: one with what was before it, or two with each other. */
  readonly picked: readonly number[];
}

const rowHeightPx = 24;

/** What makes or ends a version of a node. */
const versionKinds: readonly EntryKind[] = ['created', 'dataChanged', 'deleted'];

/** The versions of one node as the timeline has them, newest first, and which of them are compared. */
export class HistoryModel {
  readonly path: string;
  readonly rows: WindowedRows<Change>;
  readonly active: ActiveRow<Change>;
  readonly state: StoreApi<HistoryState>;

  constructor(path: string, onError: (error: unknown) => void) {
    this.path = path;
    this.state = createStore<HistoryState>(() => ({
      news: 0,
      isRead: false,
      picked: [],
    }));
    this.rows = new WindowedRows<Change>({
      rowHeightPx,
      keyOf: (change) => change.id,
      load: (request) => this.#load(request),
      onError,
      // At the top new versions push the others down; further down what is looked at stays in place.
      chooseAnchors: ({ first, end }) =>
        first === 0 ? [] : Array.from({ length: end - first }, (_, i) => first + i),
      onApplied: () => {
        this.active.follow();
      },
    });
    this.active = new ActiveRow(this.rows);
  }

  /**
   * Follows the topic `changes`.
   * @returns a function that stops following.
   */
  follow(): () => void {
    const stop = followTopic('changes', () => {
      this.state.setState(({ news }) => ({ news: news + 1 }));
      this.rows.announce(this.state.getState().news);
    });
    return () => {
      stop();
      this.rows.stop();
    };
  }

  /** Compares a version with what was before it. */
  pick(id: number): void {
    this.state.setState({ picked: [id] });
  }

  /** Takes a version into the comparison, or out of it. Of three the one picked first goes. */
  togglePick(id: number): void {
    this.state.setState(({ picked }) => {
      if (picked.includes(id)) return { picked: picked.filter((each) => each !== id) };
      return { picked: [...picked.slice(-1), id] };
    });
  }

  closeComparison(): void {
    this.state.setState({ picked: [] });
  }

  async #load({ from, count }: RowsRequest<Change>): Promise<RowsWindow<Change>> {
    const revision = this.state.getState().news;
    const query = { node: this.path, kinds: versionKinds };
    const { matching, ...window } = await call('changes.getWindow', { from, count, query });
    this.state.setState({ isRead: true });
    return { revision, rowCount: matching, from: window.from, rows: window.rows };
  }
}
