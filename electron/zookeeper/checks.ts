import { hasTtl, isSequential } from '../../shared/model/node.ts';
import { findPathProblem } from '../../shared/znode-path.ts';
import type { CreateRequest, EnsembleChange, MultiOperation } from './port.ts';

/** `org.apache.zookeeper.server.EphemeralType.TTL.maxValue`, reached with 40 bits. */
const maxTtlMs = 2 ** 40 - 1;

/** @returns what is wrong with a path, in technical English, or null. */
export function checkPath(path: string): string | null {
  const problem = findPathProblem(path);
  return problem && JSON.stringify(problem);
}

/** @returns what is wrong with a request to create a node, in technical English, or null. */
export function checkCreate(request: CreateRequest): string | null {
  const { path, mode, ttlMs } = request;
  if (
    hasTtl(mode) &&
    !(Number.isInteger(ttlMs) && Number(ttlMs) >= 1 && Number(ttlMs) <= maxTtlMs)
  ) {
    return `ttl ${String(ttlMs)} ms`;
  }
  return checkPath(isSequential(mode) ? `${path}0` : path);
}

/** @returns what is wrong with a path or a version; a version that is no 32-bit integer would be sent as another one. */
export function checkVersioned(path: string, version: number): string | null {
  return (version | 0) === version ? checkPath(path) : `version ${String(version)}`;
}

/** @returns what is wrong with the first bad operation of a transaction, or null. */
export function checkMulti(operations: readonly MultiOperation[]): string | null {
  for (const operation of operations) {
    const problem =
      operation.kind === 'create'
        ? checkCreate(operation)
        : checkVersioned(operation.path, operation.version);
    if (problem !== null) return problem;
  }
  return null;
}

/** @returns what is wrong with a change of the ensemble, or null. A server would ignore all but `members`. */
export function checkReconfig({ joining, leaving, members }: EnsembleChange): string | null {
  return members && (joining ?? leaving) ? 'members together with joining or leaving' : null;
}
