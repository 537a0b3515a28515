/** What a watch knew of one node in its scope, as the `Stat` of ZooKeeper has it. Null is what was never read. */
export interface RememberedNode {
  readonly path: string;
  readonly czxid: bigint | null;
  readonly mzxid: bigint | null;
  /** The version up to which changes were reported. */
  readonly version: number | null;
  readonly cversion: number | null;
  readonly dataLength: number | null;
  readonly ephemeralOwner: bigint | null;
  readonly aversion: number | null;
}
