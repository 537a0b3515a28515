import type {
  ConnectionSettings,
  ConnectionSnapshot,
  SessionState,
} from '../../../shared/model/connection.ts';
import { chrootOf } from '../../../shared/connect-string.ts';
import { connectionKey } from '../../storage/connection-key.ts';
import type { Storage } from '../../storage/storage.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { SessionFactory } from '../../zookeeper/port.ts';
import { watchBudget, type LiveViewOptions } from '../live/live-view.ts';
import { WatchKeeping } from '../watches/watch-keeping.ts';
import { LearntLimit } from '../write/request-limit.ts';
import { Connection, type ConnectionOptions } from './connection.ts';

export interface ConnectionSlotOptions {
  readonly sessions: SessionFactory;
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
  readonly settings: ConnectionSettings;
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
    const { settings, state } = this.#opening;
    return {
      settings,
      state,
      watchCount: 0,
      userWatchCount: 0,
      areWatchesOff: false,
      watchBudget,
      requestLimit: new LearntLimit(chrootOf(settings.connectString)).snapshot,
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
  async open(settings: ConnectionSettings, signal: AbortSignal): Promise<void> {
    const closed = this.close();
    const { storage, onReplace, ...shared } = this.#options;
    const { sessions, onChange } = shared;
    const abort = new AbortController();
    const opening: Opening = { settings, abort, state: { kind: 'connecting', attempt: 1 } };
    const forward = () => abort.abort();
    signal.addEventListener('abort', forward);
    if (signal.aborted) forward();
    this.#opening = opening;
    onChange('connection');
    try {
      await closed;
      const session = await sessions.connect(settings, {
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
      const keeping = new WatchKeeping(storage, connectionKey(settings.connectString));
      this.#current = new Connection({ ...shared, settings, keeping }, session);
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
      await ended;
      this.#options.onClosed(closing);
    }
    await this.#ended;
  }
}
