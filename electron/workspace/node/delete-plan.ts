import type { DeletePlan } from '../../../shared/model/node.ts';
import { isEphemeral } from '../../../shared/model/stat.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import { walkSubtree } from './subtree-walk.ts';

const sampleSize = 10;

/** @returns the plan of a node without children, for which one request is enough; null when it has children. */
export async function planLeafDelete(
  session: ReadSession,
  path: string,
  signal: AbortSignal,
): Promise<DeletePlan | null> {
  const stat = await session.exists(path, { signal });
  if (!stat) {
    throw new ZooKeeperError({ code: 'NO_NODE', operation: 'delete', path, retryable: false });
  }
  if (stat.numChildren > 0) return null;
  const ephemeralCount = isEphemeral(stat) ? 1 : 0;
  const asOf = session.lastZxid;
  return { path, version: stat.version, asOf, descendantCount: 0, ephemeralCount, sample: [] };
}

/**
 * Counts what a delete would remove.
 * @throws ZooKeeperError NO_NODE, NO_AUTH where children may not be listed, CANCELLED.
 */
export async function planDelete(
  session: ReadSession,
  path: string,
  signal: AbortSignal,
  report: (done: number) => void,
): Promise<DeletePlan> {
  // What others do from here on may or may not be in the count, so it counts as done after it.
  await session.exists(path, { signal });
  const asOf = session.lastZxid;
  let version = 0;
  let descendantCount = 0;
  let ephemeralCount = 0;
  const sample: string[] = [];
  await walkSubtree(session, path, signal, (node) => {
    if (isEphemeral(node.stat)) ephemeralCount += 1;
    if (node.path === path) {
      version = node.stat.version;
      return;
    }
    descendantCount += 1;
    if (sample.length < sampleSize) sample.push(node.path);
    report(descendantCount);
  });
  return { path, version, asOf, descendantCount, ephemeralCount, sample: sample.sort() };
}
