import type { AclEntry } from '../../shared/model/acl.ts';
import type { ConnectionSettings, SessionState } from '../../shared/model/connection.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { CreateMode } from '../../shared/model/node.ts';
import type { Stat } from '../../shared/model/stat.ts';
import type { Disposable } from '../lifecycle.ts';
import type { Capabilities } from './capabilities.ts';
import type { PackedNames } from './packed-names.ts';
import type { ConnectionSecurity } from './security.ts';

/**
 * The port through which everything else uses ZooKeeper: no caller knows which client library is behind it.
 *
 * Paths are inside the chroot. Every method returns a promise that settles: a value, or a rejection with a
 * `ZooKeeperError` (see `errors.ts`). Nothing is queued while there is no connection: a call then fails at once with
 * NOT_CONNECTED, because a write that ran after a reconnect would overwrite what happened in between. An operation
 * that the server does not have is not sent and fails with UNIMPLEMENTED; see `capabilities`.
 */
export interface ZooKeeperSession {
  readonly state: SessionState;
  /** The server's newest transaction as of the latest reply; 0n before the first. */
  readonly lastZxid: bigint;
  /** What the server in use, or the last one, can do. A reconnect to another server may change it. */
  readonly capabilities: Capabilities;
  /** Calls the listener on every transition, never for the present state. */
  onStateChange(listener: (state: SessionState) => void): Disposable;
  /** Events of the watches added with `addWatch`, in the order in which the server sent them. */
  onWatchEvent(listener: (event: WatchEvent) => void): Disposable;

  getChildren(path: string, options?: CallOptions): Promise<{ children: string[]; stat: Stat }>;
  /** As `getChildren`, without making a string of each name: for levels of any size. */
  listChildren(path: string, options?: CallOptions): Promise<{ names: PackedNames; stat: Stat }>;
  /** `data` is null for a node without data, which is not the same as empty data. */
  getData(path: string, options?: CallOptions): Promise<{ data: Uint8Array | null; stat: Stat }>;
  /** @returns null when the node does not exist. */
  exists(path: string, options?: CallOptions): Promise<Stat | null>;
  /** Several `exists` in as few round trips as the server allows; a node that is not there gives null. */
  existsMany(paths: readonly string[], options?: CallOptions): Promise<(Stat | null)[]>;
  /**
   * Several reads in one round trip, each with a result of its own, in the order of the operations.
   *
   * Replies have no limit of their own: 100 nodes of 1 MB are one reply of 100 MB, which the server builds in memory
   * for each call in flight. The caller bounds what it asks for; `maxReplyBytes` only keeps a reply that got longer all
   * the same out of this process.
   * @returns null when the reply was longer than `maxReplyBytes`. ZooKeeper 3.6 or newer.
   */
  multiRead(
    operations: readonly ReadOperation[],
    options?: MultiReadOptions,
  ): Promise<ReadResult[] | null>;
  /** `stat` is null where the server does not report it, which is before 3.5. */
  create(
    request: CreateRequest,
    options?: CallOptions,
  ): Promise<{ path: string; stat: Stat | null }>;
  /** Sets the data if the node's version is `version`, which is sent as it is: 0 means 0. -1 means any. */
  setData(
    path: string,
    data: Uint8Array | null,
    version: number,
    options?: CallOptions,
  ): Promise<Stat>;
  delete(path: string, version: number, options?: CallOptions): Promise<void>;
  /** `entryCount` says how many entries there are, also where fewer were asked for. */
  getAcl(
    path: string,
    options?: AclOptions,
  ): Promise<{ acl: AclEntry[]; entryCount: number; stat: Stat }>;
  setAcl(
    path: string,
    acl: readonly AclEntry[],
    aversion: number,
    options?: CallOptions,
  ): Promise<Stat>;
  /** Brings this client's server up to date with the leader. */
  sync(path: string, options?: CallOptions): Promise<void>;
  /** Runs all operations or none; on failure rejects with a MultiError, which says what became of each operation. */
  multi(operations: readonly MultiOperation[], options?: CallOptions): Promise<MultiResult[]>;

  /**
   * Sets a watch that lasts. `recursive` also covers everything below, but then the server sends no
   * `childrenChanged`. A server without persistent watches (before 3.6) is given one-shot watches, set again after
   * each event: events that follow each other closely may then come as one, and `recursive` covers the node and the
   * list of its children only (`childrenChanged`). A second call for the same path replaces the mode of the first.
   * Watches are set again after a reconnect to the same session, before any event of theirs is delivered.
   * A call that is ended by its signal or deadline may have set the watch on the present connection all the same.
   */
  addWatch(path: string, mode: WatchMode, options?: CallOptions): Promise<void>;
  removeWatch(path: string, mode: WatchMode, options?: CallOptions): Promise<void>;
  /** @returns whether the server holds a watch of this session on the path. ZooKeeper 3.5 or newer. */
  checkWatch(path: string, options?: CallOptions): Promise<boolean>;

