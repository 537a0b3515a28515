import type { UserWatch, WatchScope } from '../../../shared/model/change.ts';
import { isBelow } from '../../../shared/znode-path.ts';
import type { LiveChange } from '../../zookeeper/live/live-event.ts';
import type { LiveModel } from '../../zookeeper/live/live-model.ts';
import type { LiveWatch } from '../../zookeeper/live/live-watch.ts';
import { isInScope } from '../../zookeeper/live/scope.ts';

interface Entry {
  readonly id: string;
  readonly since: number;
  readonly live: LiveWatch;
}

export interface UserWatchesOptions {
  readonly live: LiveModel;
  readonly clock: () => number;
  /** Told of each change once, however many watches see it. */
  readonly onEvent: (event: LiveChange) => void;
  readonly onChange: () => void;
}

/** The watches the user asked for, and how many changes each has seen. */
export class UserWatches {
  readonly #options: UserWatchesOptions;
  readonly #entries = new Map<string, Entry>();
  #lastId = 0;

  constructor(options: UserWatchesOptions) {
    this.#options = options;
  }

  list(): readonly UserWatch[] {
    return [...this.#entries.values()].map(toUserWatch);
  }

  /**
   * @returns the new watch, or the one that already watches the same. The node need not exist.
   * @throws ZooKeeperError WATCH_LIMIT when the budget of server watches is used up.
   */
  add(path: string, scope: WatchScope): UserWatch {
    const isSame = ({ live }: Entry) => live.path === path && live.scope === scope;
    const same = [...this.#entries.values()].find(isSame);
    if (same) return toUserWatch(same);
    const { live: model, clock, onChange } = this.#options;
    const live = model.watch(path, scope);
    const entry: Entry = { id: `watch-${++this.#lastId}`, since: clock(), live };
    live.onEvent((event) => {
      if (event.kind !== 'gap' && this.#isFirstOf(live, event)) this.#options.onEvent(event);
      this.#options.onChange();
    });
    this.#entries.set(entry.id, entry);
    onChange();
    return toUserWatch(entry);
  }

  /** Ids that are not known any more are ignored. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    entry.live.dispose();
    this.#options.onChange();
  }

  /** @returns whether a watch tells of every change of this node's existence and data. */
  follows(path: string): boolean {
    return this.#find((live) => isInScope(live, path)) !== undefined;
  }

  /** @returns whether a watch also finds what changes in a gap. */
  finds(path: string): boolean {
    return this.#find((live) => live.canCompare && isInScope(live, path)) !== undefined;
  }

  /** @returns whether each child of a node that comes or goes is told by a watch. */
  seesChildrenOf(path: string): boolean {
    return this.#find((live) => holdsChildrenOf(live, path)) !== undefined;
  }

  /** Takes in that a list of children told of a node's coming or going. */
  suggest(kind: 'created' | 'deleted', path: string): void {
    this.#options.live.suggest(kind, path);
  }

  /** Of several watches that tell of the same change, the oldest is listened to. */
  #isFirstOf(live: LiveWatch, event: LiveChange): boolean {
    const tells = (each: LiveWatch) =>
      event.kind === 'childrenChanged'
        ? holdsChildrenOf(each, event.path)
        : isInScope(each, event.path);
    return this.#find((each) => tells(each) && (each.canCompare || !event.isFound)) === live;
  }

  #find(condition: (live: LiveWatch) => boolean): LiveWatch | undefined {
    for (const { live } of this.#entries.values()) if (condition(live)) return live;
    return undefined;
  }
}

function holdsChildrenOf({ path: watched, scope }: LiveWatch, path: string): boolean {
  if (path === watched) return scope !== 'node';
  return scope === 'subtree' && isBelow(path, watched);
}

function toUserWatch({ id, since, live }: Entry): UserWatch {
  const { path, scope, changeCount } = live;
  return { id, path, scope, since, changeCount };
}
