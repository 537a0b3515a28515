import type { NodeValue, WriteBase } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { isFailure, ZooKeeperError } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';

export interface BaseCheck {
  /** The session that the write is then sent on. */
  readonly session: ReadSession;
  readonly path: string;
  readonly base: WriteBase;
  /** What was read of the node in this very session, where it is at hand. */
  readonly known: NodeValue | null;
}

/**
 * Checks that a node still holds what a new value was typed over. A server compares versions only, so three more
 * things are compared:
 *
 * - the transaction that wrote the data (mzxid), because a node that is deleted and made again begins at version 0
 *   once more. For that a stat is enough, which needs no permission and costs a few bytes;
 * - the transaction that created it (czxid), where the base knows it;
 * - the content. Two data sets made by the same script have the same versions and transactions everywhere, and
 *   another one may answer at the same address. A session belongs to one data set, since a server that was wiped does
 *   not know it any more: what was read in this session is compared in memory, and only what was read in an earlier one
 *   is read once more.
 *
 * Between this check and the write somebody else may write. The version protects from that, and what makes it fail to
 * protect cannot happen on one session: to be another data set, the server would have to end it. What remains is a node
 * that is deleted and made again within the one round trip between check and write, and comes to the same version.
 * @returns what the node holds, as far as it is known
 * @throws ZooKeeperError NO_NODE, BAD_VERSION, or as reading fails
 */
export async function checkBase(check: BaseCheck): Promise<NodeValue | null> {
  const { session, path, base, known } = check;
  const stat = await session.exists(path);
  if (!stat) {
    throw new ZooKeeperError({ code: 'NO_NODE', operation: 'setData', path, retryable: false });
  }
  const isSameWrite = stat.version === base.version && stat.mzxid === base.mzxid;
  const isSameNode = base.czxid === undefined || base.czxid === stat.czxid;
  if (!isSameWrite || !isSameNode) throw overtaken(path);
  const knownNow = known && isSameValue(known.stat, stat) ? known : null;
  const { data } = base;
  if (data === undefined) return knownNow;
  if (stat.dataLength !== (data?.length ?? 0)) throw overtaken(path);
  const held = knownNow ?? (await readAgain(session, path));
  if (!held) return null;
  if (!isSameValue(held.stat, stat) || !hasSameBytes(held.data, data)) throw overtaken(path);
  return held;
}

/** @returns null where the ACL allows writing but not reading: the stat has to do then. */
async function readAgain(session: ReadSession, path: string): Promise<NodeValue | null> {
  try {
    return await session.getData(path);
  } catch (error) {
    if (isFailure(error, 'NO_AUTH')) return null;
    throw error;
  }
}

function isSameValue(one: Stat, other: Stat): boolean {
  return one.czxid === other.czxid && one.mzxid === other.mzxid && one.version === other.version;
}

/** A text cannot distinguish no data from empty data, and nothing is lost with either. */
function hasSameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return Buffer.compare(one ?? nothing, other ?? nothing) === 0;
}

const nothing = new Uint8Array();

function overtaken(path: string): ZooKeeperError {
  return new ZooKeeperError({ code: 'BAD_VERSION', operation: 'setData', path, retryable: false });
}
