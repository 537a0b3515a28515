import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import type { WatchEvent, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { createSessionFactory } from '../../../electron/zookeeper/session-factory.ts';
import type { ConnectTarget } from '../../../shared/connect-string.ts';
import { defaultConnectionSettings } from '../../../shared/model/connection.ts';
import { targetOf } from '../../../test/fixtures/target-of.ts';
import { WriteLedger } from '../../../test/fixtures/write-ledger.ts';
import { NodeModel, type Content } from './node-model.ts';

/** Few, so that operations meet on the same nodes. */
const nodesEach = 12;

interface Change {
  readonly path: string;
  readonly content: Content;
}

/**
 * One client that does random things below a node of its own and knows what may have become of them. Several calls are
 * under way at a time, but only one for each node, so that the model knows their order.
 */
export class SoakClient {
  readonly problems: string[] = [];
  readonly #target: ConnectTarget;
  /** The node below which it works. */
  readonly root: string;
  readonly #random: () => number;
  readonly #model = new NodeModel();
  readonly #busy = new Set<string>();
  #ledger: WriteLedger;
  #session: ZooKeeperSession | undefined;
  /** Events since the load began, as `kind path`; on one connection an event comes before the reply to its write. */
  #seen: WatchEvent[] = [];
  #values = 0;
  calls = 0;
  maybeDone = 0;
  /** Sessions that have expired. */
  expired = 0;

  constructor(connectString: string, root: string, random: () => number) {
    this.#target = targetOf(connectString);
    this.root = root;
    this.#random = random;
    this.#ledger = new WriteLedger(`${root}/ledger`);
  }

  /** Makes random calls, eight at a time, until `isOver`. */
  async work(isOver: () => boolean): Promise<void> {
    const worker = async () => {
      while (!isOver()) {
        const session = await this.#usable();
        if (session) await this.#step(session);
        // A step may end without having waited for anything, and must not keep the others from theirs.
        await (session ? nextTurn() : delay(20));
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  }

  /** Compares everything with the server, through a session that no fault reaches, and forgets it. */
  async verify(reader: ZooKeeperSession): Promise<void> {
    await reader.sync(this.root);
    for (const path of this.#model.paths)
      this.#note(this.#model.check(path, await read(reader, path)));
    this.problems.push(...(await this.#ledger.findProblems(reader)));
    await clear(reader, this.root);
    this.#model.clear();
    this.#ledger = new WriteLedger(this.#ledger.parent);
    this.#seen = [];
  }

  async close(): Promise<void> {
    await this.#session?.close();
  }

  /** @returns the session while it is connected; a new one in place of one that has expired. */
  async #usable(): Promise<ZooKeeperSession | undefined> {
    const kind = this.#session?.state.kind;
    if (kind === 'connected') return this.#session;
    if (kind === 'reconnecting' || this.#busy.has(this.root)) return undefined;
    if (kind === 'expired') this.expired++;
    this.#busy.add(this.root);
    try {
      const session = await createSessionFactory().connect({
        ...defaultConnectionSettings,
        target: this.#target,
        sessionTimeoutMs: 2_000,
        connectionTimeoutMs: 1_000,
        retryBaseMs: 20,
      });
      this.#session = session;
      session.onWatchEvent((event) => this.#seen.push(event));
      await session.addWatch(this.root, 'recursive');
      return session;
    } catch (error) {
      if (!(error instanceof ZooKeeperError)) throw error;
      await this.#session?.close();
      this.#session = undefined;
      return undefined;
    } finally {
      this.#busy.delete(this.root);
    }
  }

  async #step(session: ZooKeeperSession): Promise<void> {
    this.calls++;
    if (this.#random() < 0.2) {
      if ((await this.#ledger.write(session)) === 'maybeDone') this.maybeDone++;
      return;
    }
    const paths = this.#take(this.#random() < 0.2 ? 2 : 1);
    try {
      if (paths.length > 0) await this.#act(session, paths);
    } finally {
      for (const path of paths) this.#busy.delete(path);
    }
  }

  /** @returns nodes that no call is about, which are then this one's. */
  #take(count: number): string[] {
    const paths: string[] = [];
    for (let tries = 0; tries < 20 && paths.length < count; tries++) {
      const path = `${this.root}/n${String(Math.floor(this.#random() * nodesEach))}`;
      if (this.#busy.has(path)) continue;
      this.#busy.add(path);
      paths.push(path);
    }
    return paths;
  }

  async #act(session: ZooKeeperSession, paths: readonly string[]): Promise<void> {
    const [path = ''] = paths;
    if (this.#random() < 0.3 || this.#model.possible(path).size > 1) {
      await this.#attempt([], async () => {
        this.#note(this.#model.check(path, await read(session, path)));
      });
      return;
    }
    const changes = paths
      .filter((each) => this.#model.possible(each).size === 1)
      .map((each) => ({ path: each, content: this.#next(each) }));
    this.#seen = this.#seen.filter((event) => !paths.includes(event.path));
    const isDone = await this.#attempt(changes, () => this.#write(session, changes));
    if (!isDone) return;
    for (const change of changes) {
      if (this.#seen.some((event) => event.path === change.path)) continue;
      this.#note(`no event reported ${change.path}`);
    }
  }

  /** @returns what comes after the present content, which is known: created, set once or more, deleted. */
  #next(path: string): Content {
    const isThere = !this.#model.possible(path).has(null);
    if (isThere && this.#random() < 0.3) return null;
    const padding = 'x'.repeat(Math.floor(this.#random() ** 4 * 20_000));
    return `${String(++this.#values)} ${padding}`;
  }

  async #write(session: ZooKeeperSession, changes: readonly Change[]): Promise<void> {
    const operations = changes.map(({ path, content }) => {
      if (content === null) return { kind: 'delete', path, version: -1 } as const;
      const data = new TextEncoder().encode(content);
      return this.#model.possible(path).has(null)
        ? ({ kind: 'create', path, data, mode: 'persistent' } as const)
        : ({ kind: 'setData', path, data, version: -1 } as const);
    });
    const [only, another] = operations;
    if (!only) return;
    if (another) await session.multi(operations);
    else if (only.kind === 'create') await session.create(only);
    else if (only.kind === 'setData') await session.setData(only.path, only.data, only.version);
    else await session.delete(only.path, only.version);
  }

  /** Makes a call and lets the model know. @returns whether it is known to have been done. */
  async #attempt(changes: readonly Change[], call: () => Promise<void>): Promise<boolean> {
    try {
      await call();
      for (const { path, content } of changes) this.#model.isNow(path, content);
      return true;
    } catch (error) {
      if (!(error instanceof ZooKeeperError)) throw error;
      const { code, maybeDone } = error.failure;
      if (maybeDone) {
        this.maybeDone++;
        for (const { path, content } of changes) this.#model.mayBe(path, content);
      }
      const isOfNetwork = ['CONNECTION_LOST', 'NOT_CONNECTED', 'SESSION_EXPIRED'].includes(code);
      if (!isOfNetwork) this.#note(error.message);
      return false;
    }
  }

  #note(problem: string | null): void {
    if (problem !== null) this.problems.push(problem.slice(0, 300));
  }
}

async function read(session: ZooKeeperSession, path: string): Promise<Content> {
  try {
    return new TextDecoder().decode((await session.getData(path)).data ?? undefined);
  } catch (error) {
    if (error instanceof ZooKeeperError && error.failure.code === 'NO_NODE') return null;
    throw error;
  }
}

/** Deletes what the load has left, but not the two nodes it needs. */
async function clear(session: ZooKeeperSession, root: string): Promise<void> {
  for (const parent of [`${root}/ledger`, root]) {
    const { children } = await session.getChildren(parent);
    const deletable = children.filter((name) => name !== 'ledger');
    await Promise.all(deletable.map((name) => session.delete(`${parent}/${name}`, -1)));
  }
}
