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
  /** A connection is being closed: nothing is asked of it any more. */
  readonly onClosing: (connection: Connection) => void;
  /** A connection was closed: what it saw does not change any more. */
  readonly onClosed: (connection: Connection) => void;
  /** There is something to show now, or no longer. */
  readonly onOpenChange: () => void;
}

interface Opening {
  readonly profile: ConnectionProfile;
  readonly abort: AbortController;
  state: SessionState;
}

/** The one connection of a page, for its whole life: none yet, one being opened, or an open one. */
export class ConnectionSlot {
  readonly #options: ConnectionSlotOptions;
  #current: Connection | null = null;
  #opening: Opening | null = null;
  /** The tries that are under way, also those that were given up: a session may still be granted to each. */
  readonly #tries = new Set<Promise<void>>();
  #ended: Promise<void> | null = null;

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
   * Opens the connection; a try that is under way is given up for this one.
   * @throws ZooKeeperError as `SessionFactory.connect`, and CANCELLED after `dispose`; nothing is open then.
   */
  async open(asked: ConnectionProfile, signal: AbortSignal): Promise<void> {
    if (this.#ended) throw givenUp();
    if (this.#current) throw new Error('a page has one connection for its whole life');
    this.#opening?.abort.abort();
    const opened = this.#open(asked, signal);
    // Who opens it learns why that fails; who closes waits for the end alone.
    const settled = opened.catch(() => undefined).finally(() => this.#tries.delete(settled));
    this.#tries.add(settled);
    await opened;
  }

  async #open(asked: ConnectionProfile, signal: AbortSignal): Promise<void> {
    const { storage, isReadOnly, onOpenChange, ...shared } = this.#options;
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
        throw givenUp();
      }
      const keeping = new WatchKeeping(storage, profile.id);
      this.#current = new Connection(
        { ...shared, profile, keeping, dataSets: storage.dataSets },
        session,
      );
    } finally {
      signal.removeEventListener('abort', forward);
      if (this.#opening === opening) this.#opening = null;
      onOpenChange();
    }
  }

  /**
   * Ends what is open or being opened, and nothing is opened any more: the page has ended. Resolves when all is
   * written. Idempotent.
   */
  async dispose(): Promise<void> {
    if (this.#ended) return this.#ended;
    const ended = this.#end();
    // Who ends it learns why that fails; who asks again waits for the end alone.
    this.#ended = ended.catch(() => undefined);
    await ended;
  }

  async #end(): Promise<void> {
    this.#opening?.abort.abort();
    this.#opening = null;
    const closing = this.#current;
    this.#current = null;
    if (closing) await this.#close(closing);
    await Promise.all(this.#tries);
  }

  async #close(closing: Connection): Promise<void> {
    this.#options.onClosing(closing);
    this.#options.onOpenChange();
    try {
      await closing.close();
    } finally {
      this.#options.onClosed(closing);
    }
  }
}

function givenUp(): ZooKeeperError {
  return new ZooKeeperError({ code: 'CANCELLED', operation: 'connect', retryable: true });
}
