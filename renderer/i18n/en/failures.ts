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
    '{{what}} failed: this server cannot do it. It may be too old, or the feature may be switched off there.',
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
  ANSWER_TOO_SLOW:
    '{{what}} failed: the answer came so slowly that the connection was dropped. Check the network to this server, or connect to another one.',
  ANSWER_TOO_LARGE:
    '{{what}} failed: the answer is larger than Treekeeper reads. Look at this node with a tool on the server, and find out who writes so much.',
  PROTOCOL_ERROR:
    '{{what}} failed: the server sent an answer that cannot be understood, so the connection was dropped.',
  CERTIFICATE_UNTRUSTED:
    '{{what}} failed: the server’s certificate is not from an authority that is trusted here. Check the CA certificates, and that this is the right server.',
  CERTIFICATE_EXPIRED:
    '{{what}} failed: the server’s certificate has expired. It has to be renewed; also check the clock of this computer.',
  CERTIFICATE_NOT_YET_VALID:
    '{{what}} failed: the server’s certificate is not valid yet. Check the clock of this computer and of the server.',
  CERTIFICATE_NAME_MISMATCH:
    '{{what}} failed: the server’s certificate is for another host name. Connect by a name in it, or turn the check of the name off.',
  CLIENT_CERTIFICATE_REQUIRED:
    '{{what}} failed: the server asks for a client certificate, and this connection has none.',
  CLIENT_CERTIFICATE_REJECTED:
    '{{what}} failed: the server does not accept the client certificate. It may have expired or be from an authority that the server does not trust.',
  NOT_TLS:
    '{{what}} failed: what listens there does not speak TLS. Check the port: servers have one for TLS and another without.',
  TLS_REQUIRED:
    '{{what}} failed: this port only takes TLS connections. Turn TLS on, or use the port without it.',
  TLS_FAILED:
    '{{what}} failed: no agreement on a TLS connection was reached. The server may allow other versions or ciphers only.',
  SASL_UNSUPPORTED:
    '{{what}} failed: the server does not know SASL, so the user name and password cannot be used there.',
  SERVER_UNPROVEN:
    '{{what}} failed: the server could not prove that it knows the password. It may not be the server it claims to be.',
  CA_INVALID:
    '{{what}} was not tried: the CA certificates cannot be read. They have to be certificates in PEM form.',
  CLIENT_CERTIFICATE_INVALID:
    '{{what}} was not tried: the client certificate cannot be read. It has to be in PEM form, or in a PKCS #12 file together with its key.',
  CLIENT_KEY_INVALID:
    '{{what}} was not tried: the private key of the client certificate cannot be read. It has to be in PEM form.',
  CLIENT_KEY_MISMATCH:
    '{{what}} was not tried: the private key does not belong to the client certificate.',
  PASSPHRASE_WRONG:
    '{{what}} was not tried: the passphrase of the client certificate’s key is missing or wrong.',
  INVALID_INPUT: '{{what}} was not sent: a value is not valid. Check what was typed.',
  TOO_LARGE:
    '{{what}} failed: it is too large, more than the server takes in one request. Shorten the data, or have jute.maxbuffer raised on every server and connect again.',
  PROTECTED_NODE:
    '{{what}} was refused: the root, and what is at and below /zookeeper, belongs to ZooKeeper itself and cannot be created or deleted here.',
  READ_ONLY_LOCK:
    '{{what}} was refused: this connection was opened read-only. Connect without the lock to make changes.',
  WATCH_LIMIT:
    '{{what}} was refused: this connection already holds as many watches as it may. Remove one that is not needed any more.',
  KEYCHAIN_UNAVAILABLE:
    '{{what}} was refused: what is kept on disk is encrypted, and this system has no keychain to hold the key. On Linux, start and unlock GNOME Keyring or KWallet; elsewhere, unlock the keychain and allow the access. Then try again.',
  STORAGE_FAILED:
    '{{what}} failed: a file of Treekeeper’s own cannot be written or removed. Free some space or check the permissions of its folder.',
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
  checkWatch: 'Checking the watch on {{path}}',
  setAcl: 'Setting the ACL of {{path}}',
  sync: 'Synchronising {{path}}',
  getEphemerals: 'Listing the session’s ephemeral nodes below {{path}}',
  getAllChildrenNumber: 'Counting all nodes below {{path}}',
  whoAmI: 'Asking the server for the session’s identities',
  getConfig: 'Reading the ensemble’s configuration',
  reconfig: 'Changing the ensemble’s members',
  addAuth: 'Adding an identity',
  count: 'Counting the nodes below {{path}}',
  reveal: 'Going to {{path}}',
  close: 'Closing the session',
  disconnect: 'Disconnecting',
  exportChanges: 'Exporting changes',
  importChanges: 'Importing changes',
  findOwner: 'Asking the servers for the client of a session',
  drafts: 'Keeping the draft of {{path}}',
  listDrafts: 'Reading the kept drafts',
  exchangeDraft: 'Showing another draft of {{path}}',
  editPage: 'Cutting, copying or pasting',
  keepHistory: 'Keeping the history of {{path}} on disk',
  removeHistory: 'Removing the history of {{path}} from disk',
  settings: 'Remembering the settings',
  clipboard: 'Copying to the clipboard',
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
  tooLargeNow:
    'The server closed the connection when it was sent {{size}} bytes; servers usually take {{usual}}.',
  tooLargeBefore:
    'It takes {{size}} bytes and was not sent: the server closed the connection at {{limit}} bytes before.',
  largeRequest:
    'It was sent {{size}} bytes: a server that is set to take fewer (jute.maxbuffer, usually {{usual}}) closes the connection without a word.',
  detail: '(Detail: {{detail}})',
  incident: '(Incident {{incident}})',
} as const;
