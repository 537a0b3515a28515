import type { FailureCode } from '../../../shared/model/failure.ts';

/**
 * What a person reads when something fails: what was being done and where (`what`), why it failed, what to do.
 * Total over all codes, so that a code without a sentence does not compile.
 */
const codes = {
  NO_NODE: '{{what}} failed: there is no such node (any more). Refresh to see what is there now.',
  NO_AUTH: '{{what}} failed: the node’s ACL does not give this session the permission for it.',
  BAD_VERSION:
    '{{what}} failed: somebody else has changed the node since it was read. Compare both versions, then decide.',
  NODE_EXISTS: '{{what}} failed: a node of this name exists already. Choose another name.',
  NOT_EMPTY:
    '{{what}} failed: the node has children. Delete them first, or delete it with its children.',
  NO_CHILDREN_FOR_EPHEMERALS:
    '{{what}} failed: the parent is an ephemeral node, and ephemeral nodes cannot have children.',
  INVALID_ACL: '{{what}} failed: the server does not accept this ACL. Check its schemes and ids.',
  AUTH_FAILED:
    '{{what}} failed: the server did not accept the credentials. Check them and connect again.',
  SESSION_EXPIRED:
    '{{what}} failed: the session has expired and its ephemeral nodes are gone. Try again in the new session.',
  SESSION_MOVED:
    '{{what}} failed: the session has moved to another server in the meantime. Try again.',
  NOT_READ_ONLY:
    '{{what}} failed: the server is read-only because it has lost the majority of the ensemble. Try again when it is back.',
  QUOTA_EXCEEDED:
    '{{what}} failed: it would exceed the quota set on this part of the tree. Free some space or raise the quota.',
  THROTTLED:
    '{{what}} failed: the server is overloaded and turned the request away. Try again in a moment.',
  UNIMPLEMENTED:
    '{{what}} failed: this server does not support it. It may be too old, or the feature may be switched off there.',
  BAD_ARGUMENTS:
    '{{what}} failed: the server does not accept these values. Check the name and the mode.',
  SASL_REQUIRED:
    '{{what}} failed: the server only lets clients in that authenticate with SASL, which this connection does not do.',
  SERVER_ERROR: '{{what}} failed: the server answered with an error of its own. Its log says more.',
  NAME_NOT_FOUND:
    '{{what}} failed: the host name cannot be resolved. Check its spelling and your DNS or VPN.',
  CONNECTION_REFUSED:
    '{{what}} failed: the connection was refused, because nothing listens on this port of the host. Check the port and whether the server runs.',
  HOST_UNREACHABLE: '{{what}} failed: there is no route to the host. Check your network or VPN.',
  CONNECT_TIMEOUT:
    '{{what}} failed: the host did not answer within the connection timeout. A firewall may be in the way.',
  SERVER_SILENT:
    '{{what}} failed: the server accepts connections but does not answer. It may be frozen or overloaded.',
  NOT_ZOOKEEPER:
    '{{what}} failed: what listens there is not a ZooKeeper client port. Check the port; 2181 is the usual one.',
  SERVER_HUNG_UP:
    '{{what}} failed: the server closed the connection at once. It may have too many clients, expect TLS, or not be serving.',
  CONNECTION_LOST: '{{what}} failed: the connection was lost. Try again once it is back.',
  NOT_CONNECTED: '{{what}} is not possible now: there is no connection. Try again once it is back.',
  OPERATION_TIMEOUT: '{{what}} failed: the server did not answer in time. Try again.',
  PROTOCOL_ERROR:
    '{{what}} failed: the server sent an answer that cannot be understood, so the connection was dropped.',
  INVALID_INPUT: '{{what}} was not sent: a value is not valid. Check what was typed.',
  TOO_LARGE:
    '{{what}} was not sent: it is larger than a server accepts (about 1 MB). Shorten the data.',
  READ_ONLY_LOCK:
    '{{what}} was refused: this connection was opened read-only. Connect without the lock to make changes.',
  FILE_FAILED:
    '{{what}} failed: the file cannot be read or written. Check that it is there, that you may use it, and that the disk has room.',
  CANCELLED: '{{what}} was cancelled.',
  INTERNAL: '{{what}} failed because of a fault in Treekeeper. The log has the details.',
} as const satisfies Record<FailureCode, string>;

/** What was being done, by the name of the operation; `other` for one that has no words of its own. */
const operations = {
  connect: 'Connecting',
  connectTo: 'Connecting to {{server}}',
  exists: 'Checking {{path}}',
  getData: 'Reading {{path}}',
  getChildren: 'Listing the children of {{path}}',
  getAcl: 'Reading the ACL of {{path}}',
  create: 'Creating {{path}}',
  setData: 'Saving {{path}}',
  delete: 'Deleting {{path}}',
  addWatch: 'Watching {{path}}',
  removeWatch: 'Removing the watch on {{path}}',
  count: 'Counting the nodes below {{path}}',
  reveal: 'Going to {{path}}',
  close: 'Closing the session',
  disconnect: 'Disconnecting',
  exportChanges: 'Exporting changes',
  importChanges: 'Importing changes',
  drafts: 'Keeping the draft of {{path}}',
  settings: 'Remembering the settings',
  clipboard: 'Copying to the clipboard',
  openExternal: 'Opening the web page',
  background: 'Work in the background',
  other: 'The operation “{{operation}}”',
  otherAt: 'The operation “{{operation}}” on {{path}}',
} as const;

export const failures = {
  codes,
  operations,
  onServer: '{{what}} on {{server}}',
  maybeDone:
    'It had been sent already and may have taken effect; read the node again before repeating it.',
  detail: '(Detail: {{detail}})',
  incident: '(Incident {{incident}})',
} as const;
