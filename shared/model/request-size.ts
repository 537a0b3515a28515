/**
 * The usual limit of a server for one request in bytes, which is the default of `jute.maxbuffer`. It is no fact about
 * a server: one may be set to more or less, and no server says to how much.
 */
export const usualRequestLimitBytes = 1_048_575;

/** What is known of the largest request that the servers of a connection take. */
export interface RequestLimit {
  /** The usual limit, or a request that the server was seen to refuse: so many bytes are too many. */
  readonly bytes: number;
  /** Whether the server was seen to refuse it. */
  readonly isLearnt: boolean;
  /** What the chroot adds to each path in a request. */
  readonly chrootBytes: number;
}

/** xid and type of the operation, in front of every request. */
const headerBytes = 8;
/** In front of every text, value and list. */
const lengthBytes = 4;
const versionBytes = 4;

/**
 * @param pathBytes the length of the path inside the chroot, as UTF-8
 * @param dataBytes the length of the value
 * @returns the bytes of a request that sets the data, as the server counts them
 */
export function setDataRequestBytes(
  pathBytes: number,
  dataBytes: number,
  chrootBytes: number,
): number {
  return (
    headerBytes + lengthBytes + chrootBytes + pathBytes + lengthBytes + dataBytes + versionBytes
  );
}

/** Flags, and the time to live of the modes that have one. */
const createEndBytes = 4 + 8;
/** An ACL of the one entry that lets everybody do everything. */
const openAclBytes = 4 + 4 + 4 + 5 + 4 + 6;

/** As `setDataRequestBytes`, of a request that creates a node with the ACL that is open to everybody. */
export function createRequestBytes(
  pathBytes: number,
  dataBytes: number,
  chrootBytes: number,
): number {
  const values = lengthBytes + chrootBytes + pathBytes + lengthBytes + dataBytes;
  return headerBytes + values + openAclBytes + createEndBytes;
}
