import { isBelow, parentOf } from '../../../shared/znode-path.ts';
import type { ChangeKind, UserWatch, WatchScope } from '../../../shared/model/change.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { WatchRegistry, WatchWish } from '../../zookeeper/live/watch-registry.ts';

/**
 * How a scope is watched on the server. Direct children are watched by one recursive watch as well: one watch for
 * each child would use up the budget on a large level.
 */
const wishOf: Record<WatchScope, WatchWish> = {
  node: 'node',
  children: 'subtree',
  subtree: 'subtree',
};

interface Entry {
  watch: UserWatch;
  readonly wish: Disposable;
}

/** The watches the user asked for, and how many changes each has seen. */
export class UserWatches {
  readonly #registry: WatchRegistry;
  readonly #clock: () => number;
  readonly #onChange: () => void;
  readonly #entries = new Map<string, Entry>();
  #lastId = 0;

  constructor(registry: WatchRegistry, clock: () => number, onChange: () => void) {
    this.#registry = registry;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  list(): readonly UserWatch[] {
    return [...this.#entries.values()].map(({ watch }) => watch);
  }

  /** @returns the new watch, or the one that already watches the same. The node need not exist. */
  add(path: string, scope: WatchScope): UserWatch {
    const same = this.list().find((watch) => watch.path === path && watch.scope === scope);
    if (same) return same;
    const id = `watch-${++this.#lastId}`;
    const watch: UserWatch = { id, path, scope, since: this.#clock(), changeCount: 0 };
    this.#entries.set(id, { watch, wish: this.#registry.want(path, wishOf[scope]) });
    this.#onChange();
    return watch;
  }

  /** Ids that are not known any more are ignored. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    entry.wish.dispose();
    this.#onChange();
  }

  /** @returns whether a watch asks for this kind of change of this path. */
  matches(kind: ChangeKind, path: string): boolean {
    return [...this.#entries.values()].some(({ watch }) => isWithin(watch, kind, path));
  }

  /** @returns whether each child of a node that comes or goes is told by a watch. */
  seesChildrenOf(path: string): boolean {
    return this.list().some(
      (watch) =>
        (watch.path === path && watch.scope !== 'node') ||
        (watch.scope === 'subtree' && isBelow(path, watch.path)),
    );
  }

  countChanges(kind: ChangeKind, path: string, count: number): void {
    let isCounted = false;
    for (const entry of this.#entries.values()) {
      if (!isWithin(entry.watch, kind, path)) continue;
      entry.watch = { ...entry.watch, changeCount: entry.watch.changeCount + count };
      isCounted = true;
    }
    if (isCounted) this.#onChange();
  }
}

function isWithin({ path: watched, scope }: UserWatch, kind: ChangeKind, path: string): boolean {
  switch (scope) {
    case 'node':
      return path === watched && kind !== 'childrenChanged';
    case 'children':
      // Children that came and went between two reads are known only as a change of their parent.
      return kind === 'childrenChanged' ? path === watched : parentOf(path) === watched;
    case 'subtree':
      return path === watched || isBelow(path, watched);
  }
}
