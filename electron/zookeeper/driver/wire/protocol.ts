/** Numbers of the wire protocol, as `org.apache.zookeeper.ZooDefs.OpCode` and `Watcher.Event.EventType` have them. */

export const opCodes = {
  create: 1,
  delete: 2,
  exists: 3,
  getData: 4,
  setData: 5,
  getAcl: 6,
  setAcl: 7,
  getChildren: 8,
  sync: 9,
  ping: 11,
  getChildren2: 12,
  check: 13,
  multi: 14,
  create2: 15,
  reconfig: 16,
  checkWatches: 17,
  removeWatches: 18,
  createContainer: 19,
  createTtl: 21,
  multiRead: 22,
  auth: 100,
  setWatches: 101,
  sasl: 102,
  getEphemerals: 103,
  getAllChildrenNumber: 104,
  setWatches2: 105,
  addWatch: 106,
  whoAmI: 107,
  closeSession: -11,
} as const;

/** Ids that mark frames which are no answer to a numbered request. */
export const reservedXids = { notification: -1, ping: -2, auth: -4 } as const;

/** Request ids are positive 32-bit integers and start again after the largest. */
export const largestXid = 0x7fff_ffff;

/** xid, zxid and error code, in front of every answer. */
export const replyHeaderBytes = 16;

/** An answer that keeps the protocol and is of a size that nobody can use. The connection goes on. */
export class AnswerTooLargeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AnswerTooLargeError';
  }
}

/** A peer that broke the protocol; the connection cannot be used any further. */
export class ProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtocolError';
  }
}
