import type { Failure, FailureCode } from '../../shared/model/failure.ts';
import type { MultiOutcome } from './port.ts';

const connectionCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'NOT_CONNECTED',
  'CONNECTION_LOST',
  'SESSION_EXPIRED',
  'SESSION_MOVED',
  'SERVER_HUNG_UP',
  'SERVER_SILENT',
  'OPERATION_TIMEOUT',
  'AUTH_FAILED',
]);

/** An expected failure on its way through promises; `failure` is what the caller is given. */
export class ZooKeeperError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(
      [failure.operation, failure.path, failure.code, failure.detail]
        .filter((part) => part !== undefined)
        .join(' '),
      options,
    );
    this.name = 'ZooKeeperError';
    this.failure = failure;
  }
}

/** A transaction that was not done: `failure` is that of the first operation that failed. */
export class MultiError extends ZooKeeperError {
  /** What became of each operation, in their order. None of them has had an effect. */
  readonly outcomes: readonly MultiOutcome[];

  constructor(failure: Failure, outcomes: readonly MultiOutcome[]) {
    super(failure);
    this.name = 'MultiError';
    this.outcomes = outcomes;
  }
}

/** @returns whether a caught value is a ZooKeeperError with this code. */
export function isFailure(error: unknown, code: Failure['code']): error is ZooKeeperError {
  return error instanceof ZooKeeperError && error.failure.code === code;
}

/** @returns the expected failure that was caught. @throws anything else again: it is a bug and must be seen. */
export function expectFailure(error: unknown): ZooKeeperError {
  if (error instanceof ZooKeeperError) return error;
  throw error;
}

/**
 * @returns whether a call failed because of the connection, not because of the node: what is known of the node then
 * stays as it is, and everything is read again after the reconnect.
 */
export function isConnectionFailure({ failure }: ZooKeeperError): boolean {
  return connectionCodes.has(failure.code);
}

/** @returns the failure of a call that its caller has cancelled. */
export function cancelled(operation: string, path: string, detail?: string): ZooKeeperError {
  return new ZooKeeperError({
    code: 'CANCELLED',
    operation,
    path,
    retryable: true,
    ...(detail !== undefined && { detail }),
  });
}
