import { joinPath } from '../../shared/znode-path.ts';
import type { Stat } from '../../shared/model/stat.ts';
import { isFailure, ZooKeeperError } from './errors.ts';
import type { ZooKeeperSession } from './port.ts';

/** Requests in flight at a time; more make a server slower, fewer leave it waiting. */
const windowSize = 192;

export interface WalkedNode {
  readonly path: string;
  readonly stat: Stat;
}

/**
 * Visits a node and everything below it, parents before their children, by pipelined requests.
 * Nodes that go while they are being visited are left out.
 * @throws ZooKeeperError NO_NODE when the first node is not there; NO_AUTH for a node that has children which may not
 * be listed; CANCELLED when the signal was aborted.
 */
export function walkSubtree(
  session: ZooKeeperSession,
  path: string,
  signal: AbortSignal,
  visit: (node: WalkedNode) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // A plain list, because a subtree may be deeper than the stack.
    const waiting: string[] = [path];
    let inFlight = 0;
    let isOver = false;

    const end = (error?: unknown) => {
      if (isOver) return;
      isOver = true;
      if (error instanceof Error) reject(error);
      else resolve();
    };
    const proceed = () => {
      if (isOver) return;
      if (signal.aborted) {
        end(cancelled('walk', path));
        return;
      }
      if (waiting.length === 0 && inFlight === 0) end();
      for (; inFlight < windowSize; inFlight++) {
        const next = waiting.pop();
        if (next === undefined) return;
        step(next);
      }
    };
    const step = (next: string) => {
      list(session, next, next === path).then((node) => {
        inFlight--;
        if (isOver) return;
        if (node) {
          try {
            visit({ path: next, stat: node.stat });
          } catch (error) {
            // At once: by way of a rejected promise, the last reply could end the walk before its failure does.
            end(error);
            return;
          }
          for (const name of node.children) waiting.push(joinPath(next, name));
        }
        proceed();
      }, end);
    };
    proceed();
  });
}

async function list(
  session: ZooKeeperSession,
  path: string,
  isFirst: boolean,
): Promise<{ children: readonly string[]; stat: Stat } | null> {
  try {
    return await session.getChildren(path);
  } catch (error) {
    if (isFailure(error, 'NO_NODE') && !isFirst) return null;
    if (!isFailure(error, 'NO_AUTH')) throw error;
    // Whether there are children needs no permission to know.
    const stat = await session.exists(path);
    if (stat && stat.numChildren > 0) throw error;
    return stat && { children: [], stat };
  }
}

/** @returns the failure of a call that its caller has cancelled. */
export function cancelled(operation: string, path: string, detail?: string): ZooKeeperError {
  return new ZooKeeperError({
    code: 'CANCELLED',
    operation,
    path,
    retryable: true,
    ...(detail !== undefined && { detail }),
  });
}
