import type { Failure } from '../../shared/model/failure.ts';
import type { MultiOutcome } from './port.ts';

/** An expected failure on its way through promises; `failure` is what the caller is told. */
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
