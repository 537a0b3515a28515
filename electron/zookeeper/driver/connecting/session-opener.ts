import { setTimeout as delay } from 'node:timers/promises';
import type { Failure } from '../../../../shared/model/failure.ts';
import type { Chroot } from '../chroot.ts';
import type { Link, LinkEvents } from '../link.ts';
import type { PreparedSecurity } from '../security/prepared-security.ts';
import { signIn } from '../security/sign-in.ts';
import type { ConnectionPlan, Turn } from './connection-plan.ts';
import type { SessionGrant, SessionOffer } from './handshake.ts';
import { LinkError, type LinkEnd } from './link-end.ts';
import { openLink } from './open-link.ts';

const goesOnElsewhere: LinkEnd = { code: 'CONNECTION_LOST', detail: 'closed' };

/** The session for which a server is looked for, by what it does on the way to one. */
export interface OpeningSession {
  /** Whether it has ended or is to end: then no server is tried any more. A method, since it is asked after waits. */
  isEnding(): boolean;
  /** An attempt begins, or has failed. */
  onProgress(): void;
  /** What a server is asked for: a new session, or the one there was. */
  offer(): SessionOffer;
  /**
   * Takes over what a server has granted.
   * @returns false when the session has expired.
   * @throws LinkError when no session was granted.
   */
  takeOver(link: Link, grant: SessionGrant): boolean;
  /** Sends the identities, and those that are added from now on. */
  identify(link: Link): readonly Promise<void>[];
  /**
   * Finds out what the server can do, and sets the watches.
   * @returns false when the session has to go on over another connection.
   * @throws LinkError when the connection ended.
   */
  prepare(link: Link, timeoutMs: number): Promise<boolean>;
  /**
   * A link that was taken over does not serve after all.
   * @param error why; undefined when the session goes on over another connection.
   */
  release(error?: unknown): void;
  /** From now on requests are sent on the link. */
  serve(link: Link, grant: SessionGrant): void;
}

export interface SessionOpenerOptions {
  readonly session: OpeningSession;
  readonly plan: ConnectionPlan;
  readonly security: PreparedSecurity;
  readonly chroot: Chroot;
  readonly events: LinkEvents;
  /** Ends every wait and every attempt. */
  readonly signal: AbortSignal;
}

/** Finds a server that serves the session: one after the other, from the connection to the moment it can be used. */
export class SessionOpener {
  readonly #options: SessionOpenerOptions;
  #attempt = 0;
  #lastFailure: Failure | undefined;

  constructor(options: SessionOpenerOptions) {
    this.#options = options;
  }

  /** Attempts since the start, or since the connection was lost. */
  get attempt(): number {
    return this.#attempt;
  }

  /** Why the last attempt, or the connection, failed; undefined while it is served. */
  get lastFailure(): Failure | undefined {
    return this.#lastFailure;
  }

  /**
   * Tries one server after the other until one serves the session.
   * @returns undefined when the session has ended instead.
   * @throws ZooKeeperError when there was no session yet and none is to be had.
   */
  async open(): Promise<Link | undefined> {
    const { session, plan, signal } = this.#options;
    while (!session.isEnding()) {
      const turn = plan.next();
      if (turn.waitMs > 0) await delay(turn.waitMs, undefined, { signal }).catch(() => undefined);
      if (session.isEnding()) return undefined;
      this.#attempt++;
      session.onProgress();
      try {
        return await this.#openAt(turn);
      } catch (error) {
        if (session.isEnding()) return undefined;
        if (!(error instanceof LinkError)) throw error;
        this.#lastFailure = plan.failed(turn.name, error.end);
        session.onProgress();
      }
    }
    return undefined;
  }

  /** A link that served the session has ended. */
  lost(link: Link, end: LinkEnd): void {
    this.#attempt = 0;
    this.#lastFailure = this.#options.plan.lost(link.server, end);
  }

  /**
   * Tries one server.
   * @returns undefined when the session has expired.
   * @throws LinkError with the reason why there is no connection.
   */
  async #openAt(turn: Turn): Promise<Link | undefined> {
    const { session, plan, security, chroot, events, signal } = this.#options;
    for (;;) {
      const timeoutMs = plan.attemptTimeoutMs();
      const deadline = performance.now() + timeoutMs;
      const { link, grant } = await openLink({
        turn,
        offer: session.offer(),
        tls: security.tls,
        timeoutMs,
        signal,
        chroot,
        events,
      });
      if (!session.takeOver(link, grant)) return undefined;
      if (await this.#enter(link, timeoutMs, deadline)) {
        this.#lastFailure = undefined;
        session.serve(link, grant);
        plan.succeeded(grant.sessionTimeoutMs);
        return link;
      }
      // The server did not know what it was asked; its session goes on over another connection.
      session.release();
      link.destroy(goesOnElsewhere);
    }
  }

  /**
   * Says who we are, finds out what the server can do, and sets the watches.
   * @param deadline of the attempt, by `performance.now()`.
   * @returns false when the session has to go on over another connection.
   * @throws LinkError when the connection ended meanwhile, or the server does not let us in.
   */
  async #enter(link: Link, timeoutMs: number, deadline: number): Promise<boolean> {
    const { session, security } = this.#options;
    try {
      await signIn({
        link,
        sasl: security.sasl,
        deadline,
        identify: () => session.identify(link),
      });
      return await session.prepare(link, timeoutMs);
    } catch (error) {
      session.release(error);
      throw error;
    }
  }
}
