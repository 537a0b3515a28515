import { ancestorsOf } from '../../../shared/znode-path.ts';
import { isFailure } from '../../zookeeper/errors.ts';
import type { CreateRequest, ZooKeeperSession } from '../../zookeeper/port.ts';

/**
 * Creates a node. Missing parents, where asked for, are created as persistent nodes without data.
 * @throws ZooKeeperError as the server refuses, for example NO_NODE without the parents.
 */
export async function createNode(
  session: ZooKeeperSession,
  request: CreateRequest,
  createParents: boolean,
): ReturnType<ZooKeeperSession['create']> {
  try {
    return await session.create(request);
  } catch (error) {
    if (!createParents || !isFailure(error, 'NO_NODE')) throw error;
  }
  for (const parent of ancestorsOf(request.path).slice(1)) {
    await createUnlessThere(session, parent);
  }
  return session.create(request);
}

async function createUnlessThere(session: ZooKeeperSession, path: string): Promise<void> {
  // An existing node may be below one that allows no creation, so it is not enough to try.
  if (await session.exists(path)) return;
  try {
    await session.create({ path, data: null, mode: 'persistent' });
  } catch (error) {
    if (!isFailure(error, 'NODE_EXISTS')) throw error;
  }
}
