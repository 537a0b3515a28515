import type { Failure, FailureCode, ServerAttempt } from '../../../shared/model/failure.ts';

/** How far an attempt got: of several servers, the one that came nearest to a session says most. */
const reach: readonly FailureCode[] = [
  'NAME_NOT_FOUND',
  'HOST_UNREACHABLE',
  'CONNECT_TIMEOUT',
  'CONNECTION_REFUSED',
  'NOT_ZOOKEEPER',
  'SERVER_SILENT',
  'SERVER_HUNG_UP',
];

/** What trying again does not help, as long as nobody changes the settings or the server. */
const hopeless: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_NAME_MISMATCH',
  'CLIENT_CERTIFICATE_REQUIRED',
  'CLIENT_CERTIFICATE_REJECTED',
  'NOT_TLS',
  'TLS_REQUIRED',
  'TLS_FAILED',
  'SASL_REQUIRED',
  'SASL_UNSUPPORTED',
  'SERVER_UNPROVEN',
]);

export function isHopeless({ code }: Pick<ServerAttempt, 'code'>): boolean {
  return hopeless.has(code);
}

/**
 * @param attempts the last answer of each server.
 * @returns why no server granted a session.
 */
export function connectFailure(attempts: readonly ServerAttempt[]): Failure {
  const rank = ({ code }: ServerAttempt) => {
    const index = reach.indexOf(code);
    return index === -1 ? reach.length : index;
  };
  const best = attempts.reduce<ServerAttempt | undefined>(
    (best, attempt) => (best && rank(best) >= rank(attempt) ? best : attempt),
    undefined,
  );
  const code = best?.code ?? 'CONNECT_TIMEOUT';
  return {
    code,
    operation: 'connect',
    retryable: !isHopeless({ code }),
    ...(best && { server: best.server }),
    ...(best?.detail !== undefined && { detail: best.detail }),
    attempts,
  };
}
