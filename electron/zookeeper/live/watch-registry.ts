import { ancestorsOf, isBelow } from '../../../shared/znode-path.ts';
import { toDisposable, type Disposable } from '../../lifecycle.ts';
import { expectFailure } from '../errors.ts';
import type { WatchMode, ReadSession } from '../port.ts';

/**
 * What somebody wants to be informed of: a node (created, deleted, data, number of children), the children of a node
 * (also those the session may not read, of which a recursive watch above reports nothing), or all below a node.
 */
export type WatchWish = 'node' | 'level' | 'subtree';

export interface WatchRegistryOptions {
  readonly session: () => ReadSession;
  /** The most server watches; wishes made with `want` are granted even beyond it. */
  readonly budget: number;
  /** A watch was given up: what is known of nodes that no other watch covers is not live any more. */
  readonly onWatchLost: (path: string, mode: WatchMode) => void;
  readonly onCountChange: () => void;
}

interface Wishes {
  readonly counts: Record<WatchWish, number>;
  isRow: boolean;
}

/**
 * Turns wishes into the fewest server watches: one for each path, none for a node that a recursive watch above
 * covers. Rows are watched while the budget lasts; the row asked for the longest time ago gives way first.
 */
export class WatchRegistry {
  readonly #options: WatchRegistryOptions;
  readonly #wishes = new Map<string, Wishes>();
  /** Rows in the order in which they were asked for last. */
  readonly #rows = new Set<string>();
  readonly #recursive = new Set<string>();
  readonly #held = new Map<string, WatchMode>();
  /** Held watches that the server does not have, because adding them failed. */
  readonly #failed = new Set<string>();
  #isOff = false;

  constructor(options: WatchRegistryOptions) {
    this.#options = options;
  }

  get budget(): number {
    return this.#options.budget;
  }

  get isOff(): boolean {
    return this.#isOff;
  }

  /** Server watches held now. */
  get count(): number {
    return this.#held.size - this.#failed.size;
  }

  /** Wishes for a path; counted, so that each is given back on its own. Granted at once, before any later read. */
  want(path: string, wish: WatchWish): Disposable {
    const wishes = this.#wishesOf(path);
    wishes.counts[wish] += 1;
    if (wish === 'subtree') this.#recursive.add(path);
    this.#sync(path);
    if (wish === 'subtree' && wishes.counts.subtree === 1) this.#syncBelow(path);
    return toDisposable(() => {
      this.#giveBack(path, wish);
    });
  }