  /**
   * Ephemeral nodes of this session whose path begins with the prefix, as text: `/a` also finds `/ab`. 3.6 or newer.
   */
  getEphemerals(prefix: string, options?: CallOptions): Promise<string[]>;
  /** @returns how many nodes there are below one, at every depth. ZooKeeper 3.6 or newer. */
  getAllChildrenNumber(path: string, options?: CallOptions): Promise<number>;
  /** @returns the identities of this session, its address among them. ZooKeeper 3.7 or newer. */
  whoAmI(options?: CallOptions): Promise<Identity[]>;
  /** The members of the ensemble, which are the same inside every chroot. ZooKeeper 3.5 or newer. */
  getConfig(options?: CallOptions): Promise<EnsembleConfig>;
  /** Changes the members of the ensemble. @returns the new configuration. ZooKeeper 3.5 or newer. */
  reconfig(change: EnsembleChange, options?: CallOptions): Promise<EnsembleConfig>;
  /**
   * Adds an identity, for example scheme `digest` with `user:password`, now and after every reconnect.
   * @throws ZooKeeperError AUTH_FAILED when it is refused; the session is then over (`authFailed`).
   */
  addAuth(scheme: string, credential: Uint8Array): Promise<void>;

  /** Ends the session from any state; resolves when the server has confirmed or after two seconds. Idempotent. */
  close(): Promise<void>;
}

/** The methods that change what the ensemble holds. */
type WriteName = 'create' | 'setData' | 'delete' | 'setAcl' | 'multi' | 'reconfig';

/**
 * A session that can only be read from and watched with: what everybody is given but the `Writer` of
 * `workspace/write/`, so that code which writes in any other way does not compile.
 */
export type ReadSession = Omit<ZooKeeperSession, WriteName>;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds after which the call rejects with OPERATION_TIMEOUT. */
  readonly deadlineMs?: number;
}

export interface AclOptions extends CallOptions {
  /** How many entries are wanted; those after them are only counted. */
  readonly longest?: number;
}

export interface MultiReadOptions extends CallOptions {
  readonly maxReplyBytes?: number;
}

export interface CreateRequest {
  readonly path: string;
  readonly data: Uint8Array | null;
  readonly mode: CreateMode;
  /** For the modes `ttl` and `ttlSequential` only: 1 … 2^40 - 1 milliseconds. */
  readonly ttlMs?: number;
  /** World-readable and writable when absent, as zkCli does. */
  readonly acl?: readonly AclEntry[];
}

export type MultiOperation =
  | ({ readonly kind: 'create' } & CreateRequest)
  | {
      readonly kind: 'setData';
      readonly path: string;
      readonly data: Uint8Array | null;
      readonly version: number;
    }
  | { readonly kind: 'delete'; readonly path: string; readonly version: number }
  | { readonly kind: 'check'; readonly path: string; readonly version: number };

/** `stat` of a create is known for containers and nodes with a TTL only: servers do not report that of others. */
export type MultiResult =
  | { readonly kind: 'create'; readonly path: string; readonly stat: Stat | null }
  | { readonly kind: 'setData'; readonly stat: Stat }
  | { readonly kind: 'delete' }
  | { readonly kind: 'check' };

export interface ReadOperation {
  readonly kind: 'getChildren' | 'getData';
  readonly path: string;
}

export type ReadResult =
  /** Unlike `getChildren` alone, without the node's stat. */
  | { readonly kind: 'children'; readonly names: PackedNames }
  | { readonly kind: 'data'; readonly data: Uint8Array | null; readonly stat: Stat }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** What became of one operation of a transaction that was not done. */
export type MultiOutcome =
  /** It would have succeeded. */
  | { readonly kind: 'rolledBack' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** An operation before it had failed. */
  | { readonly kind: 'notTried' };

/** Who a session is to the server: an ACL entry of this scheme and id gives it permissions. */
export interface Identity {
  readonly scheme: string;
  readonly id: string;
}

export interface EnsembleConfig {
  /** One `server.N=…` a line, then `version=`; empty on a server that stands alone. */
  readonly text: string;
  /** As the text says it, null where it does not. */
  readonly version: bigint | null;
  /** Of the node that holds it. */
  readonly stat: Stat;
}

/** Either members that come and go (`joining`, `leaving`), or all of them anew (`members`). */
export interface EnsembleChange {
  /** For example `server.4=host:2888:3888:participant;2181`. */
  readonly joining?: readonly string[];
  /** Their ids. */
  readonly leaving?: readonly string[];
  readonly members?: readonly string[];
  /** Changes nothing when the configuration has another version by now; any version when absent. */
  readonly fromVersion?: bigint;
}

export type WatchMode = 'persistent' | 'recursive';

export interface WatchEvent {
  readonly kind: 'created' | 'deleted' | 'dataChanged' | 'childrenChanged';
  readonly path: string;
}

/** Opens sessions. The promise settles within `settings.connectionTimeoutMs`. */
export interface SessionFactory {
  /**
   * Tries the servers in random order, with back-off, until one grants a session.
   * @throws ZooKeeperError with `attempts` when none did; CANCELLED when `signal` was aborted. Nothing stays open then.
   *   Before anything is sent: what is wrong with a certificate or key (see `tls-context.ts`).
   */
  connect(
    settings: ConnectionSettings,
    options?: {
      /** Used for every connection of the session. Plain TCP and no identity when absent. */
      readonly security?: ConnectionSecurity;
      readonly signal?: AbortSignal;
      /** Called with each attempt and of why it failed, as `connecting` states. */
      readonly onProgress?: (state: SessionState) => void;
    },
  ): Promise<ZooKeeperSession>;
}
