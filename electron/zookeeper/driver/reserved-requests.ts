import { serverCodes } from '../error-codes.ts';
import { endOfServerCode, LinkError } from './connecting/link-end.ts';
import type { PendingRequest } from './pending-request.ts';
import { ProtocolError } from './wire/protocol.ts';

/**
 * Requests in flight on one connection that are answered ahead of the numbered ones, under an id which all of their
 * kind share: credentials, and the one ping whose answer somebody waits for.
 */
export class ReservedRequests {
  readonly #authentications: PendingRequest[] = [];
  #probe: PendingRequest<void> | undefined;

  addAuthentication(request: PendingRequest): void {
    this.#authentications.push(request);
  }

  /** @returns the oldest credentials that are not answered. @throws ProtocolError when there are none */
  takeAuthentication(): PendingRequest {
    const request = this.#authentications.shift();
    if (!request) throw new ProtocolError('credentials are answered that were not sent');
    return request;
  }

  addProbe(request: PendingRequest<void>): void {
    this.#probe = request;
  }

  /**
   * A ping is answered; that of a heartbeat is nobody's request.
   * @throws LinkError when the server does not want us: it is about to end the connection.
   */
  answerPing(errorCode: number): void {
    if (errorCode !== serverCodes.ok) throw new LinkError(endOfServerCode(errorCode));
    this.#probe?.succeed(undefined);
    this.#probe = undefined;
  }

  /** @returns what is in flight, and forgets it. */
  drain(): PendingRequest[] {
    const drained = [this.#probe ?? [], this.#authentications.splice(0)].flat();
    this.#probe = undefined;
    return drained;
  }
}