  /** @returns whether `want` would keep to the budget, after rows have given way. */
  hasRoom(path: string, wish: WatchWish): boolean {
    if (this.isPinned(path) || (wish !== 'level' && this.#isCovered(path))) return true;
    let pinned = 0;
    for (const held of this.#wishes.keys()) if (this.isPinned(held) && this.#modeOf(held)) pinned++;
    return pinned < this.#options.budget;
  }

  /** Wishes for the node of a row. @returns false when no watch may be had for it. */
  wantRow(path: string): boolean {
    if (this.#isOff) return false;
    if (this.#rows.delete(path)) {
      this.#rows.add(path);
      return true;
    }
    if (!this.isPinned(path) && !this.#isCovered(path) && !this.#makeRoom()) return false;
    this.#wishesOf(path).isRow = true;
    this.#rows.add(path);
    this.#sync(path);
    return true;
  }

  releaseRow(path: string): void {
    if (!this.#rows.delete(path)) return;
    const wishes = this.#wishes.get(path);
    if (wishes) wishes.isRow = false;
    this.#sync(path);
  }

  /** Gives up the rows below a node, which are not shown any more. */
  releaseRowsBelow(path: string): void {
    for (const row of [...this.#rows]) if (isBelow(row, path)) this.releaseRow(row);
  }

  /** @returns whether somebody asked for this very node, its children, or its row. */
  isWanted(path: string): boolean {
    return this.#wishes.has(path);
  }

  /** @returns whether somebody asked for this node by `want`, so that what is known of it must be kept. */
  isPinned(path: string): boolean {
    const wishes = this.#wishes.get(path);
    return wishes !== undefined && Object.values(wishes.counts).some((count) => count > 0);
  }

  /** @returns whether changes of this node's data and existence are reported by the server. */
  isWatched(path: string): boolean {
    if (this.#held.has(path) && !this.#failed.has(path)) return true;
    if (this.#recursive.size === 0 || !this.#hasRecursive) return false;
    return ancestorsOf(path).some(
      (ancestor) => this.#held.get(ancestor) === 'recursive' && !this.#failed.has(ancestor),
    );
  }

  /** @returns whether a server watch is held on this very path for such a wish. */
  holdsFor(path: string, wish: WatchWish): boolean {
    if (this.#failed.has(path)) return false;
    return this.#held.get(path) === (wish === 'subtree' ? 'recursive' : 'persistent');
  }

  /** @returns whether the server itself reports when children of this node come and go. */
  reportsChildren(path: string): boolean {
    const mode = this.#held.get(path);
    if (mode === undefined || this.#failed.has(path)) return false;
    return mode === 'persistent' || !this.#hasRecursive;
  }

  /** Gives every server watch back and asks for none, until `switchOn`; wishes are kept. */
  switchOff(): void {
    this.#isOff = true;
    for (const path of [...this.#held.keys()]) this.#sync(path);
  }

  switchOn(): void {
    this.#isOff = false;
    for (const path of [...this.#wishes.keys()]) this.#sync(path);
  }

  /** After a reconnect to the same session, which has set its watches again: adds those that it never got. */
  resume(): void {
    this.#syncCovered();
    for (const path of [...this.#failed]) this.#add(path, this.#held.get(path) ?? 'persistent');
  }

  /** After the change to a new session, which has none: adds all. */
  restart(): void {
    const before = [...this.#held];
    this.#syncCovered();
    for (const [path, mode] of before) if (this.#held.get(path) === mode) this.#add(path, mode);
  }

  /** The server may be one of another release now, where recursive watches cover more, or less. */
  #syncCovered(): void {
    if (this.#recursive.size > 0) for (const path of [...this.#wishes.keys()]) this.#sync(path);
  }

  #giveBack(path: string, wish: WatchWish): void {
    const wishes = this.#wishesOf(path);
    wishes.counts[wish] -= 1;
    if (wish === 'subtree' && wishes.counts.subtree === 0) {
      this.#recursive.delete(path);
      // What it covered gets watches of its own before it goes, so that no event falls between the two.
      this.#syncBelow(path);
    }
    this.#sync(path);
  }

  #wishesOf(path: string): Wishes {
    let wishes = this.#wishes.get(path);
    if (!wishes) {
      wishes = { counts: { node: 0, level: 0, subtree: 0 }, isRow: false };
      this.#wishes.set(path, wishes);
    }
    return wishes;
  }

  /** Before 3.6 a recursive watch is one for the node and its children only (see the port). */
  get #hasRecursive(): boolean {
    return this.#options.session().capabilities.supports('addWatch');
  }

  #isCovered(path: string): boolean {
    if (this.#recursive.size === 0 || !this.#hasRecursive) return false;
    return ancestorsOf(path).some((ancestor) => this.#recursive.has(ancestor));
  }

  #modeFor(path: string): WatchMode | null {
    return this.#isOff ? null : this.#modeOf(path);
  }

  /** @returns how a path is to be watched while watches are on. */
  #modeOf(path: string): WatchMode | null {
    const wishes = this.#wishes.get(path);
    if (!wishes) return null;
    const { node, level, subtree } = wishes.counts;
    const isCovered = this.#isCovered(path);
    if (subtree > 0 && !isCovered) return 'recursive';
    if (level > 0) return 'persistent';
    return (node > 0 || wishes.isRow) && !isCovered ? 'persistent' : null;
  }

  #syncBelow(path: string): void {
    for (const wanted of [...this.#wishes.keys()]) if (isBelow(wanted, path)) this.#sync(wanted);
  }

  #sync(path: string): void {
    const wanted = this.#modeFor(path);
    const held = this.#held.get(path) ?? null;
    if (!wanted && !this.#isAskedFor(path)) this.#wishes.delete(path);
    if (wanted === held) return;
    if (wanted) {
      if (!held && !this.#rows.has(path)) this.#makeRoom();
      this.#held.set(path, wanted);
      this.#add(path, wanted);
    } else if (held) {
      this.#held.delete(path);
      if (!this.#failed.delete(path)) this.#remove(path, held);
    }
    if (held) this.#options.onWatchLost(path, held);
    this.#options.onCountChange();
  }

  #isAskedFor(path: string): boolean {
    return this.isPinned(path) || this.#wishes.get(path)?.isRow === true;
  }

  /** @returns whether one more watch fits, after rows have given way where needed. */
  #makeRoom(): boolean {
    for (const row of this.#rows) {
      if (this.#held.size < this.#options.budget) return true;
      this.releaseRow(row);
    }
    return this.#held.size < this.#options.budget;
  }

  #add(path: string, mode: WatchMode): void {
    this.#failed.delete(path);
    const session = this.#options.session();
    const noticeFailure = () => {
      if (session !== this.#options.session() || this.#held.get(path) !== mode) return;
      this.#failed.add(path);
      this.#options.onCountChange();
    };
    session.addWatch(path, mode).catch((error: unknown) => {
      expectFailure(error);
      noticeFailure();
    });
  }

  #remove(path: string, mode: WatchMode): void {
    this.#options
      .session()
      .removeWatch(path, mode)
      .catch((error: unknown) => {
        // A watch that is still there only sends events that nobody wants; those are ignored.
        expectFailure(error);
      });
  }
}
