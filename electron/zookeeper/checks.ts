import { isSequential } from '../../shared/model/node.ts';
import { findPathProblem } from '../../shared/znode-path.ts';
import type { CreateRequest } from './port.ts';

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
    mode === 'ttl' &&
    !(Number.isInteger(ttlMs) && Number(ttlMs) >= 1 && Number(ttlMs) <= maxTtlMs)
  ) {
    return `ttl ${String(ttlMs)} ms`;
  }
  return checkPath(isSequential(mode) ? `${path}0` : path);
}
