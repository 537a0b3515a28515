import type { Failure } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import { walk } from '../../zookeeper/walk/walk.ts';

export interface SubtreeNode {
  readonly path: string;
  readonly stat: Stat;
}

/**
 * Visits a node and everything below it, parents before their children.
 * Nodes that go while they are being visited are left out.
 * @throws ZooKeeperError NO_NODE when the first node is not there; NO_AUTH for a node that has children which may not
 * be listed; CANCELLED when the signal was aborted.
 */
export async function walkSubtree(
  session: ReadSession,
  path: string,
  signal: AbortSignal,
  visit: (node: SubtreeNode) => void,
): Promise<void> {
  for await (const nodes of walk(session, path, { content: 'stat', signal })) {
    for (const node of nodes) {
      if (node.kind === 'read') visit(node);
      if (node.kind !== 'refused') continue;
      const stat = await statOfLeaf(session, node.path, node.failure);
      if (stat) visit({ path: node.path, stat });
    }
  }
}

/** Whether there are children needs no permission to know. */
async function statOfLeaf(
  session: ReadSession,
  path: string,
  refusal: Failure,
): Promise<Stat | null> {
  const stat = await session.exists(path);
  if (stat && stat.numChildren > 0) throw new ZooKeeperError(refusal);
  return stat;
}
