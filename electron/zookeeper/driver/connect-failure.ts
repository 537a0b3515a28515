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
  return {
    code: best?.code ?? 'CONNECT_TIMEOUT',
    operation: 'connect',
    retryable: true,
    ...(best && { server: best.server }),
    ...(best?.detail !== undefined && { detail: best.detail }),
    attempts,
  };
}
