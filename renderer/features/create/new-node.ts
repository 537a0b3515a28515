import type { CreateMode } from '../../../shared/model/node.ts';
import { hasTtl, isSequential } from '../../../shared/model/node.ts';
import { findNameProblem, joinPath, type PathProblem } from '../../../shared/znode-path.ts';

/** What the form holds. */
export interface NewNode {
  readonly parent: string;
  readonly name: string;
  readonly mode: CreateMode;
  /** Milliseconds; NaN while the field is empty. Counts for the modes with a time to live only. */
  readonly ttlMs: number;
  readonly data: string;
  readonly createParents: boolean;
}

export type NameProblem =
  | { readonly kind: 'needed' }
  /** Slashes, while missing parents are not to be created. */
  | { readonly kind: 'needsParents' }
  | { readonly kind: 'path'; readonly problem: PathProblem };

/** As the server limits it (`org.apache.zookeeper.server.EphemeralType.TTL`): 40 bits. */
export const maxTtlMs = 1_099_511_627_775;

/** @returns what is wrong with the name, or null; nothing is sent while there is a problem. */
export function findNewNameProblem({ name, mode, createParents }: NewNode): NameProblem | null {
  const parts = name.split('/');
  const last = parts.at(-1);
  // The server appends the number, which makes a name of nothing.
  const isNamedByServer = last === '' && isSequential(mode);
  if (name === '') return isNamedByServer ? null : { kind: 'needed' };
  const checked = isNamedByServer ? parts.slice(0, -1) : parts;
  for (const part of checked) {
    const problem = findNameProblem(part);
    if (problem) return { kind: 'path', problem };
  }
  return parts.length > 1 && !createParents ? { kind: 'needsParents' } : null;
}

export function hasTtlProblem({ mode, ttlMs }: NewNode): boolean {
  if (!hasTtl(mode)) return false;
  return !(Number.isInteger(ttlMs) && ttlMs >= 1 && ttlMs <= maxTtlMs);
}

/** @returns the path that is asked for; the server appends a number to it in the sequential modes. */
export function pathOf({ parent, name }: NewNode): string {
  return joinPath(parent, name);
}
