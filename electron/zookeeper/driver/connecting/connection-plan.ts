import type { ServerAddress } from '../../../../shared/connect-string.ts';
import type { ConnectionSettings } from '../../../../shared/model/connection.ts';
import type { Failure, ServerAttempt } from '../../../../shared/model/failure.ts';
import { ZooKeeperError } from '../../errors.ts';
import { backOffMs } from './back-off.ts';
import { connectFailure, isHopeless } from './connect-failure.ts';
import type { LinkEnd } from './link-end.ts';
import { Servers } from './servers.ts';

/** Time-outs, retries and back-off: of the settings, what the driver connects and reconnects by. */
export type ConnectionTimes = Omit<ConnectionSettings, 'target' | 'readOnly'>;

/** Bounds once there has been a session: the longest wait between rounds, and how long one attempt may take. */
const reconnectBounds = { maxWaitMs: 5_000, minAttemptMs: 1_000, maxAttemptMs: 5_000 };

/** What a far and busy server is given to answer in, where the connection timeout allows it. */
const patienceMs = 3_000;

/** A connection that ended sooner counts as one more failed attempt: a server may hang up right after each handshake. */
const lastingMs = 1_000;

/** One server to try. */
export interface Turn {
  readonly address: ServerAddress;
  /** `host:port` */
  readonly name: string;
  /** To be waited before the attempt, so that rounds do not follow each other without a pause. */
  readonly waitMs: number;
}

/** What a plan depends on besides its settings; given by tests only. */
export interface PlanEnvironment {
  readonly random: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * Decides which server is tried when, and when to give up.
 *
 * For the first session: every server once, then `retryTries` rounds more with exponential back-off, all of it within
 * the connection timeout, and none when every server's answer would be the same again. After that it never gives up, since only a server can say that a session has expired; the
 * waits stay short against the session timeout.
 */
export class ConnectionPlan {
  readonly #settings: ConnectionTimes;
  readonly #environment: PlanEnvironment;
  readonly #servers: Servers;
  readonly #attempts = new Map<string, ServerAttempt>();
  readonly #deadline: number;
  /** As granted by a server; undefined before the first session. */
  #sessionTimeoutMs: number | undefined;
  #connectedAt = 0;

  constructor(
    addresses: readonly ServerAddress[],
    settings: ConnectionTimes,
    environment: PlanEnvironment = { random: Math.random, now: () => performance.now() },
  ) {
    this.#settings = settings;
    this.#environment = environment;
    this.#servers = new Servers(addresses, environment.random);
    this.#deadline = environment.now() + settings.connectionTimeoutMs;
  }

  /** @throws ZooKeeperError with all attempts when there is no first session to be had. */
  next(): Turn {
    const { address, name, startsRound, round } = this.#servers.next();
    const waitMs = startsRound && round > 0 ? this.#waitMs(round - 1) : 0;
    if (this.#sessionTimeoutMs === undefined && this.#attempts.size > 0) {
      // Waiting beyond the deadline would only keep people waiting for the same answer.
      const isLate = waitMs >= this.#remainingMs;
      const isPointless = startsRound && [...this.#attempts.values()].every(isHopeless);
      if (isLate || isPointless || round > this.#settings.retryTries) throw this.#giveUp();
    }
    return { address, name, waitMs };
  }

  /**
   * How long the next attempt may take, from the name's resolution to the answer to the handshake. Never all the time
   * there is: a server that is just starting accepts connections that it then forgets, and only another one helps.
   */
  attemptTimeoutMs(): number {
    const { count } = this.#servers;
    if (this.#sessionTimeoutMs === undefined) {
      const shareMs = this.#settings.connectionTimeoutMs / count;
      return Math.max(1, Math.min(this.#remainingMs, shareMs, Math.max(patienceMs, shareMs / 3)));
    }
    const { minAttemptMs, maxAttemptMs } = reconnectBounds;
    const shareMs = this.#sessionTimeoutMs / 3 / count;
    return Math.min(maxAttemptMs, Math.max(minAttemptMs, shareMs));
  }

  /** An attempt has failed. @returns the failure as the user is shown it. */
  failed(server: string, { code, detail }: LinkEnd): Failure {
    const reason = detail === undefined ? { code } : { code, detail };
    this.#attempts.set(server, { server, ...reason });
    return { ...reason, operation: 'connect', server, retryable: !isHopeless({ code }) };
  }

  succeeded(sessionTimeoutMs: number): void {
    this.#sessionTimeoutMs = sessionTimeoutMs;
    this.#connectedAt = this.#environment.now();
    this.#attempts.clear();
  }

  /** A connection that had succeeded has ended. @returns the failure as the user is shown it. */
  lost(server: string, end: LinkEnd): Failure {
    if (this.#environment.now() - this.#connectedAt >= lastingMs) this.#servers.succeeded();
    return this.failed(server, end);
  }

  get #remainingMs(): number {
    return this.#deadline - this.#environment.now();
  }

  #waitMs(round: number): number {
    const timeoutMs = this.#sessionTimeoutMs;
    const maxMs =
      timeoutMs === undefined
        ? Infinity
        : Math.min(reconnectBounds.maxWaitMs, Math.max(250, timeoutMs / 4));
    const { random } = this.#environment;
    return backOffMs({ baseMs: this.#settings.retryBaseMs, maxMs, random }, round);
  }

  #giveUp(): ZooKeeperError {
    return new ZooKeeperError(connectFailure([...this.#attempts.values()]));
  }
}
