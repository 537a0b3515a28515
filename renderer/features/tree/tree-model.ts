import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TreeRow, TreeWindow } from '../../../shared/model/tree.ts';
import { isBelow, parentOf } from '../../../shared/znode-path.ts';
import { call } from '../../bridge/client.ts';
import { followTopic } from '../../bridge/topics.ts';
import type { RowRange } from '../../ui/windowed-rows/row-store.ts';
import {
  WindowedRows,
  type RowsChange,
  type RowsRequest,
} from '../../ui/windowed-rows/windowed-rows.ts';
import { findChangedRows, type FlashKind } from './flashes.ts';

export interface TreeState {
  readonly filter: string;
  /** With a filter: how many of the loaded nodes have a matching name. */
  readonly matchCount: number;
  /** The row that has the keyboard; its path is null while the row at the index has not been read. */
  readonly active: { readonly index: number; readonly path: string | null };
  /** Rows that have just changed, by path. */
  readonly flashes: ReadonlyMap<string, RowFlash>;
}

export interface RowFlash {
  readonly kind: FlashKind;
  /** Differs from one flash to the next. */
  readonly number: number;
  /** On the page's own clock, milliseconds. */
  readonly startedAt: number;
}

/** A window, with what it was asked for: the present wish may differ by the time it arrives. */
interface LocatedWindow extends TreeWindow {
  readonly asked: readonly string[];
  readonly revealing: Revealing | null;
}

interface Revealing {
  readonly path: string;
}

const rowHeightPx = 24;
/** As long as the flash in the style sheet lasts, and a little more. */
const flashMs = 900;
/** A row that changes all the time begins no flash while another has only just begun: that would be no flash at all. */
const leastFlashMs = 450;

/**
 * What the tree panel shows beyond the rows themselves: which row is active, what stays in place when rows come and
 * go, which rows flash. It knows nothing of the page.
 */
export class TreeModel {
  readonly rows: WindowedRows<TreeRow, LocatedWindow>;
  readonly state: StoreApi<TreeState>;
  #hasFocus = false;
  #hovered: string | null = null;
  /** A row the user has opened or closed: it stays in place until its children have come or gone. */
  #toggled: { readonly path: string; isSettled: boolean } | null = null;
  #revealing: Revealing | null = null;
  /** Counts steps of the active row, so that an answer that comes after the next key is not followed. */
  #steps = 0;
  #flashNumber = 0;
  readonly #flashTimers = new Set<ReturnType<typeof setTimeout>>();

  constructor(onError: (error: unknown) => void) {
    this.state = createStore<TreeState>(() => ({
      filter: '',
      matchCount: 0,
      active: { index: 0, path: null },
      flashes: new Map(),
    }));
    this.rows = new WindowedRows<TreeRow, LocatedWindow>({
      rowHeightPx,
      keyOf: (row) => row.path,
      load: (request) => this.#load(request),
      onError,
      chooseAnchors: (visible) => this.#chooseAnchors(visible),
      onApplied: (change) => {
        this.#applied(change);
      },
    });
  }

  /**
   * Follows the topic `tree`.
   * @returns a function that stops following.
   */
  follow(): () => void {
    const stop = followTopic('tree', ({ revision, filter, matchCount }) => {
      this.state.setState({ filter, matchCount });
      this.rows.announce(revision);
    });
    return () => {
      stop();
      this.rows.stop();
      for (const timer of this.#flashTimers) clearTimeout(timer);
      this.state.setState({ flashes: new Map() });
    };
  }

  get activeRow(): TreeRow | undefined {
    return this.rows.rowAt(this.state.getState().active.index);
  }

  setFocused(hasFocus: boolean): void {
    this.#hasFocus = hasFocus;
  }

  /** Notes over which row the pointer moves; null once it has left or the keyboard has taken over. */
  setHovered(path: string | null): void {
    this.#hovered = path;
  }

  /** Makes the row at an index active and scrolls it into view. */
  moveTo(index: number): void {
    const last = this.rows.view.geometry.rowCount - 1;
    if (last < 0) return;
    this.#steps++;
    this.#revealing = null;
    const target = Math.min(Math.max(0, index), last);
    this.#setActive(target, this.rows.rowAt(target)?.path ?? null);
    this.rows.scrollToRow(target);
  }

  /** Makes the row active that `find` answers, unless another step was made meanwhile. */
  async moveToFound(find: () => Promise<number | null>): Promise<void> {
    const step = ++this.#steps;
    const index = await find();
    if (index !== null && step === this.#steps) this.moveTo(index);
  }

  /**
   * Shows a path: expands its ancestors, makes its row active and scrolls to it.
   * @throws CallFailure, for example NO_NODE for a path that does not exist.
   */
  async reveal(path: string): Promise<void> {
    const shown = this.rows.indexOf(path);
    if (shown !== null) {
      this.moveTo(shown);
      return;
    }
    const step = ++this.#steps;
    const index = await call('tree.reveal', { path });
    if (step !== this.#steps) return;
    this.#revealing = { path };
    this.#setActive(index, path);
    this.rows.jumpToRow(index);
  }

  /** @throws CallFailure when the children cannot be listed; the row then shows it as well. */
  async expand(path: string): Promise<void> {
    await this.#toggle(path, () => call('tree.expand', { path }));
  }

  async collapse(path: string): Promise<void> {
    await this.#toggle(path, () => call('tree.collapse', { path }));
  }

  async #toggle(path: string, change: () => Promise<void>): Promise<void> {
    const toggled = { path, isSettled: false };
    this.#toggled = toggled;
    try {
      await change();
    } finally {
      toggled.isSettled = true;
    }
  }

  #setActive(index: number, path: string | null): void {
    const { active } = this.state.getState();
    if (active.index === index && active.path === path) return;
    this.state.setState({ active: { index, path } });
  }

  async #load({ from, count, anchor }: RowsRequest<TreeRow>): Promise<LocatedWindow> {
    const revealing = this.#revealing;
    const asked = this.#pathsToLocate();
    const window = await call('tree.getWindow', {
      from,
      count,
      ...(anchor && { anchor: { path: anchor.row.path, offset: anchor.offset } }),
      ...(asked.length > 0 && { locate: asked }),
    });
    return { ...window, asked, revealing };
  }

