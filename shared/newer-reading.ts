import type { Stat } from './model/stat.ts';

/**
 * Which of two readings of one node shows the later state. Written once, for the whole application.
 *
 * Each transaction has a larger zxid than those before it ("Time in ZooKeeper" in the ZooKeeper Programmer's Guide):
 * `czxid`, `mzxid` and `pzxid` are those of the creation, of the last write of the data and of the last change of the
 * children. A change of the ACL moves none of them, only `aversion`.
 *
 * This holds within one data set. Behind a new session there may be another one, whose zxids begin anew: what was read
 * in an earlier session must not be compared by these functions, it gives way.
 */

/** @returns whether one reading shows a later state of the node than another, of the same data set. */
export function isNewerReading(
  one: Pick<Stat, 'czxid' | 'mzxid' | 'pzxid' | 'aversion'>,
  other: Pick<Stat, 'czxid' | 'mzxid' | 'pzxid' | 'aversion'>,
): boolean {
  if (one.czxid !== other.czxid) return one.czxid > other.czxid;
  return one.mzxid > other.mzxid || one.pzxid > other.pzxid || one.aversion > other.aversion;
}

/** @returns whether the data of one reading was written later than that of another, of the same data set. */
export function isNewerData(one: Pick<Stat, 'mzxid'>, other: Pick<Stat, 'mzxid'>): boolean {
  return one.mzxid > other.mzxid;
}

/**
 * @returns whether what is there now is another node than was known under its path: made again, or of another data
 * set, in which a version that only grows is lower.
 */
export function isAnotherNode(
  known: Pick<Stat, 'czxid' | 'version' | 'cversion'>,
  now: Pick<Stat, 'czxid' | 'version' | 'cversion'>,
): boolean {
  return known.czxid !== now.czxid || now.version < known.version || now.cversion < known.cversion;
}
