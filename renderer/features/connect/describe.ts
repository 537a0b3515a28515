import type { TFunction } from 'i18next';
import type { ConnectStringProblem } from '../../../shared/connect-string.ts';
import type { Failure, FailureCode, ServerAttempt } from '../../../shared/model/failure.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { describePathProblem } from '../../i18n/describe-path-problem.ts';
import type { en } from '../../i18n/en/index.ts';

type Layer = keyof typeof en.connect.layers;
type Reason = keyof typeof en.connect.reasons;

/** The step of opening a connection that each failure belongs to, and whether it has words of its own here. */
const layers: Readonly<Record<Reason, Layer>> = {
  NAME_NOT_FOUND: 'name',
  CONNECTION_REFUSED: 'network',
  HOST_UNREACHABLE: 'network',
  CONNECT_TIMEOUT: 'network',
  SERVER_SILENT: 'server',
  NOT_ZOOKEEPER: 'server',
  SERVER_HUNG_UP: 'server',
  PROTOCOL_ERROR: 'server',
  CERTIFICATE_UNTRUSTED: 'tls',
  CERTIFICATE_EXPIRED: 'tls',
  CERTIFICATE_NOT_YET_VALID: 'tls',
  CERTIFICATE_NAME_MISMATCH: 'tls',
  CLIENT_CERTIFICATE_REQUIRED: 'tls',
  CLIENT_CERTIFICATE_REJECTED: 'tls',
  NOT_TLS: 'tls',
  TLS_REQUIRED: 'tls',
  TLS_FAILED: 'tls',
  CONNECTION_LOST: 'session',
  SESSION_EXPIRED: 'session',
  OPERATION_TIMEOUT: 'session',
  AUTH_FAILED: 'auth',
  SASL_REQUIRED: 'auth',
  SASL_UNSUPPORTED: 'auth',
  SERVER_UNPROVEN: 'auth',
};

function isReason(code: FailureCode): code is Reason {
  return Object.hasOwn(layers, code);
}

/** @returns one sentence on what is wrong with a connect string. */
export function describeConnectStringProblem(problem: ConnectStringProblem, t: TFunction): string {
  switch (problem.kind) {
    case 'badHost':
    case 'badPort':
      return t(`connect.problems.${problem.kind}`, { server: problem.server });
    case 'badChroot':
      return t('connect.problems.badChroot', {
        chroot: problem.chroot,
        reason: describePathProblem(problem.problem, t),
      });
    case 'scheme':
      return t('connect.problems.scheme', { scheme: problem.scheme });
    case 'chrootInside':
      return t('connect.problems.chrootInside', { chroot: problem.chroot });
    case 'empty':
    case 'credentials':
    case 'malformedPercent':
    case 'missingServer':
    case 'badQuery':
      return t(`connect.problems.${problem.kind}`);
  }
}

/** @returns the name of the layer at which connecting to a server failed. */
export function nameLayer(code: FailureCode, t: TFunction): string {
  return t(`connect.layers.${isReason(code) ? layers[code] : 'other'}`);
}

/** @returns what a server answered and what to do about it. */
export function describeAttempt({ server, code, detail }: ServerAttempt, t: TFunction): string {
  if (isReason(code)) return t(`connect.reasons.${code}`);
  return describeFailure(
    {
      code,
      operation: 'connect',
      server,
      retryable: false,
      ...(detail !== undefined && { detail }),
    },
    t,
  );
}

export interface GroupedAttempt {
  readonly attempt: ServerAttempt;
  readonly count: number;
}

/** @returns one entry for each server and kind of answer, in the order of the first of each. */
export function groupAttempts(attempts: Failure['attempts'] = []): readonly GroupedAttempt[] {
  const groups = new Map<string, GroupedAttempt>();
  for (const attempt of attempts) {
    const key = `${attempt.server} ${attempt.code}`;
    groups.set(key, { attempt, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}
