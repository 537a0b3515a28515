import { failureOf, serverCodes } from '../error-codes.ts';
import { ZooKeeperError } from '../errors.ts';
import type { Chroot } from './chroot.ts';
import type { LinkEnd } from './connecting/link-end.ts';
import { replyTooLong } from './operations/operation.ts';
import type { PendingRequest } from './pending-request.ts';
import { JuteReader } from './wire/jute-reader.ts';
import { AnswerTooLargeError, replyHeaderBytes } from './wire/protocol.ts';

/** An answer as it came. */
export interface Answer {
  /** Of the header; see `serverCodes`. */
  readonly errorCode: number;
  readonly frame: Buffer;
  /** `host:port` */
  readonly server: string;
  readonly chroot: Chroot;
}

/**
 * Settles a request by its answer.
 * @throws whatever the answer could not be read for, once the request has failed: the connection cannot go on
 */
export function settleRequest(request: PendingRequest, answer: Answer): void {
  const { errorCode, frame, server, chroot } = answer;
  if (request.settled) return;
  const { operation } = request;
  if (errorCode !== serverCodes.ok) {
    const recovered = operation.recover?.(errorCode);
    if (recovered) request.succeed(recovered.result);
    else {
      const failure = failureOf(errorCode, operation.name, operation.path);
      request.failWith(new ZooKeeperError(failure));
    }
    return;
  }
  try {
    request.succeed(operation.read(new JuteReader(frame, replyHeaderBytes), chroot));
  } catch (error) {
    if (error instanceof ZooKeeperError) {
      request.failWith(error);
      return;
    }
    if (error instanceof AnswerTooLargeError) {
      const { message: detail } = error;
      request.fail({ code: 'ANSWER_TOO_LARGE', retryable: false, server, detail });
      return;
    }
    request.fail({ code: 'PROTOCOL_ERROR', retryable: false, server });
    throw error;
  }
}

/** Settles a request whose answer was not read, because it is longer than may be. */
export function failTooLong(request: PendingRequest, sizeBytes: number, server: string): void {
  const recovered = request.operation.recover?.(replyTooLong);
  if (recovered) request.succeed(recovered.result);
  else {
    const detail = `${String(sizeBytes)} bytes`;
    request.fail({ code: 'ANSWER_TOO_LARGE', retryable: false, server, detail });
  }
}

/** Settles a request that is not answered any more, because the connection has ended. */
export function failUnanswered(
  request: PendingRequest,
  { code, detail }: LinkEnd,
  server: string,
): void {
  request.fail({
    code: 'CONNECTION_LOST',
    retryable: !request.operation.isWrite,
    server,
    ...((detail ?? code) !== 'CONNECTION_LOST' && { detail: detail ?? code }),
  });
}
