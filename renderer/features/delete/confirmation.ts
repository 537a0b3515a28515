import type { DeletePlan } from '../../../shared/model/node.ts';
import { visibleName } from '../../../shared/visible-name.ts';
import { nameOf } from '../../../shared/znode-path.ts';

/** Up to so many nodes, one click confirms. */
const mostByOneClick = 100;

/** @returns how many nodes a delete removes in all. */
export function countOf({ descendantCount }: Pick<DeletePlan, 'descendantCount'>): number {
  return descendantCount + 1;
}

/** @returns whether so much goes that the name of the node has to be typed first. */
export function needsName(plan: Pick<DeletePlan, 'descendantCount'>): boolean {
  return countOf(plan) > mostByOneClick;
}

/**
 * @returns whether a text is the name of the node at `path`, character by character; a name with characters that
 * nobody can type also as it is shown.
 */
export function isNameOf(path: string, typed: string): boolean {
  const name = nameOf(path);
  return typed === name || typed === visibleName(name);
}
