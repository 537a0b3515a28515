import { createClient, type Client } from 'node-zookeeper-client';
import type { ConnectTarget } from '../../shared/connect-string.ts';
import type { AclEntry } from '../../shared/model/acl.ts';
import type { SessionState } from '../../shared/model/connection.ts';
import type { Stat } from '../../shared/model/stat.ts';
import { Emitter, type Disposable } from '../lifecycle.ts';
import type { Capabilities } from './capabilities.ts';
import { checkCreate, checkMulti, checkPath, checkReconfig, checkVersioned } from './checks.ts';
import { TreekeeperConnectionManager } from './driver/connection.ts';
import type { ConnectionTimes } from './driver/connecting/connection-plan.ts';
import * as ensemble from './driver/operations/ensemble-operations.ts';
import { multi } from './driver/operations/multi.ts';
import { multiRead } from './driver/operations/multi-read.ts';
import type { Operation } from './driver/operations/operation.ts';
import { PendingRequest } from './driver/pending-request.ts';
import type { PreparedSecurity } from './driver/security/prepared-security.ts';
import * as reads from './driver/operations/read-operations.ts';
import * as own from './driver/operations/session-operations.ts';
import * as watches from './driver/operations/watch-operations.ts';
import * as writes from './driver/operations/write-operations.ts';
import { isFailure } from './errors.ts';
import type { PackedNames } from './packed-names.ts';
import { pipeline } from './pipeline.ts';
import type {
  AclOptions,
  CallOptions,
  CreateRequest,
  EnsembleChange,
  EnsembleConfig,
  Identity,
  MultiOperation,
  MultiReadOptions,
  MultiResult,
  ReadOperation,
  ReadResult,
  WatchEvent,
  WatchMode,
  ZooKeeperSession,
} from './port.ts';
import { describeState } from './session-state.ts';

/**
 * A session over node-zookeeper-client with our own connection manager in it.
 *
 * Methods hand out the very promise that the answer settles, without another turn in between: so what awaits a reply
 * goes on in the order in which the server sent replies and events.
 */
export class Session implements ZooKeeperSession {
  readonly #client: Client;
  readonly #connection: TreekeeperConnectionManager;
  readonly #stateChanges = new Emitter<SessionState>();
  readonly #watchEvents = new Emitter<WatchEvent>();
  #state: SessionState = { kind: 'connecting', attempt: 0 };

