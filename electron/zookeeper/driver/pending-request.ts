import type { Failure } from '../../../shared/model/failure.ts';
import { ZooKeeperError } from '../errors.ts';
import type { CallOptions } from '../port.ts';
import type { Operation } from './operations/operation.ts';

/** The two ends of a promise. */
export interface Settlement<Result> {
  resolve(result: Result): void;
  reject(error: Error): void;
}

/** A request and the promise that its answer settles, exactly once. */
export class PendingRequest<Result = unknown> {
  readonly operation: Operation<Result>;
  /** Whether it went to the server, after which a write may have been done. */
  sent = false;
  /** Null once settled: the two ends hold their promise, and that holds the answer. */
  #settlement: Settlement<Result> | null;
  #release: (() => void) | undefined;

  constructor(operation: Operation<Result>, settlement: Settlement<Result>) {
    this.operation = operation;
    this.#settlement = settlement;
  }

  get settled(): boolean {
    return this.#settlement === null;
  }

  /** Makes the caller's signal and deadline settle it, whatever the server does. Its answer is then ignored. */
  limit({ signal, deadlineMs }: CallOptions): void {
    const abort = () => {
      this.fail({ code: 'CANCELLED', retryable: false });
    };
    const timer =
      deadlineMs === undefined
        ? undefined
        : setTimeout(() => {
            this.fail({ code: 'OPERATION_TIMEOUT', retryable: !this.operation.isWrite });
          }, deadlineMs);
    signal?.addEventListener('abort', abort);
    this.#release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    if (signal?.aborted) abort();
  }

  succeed(result: Result): void {
    this.#settle()?.resolve(result);
  }

  /** Adds what was being done, where, and whether a write may have happened. */
  fail(reason: Pick<Failure, 'code' | 'retryable' | 'detail' | 'server' | 'requestBytes'>): void {
    const { name, path, isWrite } = this.operation;
    this.failWith(
      new ZooKeeperError({
        ...reason,
        operation: name,
        ...(path !== undefined && { path }),
        ...(isWrite && this.sent && { maybeDone: true }),
      }),
    );
  }

  failWith(error: Error): void {
    this.#settle()?.reject(error);
  }

  /** @returns the ends of the promise, the first time; null when it is settled already. */
  #settle(): Settlement<Result> | null {
    const settlement = this.#settlement;
    this.#settlement = null;
    this.#release?.();
    this.#release = undefined;
    return settlement;
  }
}
