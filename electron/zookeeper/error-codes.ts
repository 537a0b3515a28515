import type { Failure, FailureCode } from '../../shared/model/failure.ts';

/** Codes of `org.apache.zookeeper.KeeperException.Code` that the driver itself acts upon. */
export const serverCodes = {
  ok: 0,
  runtimeInconsistency: -2,
  unimplemented: -6,
  noNode: -101,
  authFailed: -115,
  noWatcher: -121,
  saslRequired: -124,
} as const;

const known: ReadonlyMap<number, readonly [FailureCode, name: string]> = new Map([
  [-1, ['SERVER_ERROR', 'SYSTEMERROR']],
  [-2, ['SERVER_ERROR', 'RUNTIMEINCONSISTENCY']],
  [-3, ['SERVER_ERROR', 'DATAINCONSISTENCY']],
  [-4, ['CONNECTION_LOST', 'CONNECTIONLOSS']],
  [-5, ['SERVER_ERROR', 'MARSHALLINGERROR']],
  [-6, ['UNIMPLEMENTED', 'UNIMPLEMENTED']],
  [-7, ['OPERATION_TIMEOUT', 'OPERATIONTIMEOUT']],
  [-8, ['BAD_ARGUMENTS', 'BADARGUMENTS']],
  [-12, ['SERVER_ERROR', 'UNKNOWNSESSION']],
  [-13, ['SERVER_ERROR', 'NEWCONFIGNOQUORUM']],
  [-14, ['SERVER_ERROR', 'RECONFIGINPROGRESS']],
  [-100, ['SERVER_ERROR', 'APIERROR']],
  [-101, ['NO_NODE', 'NONODE']],
  [-102, ['NO_AUTH', 'NOAUTH']],
  [-103, ['BAD_VERSION', 'BADVERSION']],
  [-108, ['NO_CHILDREN_FOR_EPHEMERALS', 'NOCHILDRENFOREPHEMERALS']],
  [-110, ['NODE_EXISTS', 'NODEEXISTS']],
  [-111, ['NOT_EMPTY', 'NOTEMPTY']],
  [-112, ['SESSION_EXPIRED', 'SESSIONEXPIRED']],
  [-113, ['SERVER_ERROR', 'INVALIDCALLBACK']],
  [-114, ['INVALID_ACL', 'INVALIDACL']],
  [-115, ['AUTH_FAILED', 'AUTHFAILED']],
  [-118, ['SESSION_MOVED', 'SESSIONMOVED']],
  [-119, ['NOT_READ_ONLY', 'NOTREADONLY']],
  [-120, ['SERVER_ERROR', 'EPHEMERALONLOCALSESSION']],
  [-121, ['SERVER_ERROR', 'NOWATCHER']],
  [-122, ['OPERATION_TIMEOUT', 'REQUESTTIMEOUT']],
  [-123, ['SERVER_ERROR', 'RECONFIGDISABLED']],
  [-124, ['SASL_REQUIRED', 'SESSIONCLOSEDREQUIRESASLAUTH']],
  [-125, ['QUOTA_EXCEEDED', 'QUOTAEXCEEDED']],
  [-127, ['THROTTLED', 'THROTTLEDOP']],
]);

const retryableCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CONNECTION_LOST',
  'OPERATION_TIMEOUT',
  'SESSION_MOVED',
  'THROTTLED',
  'NOT_READ_ONLY',
]);

/**
 * What an error code of a server means. A code that this version does not know is an ordinary failure too.
 * @param path the znode concerned, inside the chroot.
 */
export function failureOf(serverCode: number, operation: string, path?: string): Failure {
  const [code, name] = known.get(serverCode) ?? (['SERVER_ERROR', 'unknown'] as const);
  return {
    code,
    operation,
    ...(path !== undefined && { path }),
    retryable: retryableCodes.has(code),
    detail: `${String(serverCode)} ${name}`,
  };
}
