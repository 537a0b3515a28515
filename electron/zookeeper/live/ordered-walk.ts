import { joinPath } from '../../../shared/znode-path.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { cancelled, expectFailure, isFailure, ZooKeeperError } from '../errors.ts';
import { noNames, type PackedNames } from '../packed-names.ts';
import type { ReadSession } from '../port.ts';

/** Requests in flight at a time; more make a server slower, fewer leave it waiting. */
const windowSize = 192;

export interface VisitedNode {
  readonly path: string;
  readonly stat: Stat;
  /** Why its children are not among the nodes visited, although it has some. */
  readonly refusal?: ZooKeeperError;
}

/** Children that are still to be visited. A level may have a million: they are named one by one. */
interface Level {
  readonly path: string;
  readonly depth: number;
  readonly names: PackedNames;
  /** How many, from the first, are left. */
  left: number;
}

export interface WalkOptions {
  /** How many levels below the first node are visited; all of them when absent. */
  readonly depth?: number;
}

/**
 * Visits a node and everything below it, parents before their children, by pipelined requests. Each node is visited
 * as soon as the reply is there, before any event that the server sent later is given out.
 * Nodes that go while they are being visited are left out.
 * @throws ZooKeeperError NO_NODE when the first node is not there; CANCELLED when the signal was aborted; and
 * whatever `visit` throws.
 */
export function walkInOrder(
  session: ReadSession,
  path: string,
  signal: AbortSignal,
  visit: (node: VisitedNode) => void,
  { depth = Infinity }: WalkOptions = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    // A plain list, because a subtree may be deeper than the stack.
    const waiting: Level[] = [];
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
      while (inFlight < windowSize) {
        const level = waiting.at(-1);
        if (!level) return;
        const name = level.names.at(--level.left);
        if (level.left === 0) waiting.pop();
        step(joinPath(level.path, name), level.depth);
      }
    };
    const step = (next: string, nextDepth: number) => {
      inFlight++;
      const take = (node: VisitedNode | null, names: PackedNames) => {
        inFlight--;
        if (isOver || signal.aborted) {
          proceed();
          return;
        }
        try {
          if (node) visit(node);
        } catch (error) {
          // At once: by way of a rejected promise, the last reply could end the walk before its failure does.
          end(error);
          return;
        }
        const left = names.length;
        if (left > 0) waiting.push({ path: next, depth: nextDepth + 1, names, left });
        proceed();
      };
      const lookAt = (refusal?: ZooKeeperError) => {
        session.exists(next).then((stat) => {
          if (!stat && next === path) end(noNode(path));
          else
            take(
              stat && { path: next, stat, ...(stat.numChildren > 0 && refusal && { refusal }) },
              noNames,
            );
        }, end);
      };
      if (nextDepth >= depth) {
        lookAt();
        return;
      }
      session.listChildren(next).then(
        ({ names, stat }) => take({ path: next, stat }, names),
        (error: unknown) => {
          if (isFailure(error, 'NO_NODE') && next !== path) take(null, noNames);
          // How many children there are needs no permission to know.
          else if (isFailure(error, 'NO_AUTH')) lookAt(expectFailure(error));
          else end(error);
        },
      );
    };
    if (signal.aborted) proceed();
    else step(path, 0);
  });
}

function noNode(path: string): ZooKeeperError {
  return new ZooKeeperError({ code: 'NO_NODE', operation: 'walk', path, retryable: false });
}
