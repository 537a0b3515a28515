import { openAcl } from '../../../shared/model/acl.ts';
import type { SessionState } from '../../../shared/model/connection.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { nameOf, parentOf } from '../../../shared/znode-path.ts';
import { Emitter, type Disposable } from '../../../electron/lifecycle.ts';
import { Capabilities } from '../../../electron/zookeeper/capabilities.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { PackedNames } from '../../../electron/zookeeper/packed-names.ts';
import type {
  MultiOperation,
  ReadOperation,
  ReadResult,
  WatchEvent,
  WatchMode,
  ZooKeeperSession,
} from '../../../electron/zookeeper/port.ts';

interface FakeNode {
  data: Uint8Array | null;
  stat: Stat;
}

/**
 * The port over a tree in memory, for orders of replies and events that a real server cannot be made to produce.
 * A request takes effect when it is made; its reply is given out by `answer`, one after the other.
 */
export class FakeSession implements ZooKeeperSession {
  readonly lastZxid = 0n;
  capabilities = new Capabilities('3.7');
  state: SessionState = {
    kind: 'connected',
    server: 'fake:1',
    sessionId: 1n,
    negotiatedTimeoutMs: 1,
  };
  readonly log: string[] = [];
  readonly watches = new Map<string, WatchMode>();
  readonly #nodes = new Map<string, FakeNode>();
  readonly #replies: (() => void)[] = [];
  readonly #events = new Emitter<WatchEvent>();
  #zxid = 0n;
  /** Reads take effect when they are answered, as on a server that events have kept busy, not when they are made. */
  readsWhenAnswered = false;
  /** Answers every request at once, as long as it is set. */
  answersAtOnce = true;
  failAddWatch: ZooKeeperError | null = null;

  constructor() {
    this.put('/', '');
  }

  /** Creates or changes a node, without an event to anyone. */
  put(path: string, text: string, ephemeralOwner = 0n): void {
    const zxid = ++this.#zxid;
    const known = this.#nodes.get(path);
    const data = new TextEncoder().encode(text);
    const stat: Stat = known
      ? { ...known.stat, mzxid: zxid, version: known.stat.version + 1, dataLength: data.length }
      : {
          czxid: zxid,
          mzxid: zxid,
          pzxid: zxid,
          ctime: 0,
          mtime: 0,
          version: 0,
          cversion: 0,
          aversion: 0,
          ephemeralOwner,
          dataLength: data.length,
          numChildren: 0,
        };
    this.#nodes.set(path, { data, stat });
    if (!known) this.#touchParent(path, 1);
  }

  /** Changes the ACL as far as a stat shows it. */
  changeAcl(path: string): void {
    this.#zxid++;
    const node = this.#nodes.get(path);
    if (node) node.stat = { ...node.stat, aversion: node.stat.aversion + 1 };
  }

  drop(path: string): void {
    this.#zxid++;
    this.#nodes.delete(path);
    this.#touchParent(path, -1);
  }

  /** What the server has now, without asking it. */
  statOf(path: string): Stat | null {
    return this.#nodes.get(path)?.stat ?? null;
  }

  emit(kind: WatchEvent['kind'], path: string): void {
    this.#events.emit({ kind, path });
  }

  get waitingCount(): number {
    return this.#replies.length;
  }

