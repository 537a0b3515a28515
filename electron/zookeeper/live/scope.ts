import type { WatchScope } from '../../../shared/model/change.ts';
import { isBelow, parentOf } from '../../../shared/znode-path.ts';
import type { WatchWish } from './watch-registry.ts';

/** A part of the tree: as Curator's NodeCache, PathChildrenCache and TreeCache see it. */
export interface ScopedPath {
  readonly path: string;
  readonly scope: WatchScope;
}

/** How many levels below its path belong to a scope. */
export const depthOf: Readonly<Record<WatchScope, number>> = {
  node: 0,
  children: 1,
  subtree: Infinity,
};

/**
 * How a scope is watched on the server. Direct children are watched by one recursive watch as well: one watch for
 * each child would use up the budget on a large level.
 */
export const wishOf: Readonly<Record<WatchScope, WatchWish>> = {
  node: 'node',
  children: 'subtree',
  subtree: 'subtree',
};

/** @returns whether changes of this node's existence and data belong to the scope. */
export function isInScope({ path: watched, scope }: ScopedPath, path: string): boolean {
  switch (scope) {
    case 'node':
      return path === watched;
    case 'children':
      return parentOf(path) === watched;
    case 'subtree':
      return path === watched || isBelow(path, watched);
  }
}
