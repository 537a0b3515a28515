import { createHash } from 'node:crypto';

/**
 * @param key of a target, see `targetKey`
 * @returns the id of a profile that nobody has made: the same for the same target, so that two processes, or one that
 * has forgotten its recent connections, find what was kept. A profile keeps it when its servers are renamed.
 */
export function profileIdOf(key: string): string {
  return `target-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
}
