/** Why a node is never deleted here: it is the root, or ZooKeeper's own. */
export type Protection = 'root' | 'system';

/** @returns why `path` is protected, or null. */
export function protectionOf(path: string): Protection | null {
  if (path === '/') return 'root';
  return path === '/zookeeper' || path.startsWith('/zookeeper/') ? 'system' : null;
}