  /** Gives out the oldest reply that waits, and lets what awaits it go on. */
  async answer(): Promise<void> {
    this.#replies.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async answerAll(): Promise<void> {
    do await this.answer();
    while (this.#replies.length > 0);
  }

  onStateChange(_listener: (state: SessionState) => void): Disposable {
    return { dispose: () => undefined };
  }

  onWatchEvent(listener: (event: WatchEvent) => void) {
    return this.#events.on(listener);
  }

  getChildren(path: string) {
    const children = this.#childrenOf(path);
    return this.#reply('getChildren', path, ({ stat }) => ({ children, stat }));
  }

  listChildren(path: string) {
    const names = PackedNames.from(this.#childrenOf(path));
    return this.#reply('getChildren', path, ({ stat }) => ({ names, stat }));
  }

  multiRead(operations: readonly ReadOperation[]) {
    const results = operations.map(({ kind, path }): ReadResult => {
      const node = this.#nodes.get(path);
      if (!node) {
        const failure = { code: 'NO_NODE', operation: kind, path, retryable: false } as const;
        return { kind: 'failure', failure };
      }
      return kind === 'getData'
        ? { kind: 'data', ...node }
        : { kind: 'children', names: PackedNames.from(this.#childrenOf(path)) };
    });
    const paths = operations.map(({ path }) => path);
    return this.#later('multiRead', paths.join(), () => results);
  }

  getData(path: string) {
    return this.#reply('getData', path, ({ data, stat }) => ({ data, stat }));
  }

  exists(path: string) {
    return this.#later(
      'exists',
      path,
      this.#look(() => this.#nodes.get(path)?.stat ?? null),
    );
  }

  existsMany(paths: readonly string[]) {
    const read = () => paths.map((path) => this.#nodes.get(path)?.stat ?? null);
    return this.#later('existsMany', paths.join(), this.#look(read));
  }

  getAcl(path: string) {
    return this.#reply('getAcl', path, ({ stat }) => ({
      acl: [...openAcl],
      entryCount: openAcl.length,
      stat,
    }));
  }

  addWatch(path: string, mode: WatchMode) {
    this.log.push(`addWatch ${path} ${mode}`);
    if (this.failAddWatch) return Promise.reject(this.failAddWatch);
    this.watches.set(path, mode);
    return Promise.resolve();
  }

  removeWatch(path: string) {
    this.log.push(`removeWatch ${path}`);
    this.watches.delete(path);
    return Promise.resolve();
  }

  create(): never {
    throw new Error('not in the fake');
  }

  setData = this.create;
  setAcl = this.create;
  sync = this.create;
  checkWatch = this.create;
  getEphemerals = this.create;
  getAllChildrenNumber = this.create;
  whoAmI = this.create;
  getConfig = this.create;
  reconfig = this.create;
  addAuth = this.create;

  async delete(path: string, version: number) {
    await this.multi([{ kind: 'delete', path, version }]);
  }

  /** Takes checks and deletes only. */
  multi(operations: readonly MultiOperation[]) {
    const failure = this.#refusalOf(operations);
    if (!failure) for (const { kind, path } of operations) if (kind === 'delete') this.drop(path);
    const results = operations.map(() => ({ kind: 'delete' }) as const);
    return this.#later('multi', operations.map(({ path }) => path).join(), () => {
      if (failure) throw failure;
      return results;
    });
  }

  close() {
    return Promise.resolve();
  }

  #childrenOf(path: string): string[] {
    const prefix = path === '/' ? '/' : `${path}/`;
    return [...this.#nodes.keys()]
      .filter((each) => each !== '/' && parentOf(each) === path && each.startsWith(prefix))
      .map(nameOf);
  }

  #refusalOf(operations: readonly MultiOperation[]): ZooKeeperError | null {
    const gone = new Set<string>();
    for (const operation of operations) {
      if (operation.kind !== 'check' && operation.kind !== 'delete') return this.create();
      const { kind, path, version } = operation;
      const refuse = (code: FailureCode) =>
        new ZooKeeperError({ code, operation: kind, path, retryable: false });
      const node = this.#nodes.get(path);
      if (!node) return refuse('NO_NODE');
      if (version !== -1 && version !== node.stat.version) return refuse('BAD_VERSION');
      if (kind === 'check') continue;
      gone.add(path);
      const isParentOf = (each: string) => parentOf(each) === path && !gone.has(each);
      if ([...this.#nodes.keys()].some(isParentOf)) return refuse('NOT_EMPTY');
    }
    return null;
  }

  #reply<T>(operation: string, path: string, read: (node: FakeNode) => T): Promise<T> {
    const look = this.#look(() => {
      const node = this.#nodes.get(path);
      return node && read(node);
    });
    return this.#later(operation, path, () => {
      const value = look();
      if (value) return value;
      throw new ZooKeeperError({ code: 'NO_NODE', operation, path, retryable: false });
    });
  }

  #look<T>(read: () => T): () => T {
    if (this.readsWhenAnswered) return read;
    const value = read();
    return () => value;
  }

  #later<T>(operation: string, path: string, read: () => T): Promise<T> {
    this.log.push(`${operation} ${path}`);
    return new Promise((resolve, reject) => {
      const give = () => {
        try {
          resolve(read());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      if (this.answersAtOnce) give();
      else this.#replies.push(give);
    });
  }

  #touchParent(path: string, childDelta: number): void {
    const parent = this.#nodes.get(parentOf(path) ?? '');
    if (!parent) return;
    const { stat } = parent;
    parent.stat = {
      ...stat,
      cversion: stat.cversion + 1,
      pzxid: this.#zxid,
      numChildren: stat.numChildren + childDelta,
    };
  }
}
