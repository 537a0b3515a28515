import { formatTarget } from '../../../shared/connect-string.ts';
import type {
  ConnectionProfile,
  ConnectionSnapshot,
  SessionState,
} from '../../../shared/model/connection.ts';
import type { SessionEntry } from '../../../shared/model/change.ts';
import type { DataSetStore } from '../../storage/data-set-store.ts';
import { DisposableStore } from '../../lifecycle.ts';
import type { ReadSession, ZooKeeperSession } from '../../zookeeper/port.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import { LiveView, watchBudget, type LiveViewOptions } from '../live/live-view.ts';
import { showChange } from '../live/show-change.ts';
import type { RuleSource } from '../rules/rule-source.ts';
import type { WatchKeeping } from '../watches/watch-keeping.ts';
import { LearntLimit } from '../write/request-limit.ts';
import { deletedBy, ephemeralsMadeBy, type WriteRecord } from '../write/write-record.ts';
import { Writer } from '../write/writer.ts';
import { createChroot } from './create-chroot.ts';
import { identifyDataSet } from './data-set.ts';
import type { Dialer } from './dialer.ts';
import { renewSession } from './session-renewal.ts';
import { SessionOwners } from './session-owners.ts';
import { Standstill } from './standstill.ts';

export interface ConnectionOptions {
  /** Read-only also where only the command line asked for it. */
  readonly profile: ConnectionProfile;
  readonly dialer: Pick<Dialer, 'connect'>;
  readonly clock: () => number;
  readonly steadyClock: () => number;
  readonly onChange: LiveViewOptions['onChange'];
  /** An entry was added to the timeline. */
  readonly onRecorded: (source: RuleSource, id: number) => void;
  readonly keeping: WatchKeeping;
  readonly dataSets: DataSetStore;
}

/**
 * One connection from its first session to the end of its page. A session that expires is followed by a new one of the
 * same profile, into which all that is shown is taken over.
 */
export class Connection {
  readonly profile: ConnectionProfile;
  readonly view: LiveView;
  readonly owners: SessionOwners;
  readonly #options: ConnectionOptions;
  readonly writer: Writer;
  #session: ZooKeeperSession;
  #state: SessionState;
  /** Of the session that was established last. */
  #sessionId: bigint | undefined;
  readonly #limit: LearntLimit;
  readonly #standstill: Standstill;
  #listeners = new DisposableStore();
  readonly #ending = new AbortController();
  /** Settles when no new session is being asked for in place of an expired one. */
  #renewed: Promise<void> = Promise.resolve();
  /** Ephemeral nodes that this session owns, as far as they were made here. */
  readonly #ephemerals = new Set<string>();
  #expiry: ConnectionSnapshot['expiry'];
  #dataSet: ConnectionSnapshot['dataSet'];
  #identified: Promise<void>;
  /** Since when nothing is reported, by the steady clock; null while there is a connection. */
  #lostAt: number | null = null;

