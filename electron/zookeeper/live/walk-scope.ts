import type { WatchScope } from '../../../shared/model/change.ts';
import { cancelled, expectFailure, type ZooKeeperError } from '../errors.ts';
import type { ReadSession } from '../port.ts';
import { walkInOrder, type VisitedNode } from './ordered-walk.ts';
import type { ScopeChanges } from './scope-changes.ts';
import { depthOf } from './scope.ts';

/**
 * Looks at all that is in a scope.
 * @param changes takes in each node, in order with the events
 * @returns why not all was seen; null when it was
 */
export async function walkScope(
  session: ReadSession,
  { path, scope }: { readonly path: string; readonly scope: WatchScope },
  changes: ScopeChanges,
  signal: AbortSignal,
): Promise<ZooKeeperError | null> {
  const visit = (node: VisitedNode) => {
    changes.visit(node);
    // More than are remembered: the rest need not be seen.
    if (!changes.isTracked) throw cancelled('walk', path);
  };
  try {
    await walkInOrder(session, path, signal, visit, { depth: depthOf[scope] });
    return null;
  } catch (error) {
    return expectFailure(error);
  }
}
