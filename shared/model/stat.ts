/**
 * A znode's metadata, field by field as `org.apache.zookeeper.data.Stat` names it.
 * 64-bit ids are bigint, because a JavaScript number would round them; times are milliseconds since the epoch.
 */
export interface Stat {
  readonly czxid: bigint;
  readonly mzxid: bigint;
  readonly ctime: number;
  readonly mtime: number;
  readonly version: number;
  readonly cversion: number;
  readonly aversion: number;
  /** Session id of the owner; 0n for a node that is not ephemeral. */
  readonly ephemeralOwner: bigint;
  readonly dataLength: number;
  readonly numChildren: number;
  readonly pzxid: bigint;
}

/** The fields in the order in which ZooKeeper's own tools print them. */
export const statFields = [
  'czxid',
  'ctime',
  'mzxid',
  'mtime',
  'pzxid',
  'cversion',
  'version',
  'aversion',
  'ephemeralOwner',
  'dataLength',
  'numChildren',
] as const satisfies readonly (keyof Stat)[];

/**
 * The `ephemeralOwner` field also marks container and TTL nodes
 * (`org.apache.zookeeper.server.EphemeralType`): container is 0x8000000000000000,
 * TTL has 0xff in its top byte when extended types are on. Servers report 0 for both in a Stat.
 */
const containerOwner = 0x8000000000000000n;

/** @returns whether a Stat is that of an ephemeral node, which goes away with its owner's session. */
export function isEphemeral(stat: Pick<Stat, 'ephemeralOwner'>): boolean {
  const owner = BigInt.asUintN(64, stat.ephemeralOwner);
  return owner !== 0n && owner !== containerOwner && owner >> 56n !== 0xffn;
}

/** @returns a 64-bit id as ZooKeeper's tools print it: `0x` and lower-case digits without padding. */
export function formatId(id: bigint): string {
  return `0x${BigInt.asUintN(64, id).toString(16)}`;
}

/** @returns a zxid split as the leader built it: epoch in the upper 32 bits, counter in the lower. */
export function splitZxid(zxid: bigint): { epoch: number; counter: number } {
  const unsigned = BigInt.asUintN(64, zxid);
  return { epoch: Number(unsigned >> 32n), counter: Number(unsigned & 0xffffffffn) };
}
