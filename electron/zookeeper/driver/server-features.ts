import { Capabilities, describeLack } from '../capabilities.ts';
import { serverCodes } from '../error-codes.ts';
import { isFailure, ZooKeeperError } from '../errors.ts';
import type { WatchEvent } from '../port.ts';
import { CapabilityProbe } from './capability-probe.ts';
import type { Link } from './link.ts';
import { LinkError, whileConnecting } from './connecting/link-end.ts';
import { OneShotWatches } from './one-shot-watches.ts';
import type { PendingRequest } from './pending-request.ts';
import { setWatches } from './operations/watch-operations.ts';
import type { PersistentWatches } from './persistent-watches.ts';

/** What the server in use has, and how the session's watches are kept on it. */
export class ServerFeatures {
  readonly #watches: PersistentWatches;
  readonly #chrootBytes: number;
  readonly #probe = new CapabilityProbe();
  #capabilities = new Capabilities('3.7');
  #oneShots: OneShotWatches | undefined;

  /** @param chrootBytes length of the prefix that every path gets. */
  constructor(watches: PersistentWatches, chrootBytes: number) {
    this.#watches = watches;
    this.#chrootBytes = chrootBytes;
  }

  /** Of the server in use, or of the last one. */
  get capabilities(): Capabilities {
    return this.#capabilities;
  }

  /** What stands in for persistent watches on a server that has none; undefined on one that has. */
  get oneShots(): OneShotWatches | undefined {
    return this.#oneShots;
  }

  /**
   * Finds out what a server can do and sets the watches again, before anybody's requests are sent.
   * @param lastZxid the last zxid seen, 8 bytes.
   * @param timeoutMs for each answer of the server.
   * @returns false when the server did not know what it was asked: the session has to go on over another connection.
   * @throws LinkError when the connection ended otherwise.
   */
  async prepare(link: Link, lastZxid: Uint8Array, timeoutMs: number): Promise<boolean> {
    const limit = { deadlineMs: timeoutMs };
    try {
      const capabilities = await this.#probe.find(link.server, (operation) =>
        link.ask(operation, limit),
      );
      if (!capabilities) return false;
      this.#capabilities = capabilities;
      await this.#restoreWatches(link, lastZxid);
      return true;
    } catch (error) {
      if (!(error instanceof ZooKeeperError)) throw error;
      // Whatever is sent here was found to be known before.
      if (isFailure(error, 'UNIMPLEMENTED')) this.#probe.forget(link.server);
      const { code, detail } = error.failure;
      link.destroy({ code, ...(detail !== undefined && { detail }) });
      throw new LinkError(whileConnecting(await link.ended));
    }
  }

  /** Sends a request, or fails it when the server does not have the operation. */
  submit(request: PendingRequest, link: Link): void {
    const { needs } = request.operation;
    if (needs === undefined || this.#capabilities.supports(needs)) {
      link.send(request);
      return;
    }
    const { server } = link;
    const detail = describeLack(needs);
    request.fail({ code: 'UNIMPLEMENTED', retryable: false, server, detail });
  }

  /** Another release may run there by now when it does not know an operation: it is asked again the next time. */
  noteAnswer(errorCode: number, server: string): void {
    if (errorCode === serverCodes.unimplemented) this.#probe.forget(server);
  }

  /** @returns whether an event is to be reported. */
  take(event: WatchEvent): boolean {
    return this.#oneShots?.take(event) ?? true;
  }

  async #restoreWatches(link: Link, lastZxid: Uint8Array): Promise<void> {
    // One kind only on a connection: a one-shot watch would replace a persistent one.
    this.#oneShots = this.#capabilities.supports('addWatch')
      ? undefined
      : new OneShotWatches(this.#watches, (operation) => {
          // Those who use the connection learn what becomes of it.
          link.ask(operation).catch(() => undefined);
        });
    const operations =
      this.#oneShots?.restore(this.#chrootBytes) ??
      this.#watches.toPieces(this.#chrootBytes).map((piece) => setWatches(lastZxid, piece));
    await Promise.all(operations.map((operation) => link.ask(operation)));
  }
}
