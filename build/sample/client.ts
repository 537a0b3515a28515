import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

/**
 * The client of the sample's programs: node-zookeeper-client as it is published, not the application's own session,
 * so that what the window shows is really somebody else's change.
 */
export interface SampleClient {
  /** Creates a node. @returns its path, which has a number at the end when `sequential`. */
  create(node: SampleNode, mode?: SampleMode): Promise<string>;
  /** Creates nodes in as few transactions as fit under the server's limit; parents come first. */
  createAll(nodes: readonly SampleNode[]): Promise<void>;
  setData(path: string, data: string | Buffer): Promise<void>;
  remove(path: string): Promise<void>;
  getChildren(path: string): Promise<string[]>;
  /** Resolves when the node is gone; at once when it is not there. */
  waitUntilGone(path: string): Promise<void>;
  /** Ends the session, and with it the ephemeral nodes it owns. */
  close(): void;
}

export interface SampleNode {
  readonly path: string;
  readonly data: string | Buffer;
  /** `user:password` of the only one who may do anything with the node. */
  readonly onlyFor?: string;
}

export type SampleMode = 'persistent' | 'ephemeral' | 'ephemeralSequential';

/** What is used of node-zookeeper-client, which brings no types. */
interface StockClient {
  once(event: 'connected' | 'expired', listener: () => void): void;
  connect(): void;
  close(): void;
  create(path: string, data: Buffer, mode: number, callback: Callback<string>): void;
  setData(path: string, data: Buffer, callback: Callback<unknown>): void;
  remove(path: string, callback: Callback<undefined>): void;
  getChildren(path: string, callback: Callback<string[]>): void;
  exists(path: string, watcher: () => void, callback: Callback<unknown>): void;
  transaction(): StockTransaction;
}
interface StockTransaction {
  create(path: string, data: Buffer, acl: readonly unknown[], mode: number): void;
  commit(callback: Callback<unknown>): void;
}
type Callback<T> = (error: Error | null, value: T) => void;
interface StockModule {
  createClient(connectString: string, options: { sessionTimeout: number }): StockClient;
  readonly CreateMode: Record<'PERSISTENT' | 'EPHEMERAL' | 'EPHEMERAL_SEQUENTIAL', number>;
  readonly ACL: {
    new (permission: number, id: unknown): unknown;
    readonly OPEN_ACL_UNSAFE: readonly unknown[];
  };
  readonly Id: new (scheme: string, id: string) => unknown;
  readonly Permission: { readonly ALL: number };
}

const stock = createRequire(import.meta.url)('node-zookeeper-client') as StockModule;

const MODE_NUMBER = {
  persistent: stock.CreateMode.PERSISTENT,
  ephemeral: stock.CreateMode.EPHEMERAL,
  ephemeralSequential: stock.CreateMode.EPHEMERAL_SEQUENTIAL,
} satisfies Record<SampleMode, number>;

const SESSION_TIMEOUT_MS = 10_000;
/** A request may have 1,048,575 bytes in all, paths and ACLs included. */
const BATCH_BYTES = 500_000;
const BATCH_NODES = 1_000;

/** Opens a session. It has no deadline: a sample is ended from outside. */
export function connectSampleClient(connectString: string): Promise<SampleClient> {
  const client = stock.createClient(connectString, { sessionTimeout: SESSION_TIMEOUT_MS });
  return new Promise((resolve) => {
    client.once('connected', () => {
      resolve(wrap(client));
    });
    client.connect();
  });
}

function wrap(client: StockClient): SampleClient {
  return {
    create: (node, mode = 'persistent') =>
      promised((done) => {
        client.create(node.path, Buffer.from(node.data), MODE_NUMBER[mode], done);
      }),
    async createAll(nodes) {
      for (const batch of batches(nodes)) {
        const transaction = client.transaction();
        for (const node of batch) {
          transaction.create(
            node.path,
            Buffer.from(node.data),
            aclOf(node),
            MODE_NUMBER.persistent,
          );
        }
        await promised((done) => {
          transaction.commit(done);
        });
      }
    },
    async setData(path, data) {
      await promised((done) => {
        client.setData(path, Buffer.from(data), done);
      });
    },
    remove: (path) =>
      promised((done) => {
        client.remove(path, done);
      }),
    getChildren: (path) =>
      promised((done) => {
        client.getChildren(path, done);
      }),
    async waitUntilGone(path) {
      while (await existsUntilChanged(client, path));
    },
    close: () => {
      client.close();
    },
  };
}

/** @returns false when the node is not there, true once something has happened to it. */
function existsUntilChanged(client: StockClient, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onChange = () => {
      resolve(true);
    };
    client.exists(path, onChange, (error, stat) => {
      if (error) reject(error);
      else if (!stat) resolve(false);
    });
  });
}

function promised<T>(start: (done: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

function aclOf(node: SampleNode): readonly unknown[] {
  if (node.onlyFor === undefined) return stock.ACL.OPEN_ACL_UNSAFE;
  const [user = ''] = node.onlyFor.split(':');
  const digest = createHash('sha1').update(node.onlyFor).digest('base64');
  return [new stock.ACL(stock.Permission.ALL, new stock.Id('digest', `${user}:${digest}`))];
}

function* batches(nodes: readonly SampleNode[]): Generator<SampleNode[]> {
  let batch: SampleNode[] = [];
  let bytes = 0;
  for (const node of nodes) {
    const size = Buffer.byteLength(node.data) + node.path.length;
    if (batch.length > 0 && (bytes + size > BATCH_BYTES || batch.length === BATCH_NODES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(node);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
