import type { AclEntry } from '../../shared/model/acl.ts';
import type { ConnectionSettings, SessionState } from '../../shared/model/connection.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { CreateMode } from '../../shared/model/node.ts';
import type { Stat } from '../../shared/model/stat.ts';
import type { Disposable } from '../lifecycle.ts';
import type { PackedNames } from './packed-names.ts';

/**
 * The port through which everything else uses ZooKeeper: no caller knows which client library is behind it.
 *
 * Paths are inside the chroot. Every method returns a promise that settles: a value, or a rejection with a
 * `ZooKeeperError` (see `errors.ts`). Nothing is queued while there is no connection: a call then fails at once with
 * NOT_CONNECTED, because a write that ran after a reconnect would overwrite what happened in between.
 */
export interface ZooKeeperSession {
  readonly state: SessionState;
  /** The server's newest transaction as of the latest reply; 0n before the first. */
  readonly lastZxid: bigint;
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
   * @returns null when the reply was longer than `maxReplyBytes`.
   * @throws ZooKeeperError UNIMPLEMENTED from a server before 3.6, which also closes the connection (the session goes
   * on): not to be called there.
   */
  multiRead(
    operations: readonly ReadOperation[],
    options?: MultiReadOptions,
  ): Promise<ReadResult[] | null>;
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
  getAcl(path: string, options?: CallOptions): Promise<{ acl: AclEntry[]; stat: Stat }>;
  setAcl(
    path: string,
    acl: readonly AclEntry[],
    aversion: number,
    options?: CallOptions,
  ): Promise<Stat>;
  /** Brings this client's server up to date with the leader. */
  sync(path: string, options?: CallOptions): Promise<void>;
  /** Runs all operations or none; on failure rejects with the error of the first operation that failed. */
  multi(operations: readonly MultiOperation[], options?: CallOptions): Promise<MultiResult[]>;

  /**
   * Sets a persistent watch (addWatch, ZooKeeper 3.6 or newer). `recursive` also covers everything below, but then
   * the server sends no `childrenChanged`. A second call for the same path replaces the mode of the first.
   * Watches are set again after a reconnect to the same session, before any event of theirs is delivered.
   * A call that is ended by its signal or deadline may have set the watch on the present connection all the same.
   */
  addWatch(path: string, mode: WatchMode, options?: CallOptions): Promise<void>;
  removeWatch(path: string, mode: WatchMode, options?: CallOptions): Promise<void>;

  /** Ends the session from any state; resolves when the server has confirmed or after two seconds. Idempotent. */
  close(): Promise<void>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds after which the call rejects with OPERATION_TIMEOUT. */
  readonly deadlineMs?: number;
}

export interface MultiReadOptions extends CallOptions {
  readonly maxReplyBytes?: number;
}

export interface CreateRequest {
  readonly path: string;
  readonly data: Uint8Array | null;
  readonly mode: CreateMode;
  /** For mode `ttl` only: 1 … 2^40 - 1 milliseconds. */
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
   */
  connect(
    settings: ConnectionSettings,
    options?: {
      readonly signal?: AbortSignal;
      /** Told of each attempt and of why it failed, as `connecting` states. */
      readonly onProgress?: (state: SessionState) => void;
    },
  ): Promise<ZooKeeperSession>;
}
