import type {
  ConnectionProfile,
  ConnectionSnapshot,
  SessionState,
} from '../../../shared/model/connection.ts';
import type { Storage } from '../../storage/storage.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import { watchBudget, type LiveViewOptions } from '../live/live-view.ts';
import { WatchKeeping } from '../watches/watch-keeping.ts';
import { LearntLimit } from '../write/request-limit.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import type { Dialer } from './dialer.ts';

export interface ConnectionSlotOptions {
  readonly dialer: Pick<Dialer, 'connect'>;
  /** Every connection is read-only, whatever its profile says. */
  readonly isReadOnly: boolean;
  readonly storage: Storage;
  readonly clock: () => number;
  readonly steadyClock: () => number;
  readonly onChange: LiveViewOptions['onChange'];
  readonly onRecorded: ConnectionOptions['onRecorded'];
  /** A connection was closed: what it saw does not change any more. */
  readonly onClosed: (connection: Connection) => void;
  /** Everything that is shown is another one now, or nothing. */
  readonly onReplace: () => void;
}

interface Opening {
  readonly profile: ConnectionProfile;
  readonly abort: AbortController;
  state: SessionState;
}

/** The one connection of a window: none, one being opened, or an open one. */
export class ConnectionSlot {
  readonly #options: ConnectionSlotOptions;
  #current: Connection | null = null;
  #opening: Opening | null = null;
  /** Settles when what was open before has ended: one connection begins where the other has written all. */
  #ended: Promise<unknown> = Promise.resolve();

  constructor(options: ConnectionSlotOptions) {
    this.#options = options;
  }

  get current(): Connection | null {
    return this.#current;
  }

  get snapshot(): ConnectionSnapshot | null {
    if (this.#current) return this.#current.snapshot;
    if (!this.#opening) return null;
    const { profile, state } = this.#opening;
    return {
      profile,
      state,
      watchCount: 0,
      userWatchCount: 0,
      areWatchesOff: false,
      watchBudget,
      requestLimit: new LearntLimit(profile.target.chroot).snapshot,
    };
  }

  /** @throws ZooKeeperError NOT_CONNECTED when nothing is open. */
  require(operation: string, path?: string): Connection {
    if (this.#current) return this.#current;
    throw new ZooKeeperError({
      code: 'NOT_CONNECTED',
      operation,
      ...(path !== undefined && { path }),
      retryable: true,
    });
  }

  /**
   * Opens a connection in place of the present one, which ends first.
   * @throws ZooKeeperError as `SessionFactory.connect`; nothing is open then.
   */
  async open(asked: ConnectionProfile, signal: AbortSignal): Promise<void> {
    const closed = this.close();
    const { storage, isReadOnly, onReplace, ...shared } = this.#options;
    const { dialer, onChange } = shared;
    const profile = { ...asked, readOnly: asked.readOnly || isReadOnly };
    const abort = new AbortController();
    const opening: Opening = { profile, abort, state: { kind: 'connecting', attempt: 1 } };
    const forward = () => abort.abort();
    signal.addEventListener('abort', forward);
    if (signal.aborted) forward();
    this.#opening = opening;
    onChange('connection');
    try {
      await closed;
      const session = await dialer.connect(profile, {
        signal: abort.signal,
        onProgress: (state) => {
          if (state.kind !== 'connecting') return;
          opening.state = state;
          onChange('connection');
        },
      });
      // Given up, or replaced, in the very moment in which it was granted.
      if (abort.signal.aborted) {
        await session.close();
        throw new ZooKeeperError({ code: 'CANCELLED', operation: 'connect', retryable: true });
      }
      const keeping = new WatchKeeping(storage, profile.id);
      this.#current = new Connection(
        { ...shared, profile, keeping, dataSets: storage.dataSets },
        session,
      );
    } finally {
      signal.removeEventListener('abort', forward);
      if (this.#opening === opening) this.#opening = null;
      onReplace();
    }
  }

  /** Ends what is open or being opened. */
  async close(): Promise<void> {
    this.#opening?.abort.abort();
    this.#opening = null;
    const closing = this.#current;
    this.#current = null;
    if (closing) {
      this.#options.onReplace();
      const ended = closing.close();
      this.#ended = Promise.allSettled([this.#ended, ended]);
      try {
        await ended;
      } finally {
        this.#options.onClosed(closing);
      }
    }
    await this.#ended;
  }
}
