import type { LiveChange } from '../../zookeeper/live/live-event.ts';
import type { LiveWatch } from '../../zookeeper/live/live-watch.ts';
import { isInScope } from '../../zookeeper/live/scope.ts';
import { isBelow } from '../../../shared/znode-path.ts';

/** A watch of the user's, as it is weighed against others that see the same change. Times are by the steady clock. */
export interface Witness {
  readonly live: Pick<LiveWatch, 'path' | 'scope' | 'canCompare'>;
  readonly isPaused: boolean;
  /** Since when; of use while it is paused. */
  readonly pausedAt: number;
  /** Since when it knows what there is. */
  readonly addedAt: number;
  /** When its last gap began. */
  readonly gapFrom: number;
  /** @returns whether it reports what happens to this node, which is in its scope. */
  reports(path: string): boolean;
}

/** The watches that follow parts of the tree without loss, and which of them reports a change. */
export class Witnesses {
  readonly #list: () => Iterable<Witness>;

  /** @param list those that have reported the longest without a pause come first. */
  constructor(list: () => Iterable<Witness>) {
    this.#list = list;
  }

  /** @returns whether one reports every change of this node's existence and data. */
  follows(path: string): boolean {
    return this.#has((each) => !each.isPaused && covers(each, path));
  }

  /** @returns whether one also finds what changes in a gap. */
  finds(path: string): boolean {
    return this.#has((each) => !each.isPaused && each.live.canCompare && covers(each, path));
  }

  /** @returns whether one reports each child of a node that comes or goes. */
  seesChildrenOf(path: string): boolean {
    return this.#has((each) => !each.isPaused && coversChildrenOf(each, path));
  }

  /** @returns whether it is for this one to report a change that others see as well. */
  isFirstOf(witness: Witness, event: LiveChange): boolean {
    // Whoever reads the node again finds it, the window too: who was first is known by what was recorded.
    if (event.kind === 'aclChanged') return true;
    const reports = (each: Witness) => {
      if (!concerns(each, event)) return false;
      if (each === witness) return each.live.canCompare || !event.isFound;
      if (!event.isFound) return !each.isPaused || event.at < each.pausedAt;
      return !each.isPaused && each.live.canCompare && each.addedAt <= witness.gapFrom;
    };
    for (const each of this.#list()) if (reports(each)) return each === witness;
    return false;
  }

  #has(condition: (witness: Witness) => boolean): boolean {
    for (const each of this.#list()) if (condition(each)) return true;
    return false;
  }
}

/** @returns whether a change is in the scope of a watch. */
export function concerns(
  witness: Pick<Witness, 'live' | 'reports'>,
  { kind, path }: Pick<LiveChange, 'kind' | 'path'>,
): boolean {
  return kind === 'childrenChanged' ? coversChildrenOf(witness, path) : covers(witness, path);
}

function covers(witness: Pick<Witness, 'live' | 'reports'>, path: string): boolean {
  return isInScope(witness.live, path) && witness.reports(path);
}

function coversChildrenOf(witness: Pick<Witness, 'live' | 'reports'>, path: string): boolean {
  return holdsChildrenOf(witness.live, path) && witness.reports(path);
}

function holdsChildrenOf({ path: watched, scope }: Witness['live'], path: string): boolean {
  if (path === watched) return scope !== 'node';
  return scope === 'subtree' && isBelow(path, watched);
}
