/**
 * Which operations a server has, by the release that brought them. Nothing else in this application decides it.
 *
 * A server does not report its release to clients, so it is found out on each new connection (see
 * `driver/capability-probe.ts`): an operation that a server does not know makes it close the connection, which must
 * happen to nobody's request.
 */

/** Releases of ZooKeeper that brought operations, the oldest first. What came before 3.4 is taken for 3.4. */
const releases = ['3.4', '3.5', '3.6', '3.7'] as const;

export type Release = (typeof releases)[number];

/** Operations that not every server has, in the words of `org.apache.zookeeper.ZooDefs.OpCode`. */
const releaseOf = {
  create2: '3.5',
  createContainer: '3.5',
  createTtl: '3.5',
  removeWatches: '3.5',
  checkWatches: '3.5',
  getConfig: '3.5',
  reconfig: '3.5',
  addWatch: '3.6',
  multiRead: '3.6',
  getEphemerals: '3.6',
  getAllChildrenNumber: '3.6',
  whoAmI: '3.7',
} as const satisfies Record<string, Release>;

export type NewerOperation = keyof typeof releaseOf;

/** What one server can do. */
export class Capabilities {
  /** The newest of the known releases whose operations the server has: `3.7` also stands for all that came later. */
  readonly release: Release;

  constructor(release: Release) {
    this.release = release;
  }

  /**
   * @returns whether the server knows the operation. It may still refuse it with UNIMPLEMENTED where a feature is
   * switched off, as TTL nodes are without `extendedTypesEnabled`.
   */
  supports(operation: NewerOperation): boolean {
    return releases.indexOf(this.release) >= releases.indexOf(releaseOf[operation]);
  }
}

/** @returns what is missing, in technical English. */
export function describeLack(operation: NewerOperation): string {
  return `${operation} needs ZooKeeper ${releaseOf[operation]}`;
}
