import type { DeletePlan } from '../../../shared/model/node.ts';
import { isEphemeral, type Stat } from '../../../shared/model/stat.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import { walkSubtree } from './subtree-walk.ts';

const sampleSize = 10;

/** What was counted, and of which incarnation of the node. */
export interface CountedSubtree extends Pick<Stat, 'czxid' | 'ctime'> {
  readonly shown: DeletePlan;
}

/**
 * Counts a node without children, for which one request is enough.
 * @returns null when it has children
 * @throws ZooKeeperError NO_NODE
 */
export async function countLeaf(
  session: ReadSession,
  path: string,
  signal: AbortSignal,
): Promise<CountedSubtree | null> {
  const stat = await session.exists(path, { signal });
  if (!stat) throw noNode(path);
  if (stat.numChildren > 0) return null;
  const asOf = session.lastZxid;
  return countedOf(stat, { path, asOf, descendantCount: 0, ephemeralCount: 0, sample: [] });
}

/**
 * Counts what a delete would remove.
 * @throws ZooKeeperError NO_NODE, NO_AUTH where children may not be listed, CANCELLED.
 */
export async function countSubtree(
  session: ReadSession,
  path: string,
  signal: AbortSignal,
  report: (done: number) => void,
): Promise<CountedSubtree> {
  // What others do from here on may or may not be in the count, so it counts as done after it.
  await session.exists(path, { signal });
  const asOf = session.lastZxid;
  let self: Stat | undefined;
  let descendantCount = 0;
  let ephemeralCount = 0;
  const sample: string[] = [];
  await walkSubtree(session, path, signal, (node) => {
    if (node.path === path) {
      self = node.stat;
      return;
    }
    if (isEphemeral(node.stat)) ephemeralCount += 1;
    descendantCount += 1;
    if (sample.length < sampleSize) sample.push(node.path);
    report(descendantCount);
  });
  // It went while it was being counted.
  if (!self) throw noNode(path);
  sample.sort();
  return countedOf(self, { path, asOf, descendantCount, ephemeralCount, sample });
}

/** @param below without the node itself */
function countedOf(stat: Stat, below: Omit<DeletePlan, 'version'>): CountedSubtree {
  const ephemeralCount = below.ephemeralCount + (isEphemeral(stat) ? 1 : 0);
  const { version, czxid, ctime } = stat;
  return { shown: { ...below, version, ephemeralCount }, czxid, ctime };
}

function noNode(path: string): ZooKeeperError {
  return new ZooKeeperError({ code: 'NO_NODE', operation: 'delete', path, retryable: false });
}