  constructor(target: ConnectTarget, settings: ConnectionTimes, security: PreparedSecurity) {
    const client = createClient(target.servers.map(() => 'server').join(','));
    this.#connection = new TreekeeperConnectionManager(target, settings, security, (state) => {
      client.onConnectionManagerState(state);
      this.#refreshState();
    });
    client.connectionManager = this.#connection;
    this.#client = client;
    this.#connection.on('progress', () => {
      this.#refreshState();
    });
    this.#connection.on('watch', (event: WatchEvent) => {
      this.#watchEvents.emit(event);
    });
  }

  /**
   * Connects for the first time; to be called once.
   * @throws ZooKeeperError with `attempts` when no server grants a session; nothing is left open then.
   */
  open(): Promise<void> {
    this.#client.connect();
    return this.#connection.opened;
  }

  get state(): SessionState {
    return this.#state;
  }

  get lastZxid(): bigint {
    return this.#connection.zxid.readBigInt64BE();
  }

  get capabilities(): Capabilities {
    return this.#connection.features.capabilities;
  }

  onStateChange(listener: (state: SessionState) => void): Disposable {
    return this.#stateChanges.on(listener);
  }

  onWatchEvent(listener: (event: WatchEvent) => void): Disposable {
    return this.#watchEvents.on(listener);
  }

  getChildren(path: string, options?: CallOptions): Promise<{ children: string[]; stat: Stat }> {
    return this.#call(reads.getChildren(path), options, checkPath(path));
  }

  listChildren(path: string, options?: CallOptions): Promise<{ names: PackedNames; stat: Stat }> {
    return this.#call(reads.listChildren(path), options, checkPath(path));
  }

  multiRead(
    operations: readonly ReadOperation[],
    options?: MultiReadOptions,
  ): Promise<ReadResult[] | null> {
    const problem = operations.map(({ path }) => checkPath(path)).find((found) => found !== null);
    return this.#call(multiRead(operations, options?.maxReplyBytes), options, problem ?? null);
  }

  getData(path: string, options?: CallOptions): Promise<{ data: Uint8Array | null; stat: Stat }> {
    return this.#call(reads.getData(path), options, checkPath(path));
  }

  exists(path: string, options?: CallOptions): Promise<Stat | null> {
    return this.#call(reads.exists(path), options, checkPath(path));
  }

  existsMany(paths: readonly string[], options?: CallOptions): Promise<(Stat | null)[]> {
    return pipeline('exists', paths, (path) => this.exists(path), options);
  }

  create(
    request: CreateRequest,
    options?: CallOptions,
  ): Promise<{ path: string; stat: Stat | null }> {
    const operation = writes.create(request, this.capabilities);
    return this.#call(operation, options, checkCreate(request));
  }

  setData(
    path: string,
    data: Uint8Array | null,
    version: number,
    options?: CallOptions,
  ): Promise<Stat> {
    const operation = writes.setData(path, data, version);
    return this.#call(operation, options, checkVersioned(path, version));
  }

  delete(path: string, version: number, options?: CallOptions): Promise<void> {
    const operation = writes.deleteNode(path, version);
    return this.#call(operation, options, checkVersioned(path, version));
  }

  getAcl(path: string, options?: AclOptions) {
    return this.#call(reads.getAcl(path, options?.longest), options, checkPath(path));
  }

  setAcl(
    path: string,
    acl: readonly AclEntry[],
    aversion: number,
    options?: CallOptions,
  ): Promise<Stat> {
    const operation = writes.setAcl(path, acl, aversion);
    return this.#call(operation, options, checkVersioned(path, aversion));
  }

  sync(path: string, options?: CallOptions): Promise<void> {
    return this.#call(reads.sync(path), options, checkPath(path));
  }

  multi(operations: readonly MultiOperation[], options?: CallOptions): Promise<MultiResult[]> {
    return this.#call(multi(operations), options, checkMulti(operations));
  }

  addWatch(path: string, mode: WatchMode, options?: CallOptions): Promise<void> {
    const { watches: registry } = this.#connection;
    const { oneShots } = this.#connection.features;
    const problem = checkPath(path);
    // Noted while the answer is read, before any event that follows it.
    const read = () => {
      registry.set(path, mode);
    };
    if (!oneShots) return this.#call({ ...watches.addWatch(path, mode), read }, options, problem);
    const added = this.#call(oneShots.add(path, read), options, problem);
    if (problem === null) oneShots.addChildren([path]);
    return added;
  }

  async removeWatch(path: string, mode: WatchMode, options?: CallOptions): Promise<void> {
    const { watches: registry } = this.#connection;
    const held = registry.get(path);
    // The server removes whatever there is on the path, so a watch of the other mode must not be asked for.
    if (held !== undefined && held !== mode) return;
    const forget = () => {
      registry.delete(path);
      this.#connection.features.oneShots?.drop(path);
    };
    forget();
    if (!this.capabilities.supports('removeWatches')) return;
    try {
      await this.#call(watches.removeWatch(path, forget), options, checkPath(path));
    } catch (error) {
      // The server's watches went with the connection, and this one will not be set again.
      if (isFailure(error, 'CONNECTION_LOST') || isFailure(error, 'NOT_CONNECTED')) return;
      if (held !== undefined && registry.get(path) === undefined) registry.set(path, held);
      throw error;
    }
  }

  checkWatch(path: string, options?: CallOptions): Promise<boolean> {
    return this.#call(watches.checkWatch(path), options, checkPath(path));
  }

  getEphemerals(prefix: string, options?: CallOptions): Promise<string[]> {
    return this.#call(own.getEphemerals(prefix), options, checkPath(prefix));
  }

  getAllChildrenNumber(path: string, options?: CallOptions): Promise<number> {
    return this.#call(own.getAllChildrenNumber(path), options, checkPath(path));
  }

  whoAmI(options?: CallOptions): Promise<Identity[]> {
    return this.#call(own.whoAmI, options);
  }

  getConfig(options?: CallOptions): Promise<EnsembleConfig> {
    return this.#call(ensemble.getConfig, options);
  }

  reconfig(change: EnsembleChange, options?: CallOptions): Promise<EnsembleConfig> {
    return this.#call(ensemble.reconfig(change), options, checkReconfig(change));
  }

  addAuth(scheme: string, credential: Uint8Array): Promise<void> {
    return this.#connection.authenticate(scheme, Buffer.from(credential));
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.#connection.closed;
  }

  #call<Result>(
    operation: Operation<Result>,
    options: CallOptions | undefined,
    problem: string | null = null,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const request = new PendingRequest(operation, { resolve, reject });
      if (problem !== null) {
        request.fail({ code: 'INVALID_INPUT', retryable: false, detail: problem });
        return;
      }
      if (options) request.limit(options);
      this.#connection.submit(request);
    });
  }

  #refreshState(): void {
    const next = describeState(this.#connection, this.#state);
    if (next === this.#state) return;
    this.#state = next;
    this.#stateChanges.emit(next);
  }
}
