import { isBelow } from '../../../shared/znode-path.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';

/** Where every server keeps its quotas and its configuration. */
const systemNode = '/zookeeper';

/**
 * Refuses what is never created or deleted here: the root, and the nodes that belong to ZooKeeper itself. This is the
 * only place that knows; whoever asks to write, or to plan it, gets the failure.
 * @param chroot of the connection: inside one, `/zookeeper` is a node like any other, unless the chroot is there
 * @throws ZooKeeperError PROTECTED_NODE
 */
export function refuseProtected(
  operation: 'create' | 'delete',
  path: string,
  chroot: string,
): void {
  const onServer = chroot + path;
  const isSystem = onServer === systemNode || isBelow(onServer, systemNode);
  if (path !== '/' && !isSystem) return;
  throw new ZooKeeperError({ code: 'PROTECTED_NODE', operation, path, retryable: false });
}