  /** The active row, then those that take its place should it be gone: the next sibling, the row above, the parent. */
  #pathsToLocate(): string[] {
    const { index, path } = this.state.getState().active;
    if (path === null) return [];
    const candidates = [path];
    const { rowCount } = this.rows.view.store;
    let next = index + 1;
    // Its own descendants would go with it.
    while (next < rowCount && isBelow(this.rows.rowAt(next)?.path ?? '', path)) next++;
    for (const neighbour of [next, index - 1]) {
      const row = this.rows.rowAt(neighbour);
      if (row) candidates.push(row.path);
    }
    const parent = parentOf(path);
    if (parent !== null && !candidates.includes(parent)) candidates.push(parent);
    return candidates;
  }

  #chooseAnchors(visible: RowRange): number[] {
    if (this.#revealing) return [];
    const { active } = this.state.getState();
    const anchors: number[] = [];
    const offer = (index: number | null) => {
      if (index !== null && index >= visible.first && index < visible.end) anchors.push(index);
    };
    if (this.#toggled) offer(this.rows.indexOf(this.#toggled.path));
    if (this.#hovered !== null) offer(this.rows.indexOf(this.#hovered));
    if (this.#hasFocus) offer(active.index);
    for (let index = visible.first; index < visible.end; index++) anchors.push(index);
    return anchors;
  }

  #applied({ window, previous, next, shift }: RowsChange<TreeRow, LocatedWindow>): void {
    if (this.#toggled?.isSettled) this.#toggled = null;
    this.#keepActive(window, shift);
    this.#flash(findChangedRows(previous, next));
  }

  #keepActive(window: LocatedWindow, shift: number): void {
    const { active } = this.state.getState();
    if (active.path === null) {
      const index = Math.min(active.index, Math.max(0, window.rowCount - 1));
      this.#setActive(index, this.rows.rowAt(index)?.path ?? null);
      return;
    }
    if (window.asked[0] !== active.path) {
      this.#setActive(this.rows.indexOf(active.path) ?? active.index + shift, active.path);
      return;
    }
    const place = window.located.findIndex((index) => index !== null);
    const index = window.located[place];
    if (index === undefined || index === null) {
      const nearest = Math.min(active.index, Math.max(0, window.rowCount - 1));
      this.#setActive(nearest, this.rows.rowAt(nearest)?.path ?? null);
    } else {
      this.#setActive(index, window.asked[place] ?? null);
    }
    if (this.#revealing && window.revealing === this.#revealing) {
      this.#revealing = null;
      if (place === 0 && typeof index === 'number') this.rows.scrollToRow(index, 'center');
    }
  }

  #flash(kinds: ReadonlyMap<string, FlashKind>): void {
    const { flashes: shown } = this.state.getState();
    const startedAt = performance.now();
    const fresh = [...kinds].filter(([path, kind]) => {
      const flash = shown.get(path);
      return flash?.kind !== kind || startedAt - flash.startedAt >= leastFlashMs;
    });
    if (fresh.length === 0) return;
    const number = ++this.#flashNumber;
    const flashes = new Map(shown);
    for (const [path, kind] of fresh) flashes.set(path, { kind, number, startedAt });
    this.state.setState({ flashes });
    // A row that is scrolled into view later must not flash for a change long past.
    const timer = setTimeout(() => {
      this.#flashTimers.delete(timer);
      const left = [...this.state.getState().flashes].filter(
        ([, flash]) => flash.number !== number,
      );
      this.state.setState({ flashes: new Map(left) });
    }, flashMs);
    this.#flashTimers.add(timer);
  }
}
