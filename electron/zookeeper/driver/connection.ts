import ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js';
import { formatServer, type ConnectTarget } from '../../../shared/connect-string.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { isFailure, ZooKeeperError } from '../errors.ts';
import { addAuthentication } from './operations/auth-operation.ts';
import { Chroot } from './chroot.ts';
import { ConnectionPlan, type ConnectionTimes } from './connecting/connection-plan.ts';
import type { SessionGrant } from './connecting/handshake.ts';
import type { Link, LinkEvents } from './link.ts';
import { LinkError, type LinkEnd } from './connecting/link-end.ts';
import { SessionOpener, type OpeningSession } from './connecting/session-opener.ts';
import { PendingRequest, type Settlement } from './pending-request.ts';
import type { PreparedSecurity } from './security/prepared-security.ts';
import { ServerFeatures } from './server-features.ts';
import { readWatchEvent } from './operations/watch-operations.ts';
import { PersistentWatches } from './persistent-watches.ts';
import { closeSession } from './operations/write-operations.ts';

const { STATES: states } = ConnectionManager;

/** How long a server may take to confirm the end of a session. */
const closeTimeoutMs = 2_000;

const cancelled: Failure = { code: 'CANCELLED', operation: 'connect', retryable: false };
/** Its `then` is a microtask that costs a fraction of `queueMicrotask`, which also tracks an asynchronous resource. */
const settled = Promise.resolve();
const closedHere: LinkEnd = { code: 'CONNECTION_LOST', detail: 'closed' };

/**
 * The connection manager that is put into node-zookeeper-client in place of its own, which never recovers from a cut
 * reply, does not notice a frozen server, lets sessions expire under load and keeps writes for later.
 *
 * It keeps that class's state, session id, password, credentials and last zxid; it replaces everything between a
 * request and the socket. Emits `state` (a number of `STATES`), `progress` (an attempt begins or has failed) and
 * `watch` (a WatchEvent).
 */
export class TreekeeperConnectionManager extends ConnectionManager {
  readonly watches = new PersistentWatches();
  readonly features: ServerFeatures;
  /**
   * Settles with the first session, or with why there is none.
   * Rejects with ZooKeeperError: with `attempts` when no server would have us, CANCELLED when closed before.
   */
  readonly opened: Promise<void>;
  readonly #settings: ConnectionTimes;
  readonly #chroot: Chroot;
  readonly #stop = new AbortController();
  readonly #opener: SessionOpener;

  #opening: Settlement<void> | undefined;
  #lastServer: string | undefined;
  #isReadOnly = false;
  #link: Link | undefined;
  #running: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(
    target: ConnectTarget,
    settings: ConnectionTimes,
    security: PreparedSecurity,
    stateListener: (state: number) => void,
  ) {
    const connectString = target.servers.map(formatServer).join(',') + target.chroot;
    const options = { sessionTimeout: settings.sessionTimeoutMs, spinDelay: 0, retries: 0 };
    super(connectString, options, stateListener);
    this.#settings = settings;
    this.credentials.push(...security.credentials);
    this.#chroot = new Chroot(target.chroot);
    this.features = new ServerFeatures(this.watches, Buffer.byteLength(target.chroot));
    this.#opener = new SessionOpener({
      session: this.#openingSession,
      plan: new ConnectionPlan(target.servers, settings),
      security,
      chroot: this.#chroot,
      events: this.#linkEvents,
      signal: this.#stop.signal,
    });
    this.opened = new Promise((resolve, reject) => (this.#opening = { resolve, reject }));
    // Who does not wait for it learns it from the state.
    this.opened.catch(() => undefined);
  }

  get isConnected(): boolean {
    return this.state === states.CONNECTED || this.state === states.CONNECTED_READ_ONLY;
  }

  /** `host:port` of the server in use, or of the last one; undefined before the first session. */
  get server(): string | undefined {
    return this.#lastServer;
  }

  /** Attempts since the start, or since the connection was lost. */
  get attempt(): number {
    return this.#opener.attempt;
  }

  /** Why the last attempt, or the connection, failed; undefined while connected. */
  get lastFailure(): Failure | undefined {
    return this.#opener.lastFailure;
  }

  /** Begins to connect, once; `opened` reports how it went. */
  override connect(): void {
    this.#running = this.#run();
  }

  /** Sends a request, or fails it at once when there is no connection: nothing waits for one. */
  submit(request: PendingRequest): void {
    if (this.#link && this.isConnected) this.features.submit(request, this.#link);
    else request.fail(this.#refusal());
  }

  /** The stock client's way in. Its decoders cannot cope with what servers send, so there is no way through here. */
  override queue(): never {
    throw new Error('Requests go through TreekeeperConnectionManager.submit.');
  }

  /** The stock client's way to add an identity; `authenticate` also reports how it went. */
  override addAuthInfo(scheme: string, auth: Buffer): void {
    // Refused credentials end the session, which the state shows.
    this.authenticate(scheme, auth).catch(() => undefined);
  }

  /**
   * Adds an identity, now and on every new connection before anything else is sent.
   * @throws ZooKeeperError AUTH_FAILED, which ends the session, or why the answer is not known.
   */
  async authenticate(scheme: string, auth: Buffer): Promise<void> {
    this.credentials.push({ scheme, auth });
    if (this.#link) await this.#authenticateOn(this.#link, scheme, auth);
  }

  /** Ends the session from any state; `closed` reports when that is done. */
  override close(): void {
    this.#closing ??= this.#close();
  }

  get closed(): Promise<void> {
    return this.#closing ?? Promise.resolve();
  }

  async #close(): Promise<void> {
    const link = this.#link;
    if (link && this.isConnected) {
      const forced = setTimeout(() => {
        link.destroy(closedHere);
      }, closeTimeoutMs);
      const answered = link.ask(closeSession);
      this.setState(states.CLOSING);
      // A server may also end the connection instead of answering.
      await answered.catch(() => undefined);
      clearTimeout(forced);
      link.destroy(closedHere);
    }
    this.#stop.abort(new ZooKeeperError(cancelled));
    await this.#running;
    if (!this.#isFinal) this.setState(states.CLOSED);
  }

  get #isFinal(): boolean {
    return this.state === states.SESSION_EXPIRED || this.state === states.AUTHENTICATION_FAILED;
  }

  /** A method, since it is asked again after every wait. */
  #isEnding(): boolean {
    return this.#stop.signal.aborted || this.#isFinal || this.state === states.CLOSING;
  }

  /** Connects and reconnects until the session has ended. Rejects only for a bug. */
  async #run(): Promise<void> {
    try {
      while (!this.#isEnding()) {
        this.setState(states.CONNECTING);
        const link = await this.#opener.open();
        if (!link) break;
        const end = await link.ended;
        this.#link = undefined;
        this.#opener.lost(link, end);
        if (!this.#isEnding()) this.setState(states.DISCONNECTED);
      }
      this.#opening?.reject(new ZooKeeperError(this.#isFinal ? this.#refusal() : cancelled));
    } catch (error) {
      this.#opening?.reject(error as Error);
      this.setState(states.CLOSED);
      if (!(error instanceof ZooKeeperError)) throw error;
    }
  }

  readonly #openingSession: OpeningSession = {
    isEnding: () => this.#isEnding(),
    onProgress: () => this.emit('progress'),
    offer: () => ({
      lastZxid: this.zxid,
      sessionTimeoutMs: this.#settings.sessionTimeoutMs,
      sessionId: this.sessionId,
      password: this.sessionPassword,
      // A session that can write does not survive on a read-only server: the server would report that it has expired.
      allowReadOnly: this.sessionId.every((byte) => byte === 0) || this.#isReadOnly,
    }),
    takeOver: (link, grant) => this.#takeOver(link, grant),
    identify: (link) => {
      // What is added from now on goes to this connection as well.
      this.#link = link;
      return this.credentials.map(({ scheme, auth }) => this.#authenticateOn(link, scheme, auth));
    },
    prepare: (link, timeoutMs) => this.features.prepare(link, this.zxid, timeoutMs),
    release: (error) => {
      this.#link = undefined;
      if (error !== undefined) this.#giveBack(error);
    },
    serve: (link, grant) => this.#serve(link, grant),
  };

  readonly #linkEvents: LinkEvents = {
    onNotification: (reader) => {
      const event = readWatchEvent(reader, this.#chroot);
      if (!event || !this.features.take(event)) return;
      // In a microtask, so that it comes after the promises of the replies before it and before those after it.
      void settled.then(() => this.emit('watch', event));
    },
    onReplyHeader: (frame) => {
      if (this.isConnected) this.features.noteAnswer(frame.readInt32BE(12), this.#lastServer ?? '');
      const high = frame.readInt32BE(4);
      if (high > 0 || (high === 0 && frame.readInt32BE(8) !== 0)) frame.copy(this.zxid, 0, 4, 12);
    },
  };

  /**
   * Takes over the session that a server grants.
   * @returns false when it has expired.
   * @throws LinkError when no session was granted.
   */
  #takeOver(link: Link, grant: SessionGrant): boolean {
    if (grant.sessionTimeoutMs <= 0) {
      link.destroy({ code: 'SESSION_EXPIRED' });
      if (this.#lastServer === undefined) {
        this.sessionId = Buffer.alloc(8);
        throw new LinkError({ code: 'PROTOCOL_ERROR', detail: 'no session was granted' });
      }
      this.setState(states.SESSION_EXPIRED);
      return false;
    }
    this.updateTimeout(grant.sessionTimeoutMs);
    this.sessionId = Buffer.alloc(8);
    this.sessionId.writeBigInt64BE(grant.sessionId);
    this.sessionPassword = Buffer.from(grant.password);
    this.#isReadOnly = grant.readOnly;
    link.startHeartbeat(grant.sessionTimeoutMs);
    return true;
  }

  /** A session in which we could not sign in is of no use, unless it had been in use before. */
  #giveBack(error: unknown): void {
    if (error instanceof LinkError && error.end.code === 'AUTH_FAILED') {
      this.setState(states.AUTHENTICATION_FAILED);
    }
    if (this.#lastServer !== undefined) return;
    this.sessionId = Buffer.alloc(8);
    this.sessionPassword = Buffer.alloc(16);
  }

  #serve(link: Link, grant: SessionGrant): void {
    this.#link = link;
    this.#lastServer = link.server;
    this.setState(grant.readOnly ? states.CONNECTED_READ_ONLY : states.CONNECTED);
    this.#opening?.resolve();
  }

  async #authenticateOn(link: Link, scheme: string, auth: Buffer): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        const operation = addAuthentication(scheme, auth);
        link.sendAuthentication(new PendingRequest(operation, { resolve, reject }));
      });
    } catch (error) {
      if (isFailure(error, 'AUTH_FAILED')) {
        this.setState(states.AUTHENTICATION_FAILED);
        link.destroy({ code: 'AUTH_FAILED' });
      }
      throw error;
    }
  }

  /** Why a request cannot be sent now. */
  #refusal(): Failure {
    const operation = 'connect';
    if (this.state === states.SESSION_EXPIRED) {
      return { code: 'SESSION_EXPIRED', operation, retryable: false };
    }
    if (this.state === states.AUTHENTICATION_FAILED) {
      return { code: 'AUTH_FAILED', operation, retryable: false };
    }
    const isOver = this.state === states.CLOSING || this.state === states.CLOSED;
    return { code: 'NOT_CONNECTED', operation, retryable: !isOver };
  }
}