  /** @param session connected just now, of this profile. */
  constructor(options: ConnectionOptions, session: ZooKeeperSession) {
    this.#options = options;
    this.profile = options.profile;
    this.#standstill = new Standstill(options.steadyClock);
    this.#session = session;
    this.#state = session.state;
    this.owners = new SessionOwners(this.profile.target.servers, options.clock);
    this.view = new LiveView({
      keeping: options.keeping,
      session: () => this.#session,
      clock: options.clock,
      steadyClock: options.steadyClock,
      onChange: options.onChange,
      onGone: (path) => this.#ephemerals.delete(path),
      onRecorded: (id) => {
        const { log } = this.view;
        options.onRecorded({ log, connectString: formatTarget(this.profile.target) }, id);
      },
    });
    const { chroot } = this.profile.target;
    this.#limit = new LearntLimit(chroot, () => options.onChange('connection'));
    this.writer = new Writer({
      session: () => this.#session,
      chroot,
      isReadOnly: this.profile.readOnly,
      limit: this.#limit,
      known: (path) => this.view.openNode.valueReadIn(this.#session, path),
      show: (path) => showChange(this.view, path),
    });
    this.writer.onWritten((record) => this.noteWritten(record));
    this.#listen();
    this.#note(this.#state);
    this.view.restoreWatches();
    void this.view.levels.expand('/').catch(expectFailure);
    this.#identified = this.#identify();
  }

  /** Settles when it is known which set of data answers, or that this cannot be known now. */
  get identified(): Promise<void> {
    return this.#identified;
  }

  /** Creates the chroot that everything here is below, and reads again what is shown. */
  async createChroot(): Promise<void> {
    await createChroot(this.#options.dialer, this.profile);
    await this.view.resync();
  }

  /** For reading and watching; what is to be written goes through `writer`. */
  get session(): ReadSession {
    return this.#session;
  }

  get snapshot(): ConnectionSnapshot {
    return {
      profile: this.profile,
      state: this.#state,
      ...(this.#expiry && { expiry: this.#expiry }),
      ...(this.#dataSet && { dataSet: this.#dataSet }),
      watchCount: this.view.registry.count,
      userWatchCount: this.view.watches.serverWatchCount,
      areWatchesOff: this.view.registry.isOff,
      watchBudget,
      requestLimit: this.#limit.snapshot,
    };
  }

  /** Takes in what was written: ephemeral nodes that were made here go with this session. */
  noteWritten(record: WriteRecord): void {
    for (const path of ephemeralsMadeBy(record)) this.#ephemerals.add(path);
    for (const path of deletedBy(record)) this.#ephemerals.delete(path);
  }

  /** Ends the session, or the attempt to get a new one. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#standstill.dispose();
    this.#listeners.dispose();
    this.view.conclude();
    this.#noteTurn({ state: 'closed' });
    try {
      await this.#renewed;
      await this.#session.close();
    } finally {
      // Not before: watches need not be given back one by one when the session ends.
      await this.view.dispose();
    }
  }

  #listen(): void {
    this.#listeners.dispose();
    this.#listeners = new DisposableStore();
    this.#listeners.add(this.#session.onStateChange((state) => this.#follow(state)));
    this.#listeners.add(this.#session.onWatchEvent((event) => this.view.handle(event)));
  }

  #follow(state: SessionState): void {
    const before = this.#state;
    this.#show(state);
    if (state.kind === 'expired') void this.#replaceExpired();
    const isServed = state.kind === 'connected' || state.kind === 'readOnly';
    if (!isServed) {
      this.#lostAt ??= this.#lostSince(state, before);
      this.view.lose();
    }
    if (state.kind !== before.kind) this.#note(state);
    if (isServed && before.kind === 'reconnecting') {
      this.#endGap('reconnected');
      void this.view.resume();
    }
  }

  /** Writes a turn down in the timeline. */
  #note(state: SessionState): void {
    switch (state.kind) {
      case 'connected':
      case 'readOnly':
        this.#sessionId = state.sessionId;
        this.#noteTurn({ state: 'connected', server: state.server });
        return;
      case 'reconnecting':
        this.#noteTurn({ state: 'reconnecting', server: state.lastServer });
        return;
      case 'expired':
      case 'authFailed':
        this.#noteTurn({ state: state.kind });
        return;
      case 'connecting':
      case 'closed':
    }
  }

  /**
   * @returns since when nothing is reported, by the steady clock: earlier than the loss was noticed when the process
   * stood still, or the server was silent before it was given up.
   */
  #lostSince(state: SessionState, before: SessionState): number {
    const now = this.#options.steadyClock();
    const timeoutMs = 'negotiatedTimeoutMs' in before ? before.negotiatedTimeoutMs : 0;
    const stoodStillAt = this.#standstill.beganAt(timeoutMs) ?? now;
    const isSilence = state.kind === 'reconnecting' && state.lastFailure?.code === 'SERVER_SILENT';
    // A server that has said nothing for two thirds of the timeout is given up.
    const heardAt = isSilence ? now - (timeoutMs * 2) / 3 : now;
    return Math.min(stoodStillAt, heardAt);
  }

  /** A session that continues has the same set of data, but a new one may have another. */
  async #identify(): Promise<void> {
    const { dataSets, onChange } = this.#options;
    try {
      const found = await identifyDataSet(this.#session, dataSets, this.profile.id);
      // While this connection lasts it stays said that the data is not what it was the last time.
      this.#dataSet = { ...found, isOther: found.isOther || this.#dataSet?.isOther === true };
      onChange('connection');
    } catch (error) {
      expectFailure(error);
    }
  }

  #noteTurn(turn: Omit<SessionEntry, 'sessionId'>): void {
    const sessionId = this.#sessionId;
    this.view.noteSession({ ...turn, ...(sessionId !== undefined && { sessionId }) });
  }

  #endGap(reason: 'reconnected' | 'sessionExpired'): void {
    if (this.#lostAt !== null) this.view.noteGap(this.#lostAt, reason);
    this.#lostAt = null;
  }

  #show(state: SessionState): void {
    this.#state = state;
    this.#options.onChange('connection');
  }

  /** @throws what is no failure but a bug: then there is no session any more, and nobody tries to get one. */
  async #replaceExpired(): Promise<void> {
    try {
      await this.#renew();
    } catch (error) {
      this.#show({ kind: 'closed' });
      throw error;
    }
  }

  /** Gets a new session in place of the expired one. */
  async #renew(): Promise<void> {
    const { clock, onChange } = this.#options;
    this.#listeners.dispose();
    this.#expiry = { at: clock(), ephemeralsLost: this.#ephemerals.size };
    this.#ephemerals.clear();
    onChange('connection');
    await this.#session.close();
    const taking = this.#takeNewSession();
    this.#renewed = taking.then(
      () => undefined,
      () => undefined,
    );
    const isTaken = await taking;
    if (this.#ending.signal.aborted) return;
    if (!isTaken) {
      this.#noteRefusal();
      return;
    }
    this.#listen();
    this.#show(this.#session.state);
    this.#note(this.#session.state);
    this.#endGap('sessionExpired');
    this.#identified = this.#identify();
    await this.view.restart();
  }

  /** @returns whether there is one now. */
  async #takeNewSession(): Promise<boolean> {
    const { profile, dialer } = this.#options;
    const { signal } = this.#ending;
    const show = (state: SessionState) => this.#show(state);
    const session = await renewSession({ profile, dialer, signal, show });
    if (session) this.#session = session;
    return session !== null;
  }

  /** A session that was refused never had an id. */
  #noteRefusal(): void {
    if (this.#state.kind !== 'authFailed') return;
    this.#sessionId = undefined;
    this.#note(this.#state);
  }
}
