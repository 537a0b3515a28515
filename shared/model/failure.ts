/**
 * Every way an operation can fail, as one closed set. The sentence a person reads for each code lives in the
 * renderer, in one total record per language, so that a code without a sentence does not compile.
 */
export const failureCodes = [
  // Answers of a ZooKeeper server (org.apache.zookeeper.KeeperException.Code).
  'NO_NODE',
  'NO_AUTH',
  'BAD_VERSION',
  'NODE_EXISTS',
  'NOT_EMPTY',
  'NO_CHILDREN_FOR_EPHEMERALS',
  'INVALID_ACL',
  'AUTH_FAILED',
  'SESSION_EXPIRED',
  'SESSION_MOVED',
  'NOT_READ_ONLY',
  'QUOTA_EXCEEDED',
  'THROTTLED',
  'UNIMPLEMENTED',
  'BAD_ARGUMENTS',
  'SASL_REQUIRED',
  'SERVER_ERROR',
  // The connection, seen from here.
  'NAME_NOT_FOUND',
  'CONNECTION_REFUSED',
  'HOST_UNREACHABLE',
  'CONNECT_TIMEOUT',
  'SERVER_SILENT',
  'NOT_ZOOKEEPER',
  'SERVER_HUNG_UP',
  'CONNECTION_LOST',
  'NOT_CONNECTED',
  'OPERATION_TIMEOUT',
  'ANSWER_TOO_SLOW',
  'ANSWER_TOO_LARGE',
  'PROTOCOL_ERROR',
  // TLS: what is wrong with the server's certificate, with ours, or with the port.
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_NAME_MISMATCH',
  'CLIENT_CERTIFICATE_REQUIRED',
  'CLIENT_CERTIFICATE_REJECTED',
  'NOT_TLS',
  'TLS_REQUIRED',
  'TLS_FAILED',
  // SASL; a wrong password is AUTH_FAILED.
  'SASL_UNSUPPORTED',
  'SERVER_UNPROVEN',
  // The server closed the connection at a request of this size, or was seen to close it at a smaller one.
  'TOO_LARGE',
  // Decided here, before anything is sent.
  'CA_INVALID',
  'CLIENT_CERTIFICATE_INVALID',
  'CLIENT_KEY_INVALID',
  'CLIENT_KEY_MISMATCH',
  'PASSPHRASE_WRONG',
  'INVALID_INPUT',
  'READ_ONLY_LOCK',
  // The root, or a node of ZooKeeper's own.
  'PROTECTED_NODE',
  'WATCH_LIMIT',
  'KEYCHAIN_UNAVAILABLE',
  'STORAGE_FAILED',
  // A file that the user chose could not be read or written; the detail has the system's own code.
  'FILE_FAILED',
  'CANCELLED',
  'INTERNAL',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** One failed operation as plain data: it crosses the process border and is worded in the renderer. */
export interface Failure {
  readonly code: FailureCode;
  /** What was being done: `getData`, `create`, `connect`, … */
  readonly operation: string;
  /** The znode concerned, inside the chroot. */
  readonly path?: string;
  /** `host:port` of the server concerned. */
  readonly server?: string;
  /** True when the same call may succeed later without any other change. */
  readonly retryable: boolean;
  /** True for a write whose fate is unknown because the connection was lost after it had been sent. */
  readonly maybeDone?: boolean;
  /** Of a large request that was not answered: its size, as the server counts it. */
  readonly requestBytes?: number;
  /** The size that the server was seen to refuse before. */
  readonly limitBytes?: number;
  /** A technical addition in English, such as an OS error name or the server's numeric code; never the whole message. */
  readonly detail?: string;
  /** For `INTERNAL`: the id under which the log holds the stack. */
  readonly incident?: string;
  /** For a connection attempt: what each server answered. */
  readonly attempts?: readonly ServerAttempt[];
}

export interface ServerAttempt {
  readonly server: string;
  readonly code: FailureCode;
  readonly detail?: string;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };
