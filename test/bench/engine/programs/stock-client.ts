import { createClient } from 'node-zookeeper-client';

interface StockStat {
  readonly numChildren: number;
}

interface StockEvent {
  readonly name: string;
  readonly path: string;
}

/** The calls of node-zookeeper-client that the measurements make; the application uses none of them. */
interface StockClient {
  getChildren(path: string, callback: (error: Error | null, children: string[]) => void): void;
  getData(
    path: string,
    watcher: ((event: StockEvent) => void) | null,
    callback: (error: Error | null, data: Buffer | undefined, stat: StockStat) => void,
  ): void;
  setData(
    path: string,
    data: Buffer,
    version: number,
    callback: (error: Error | null) => void,
  ): void;
}

/** node-zookeeper-client as it is, with promises in place of callbacks. */
export class Stock {
  readonly #client: StockClient;

  private constructor(client: StockClient) {
    this.#client = client;
  }

  /** Connects to the server that the command line names. */
  static async open(): Promise<Stock> {
    const client = createClient(process.argv[2] ?? '', { sessionTimeout: 60_000 });
    const connected = new Promise((resolve) => client.once('connected', resolve));
    client.connect();
    await connected;
    return new Stock(client as unknown as StockClient);
  }

  getChildren(path: string): Promise<string[]> {
    return new Promise((resolve, reject) => {
      this.#client.getChildren(path, (error, children) => {
        if (error) reject(error);
        else resolve(children);
      });
    });
  }

  getData(
    path: string,
    watcher: ((event: StockEvent) => void) | null = null,
  ): Promise<{ data: Buffer | undefined; stat: StockStat }> {
    return new Promise((resolve, reject) => {
      this.#client.getData(path, watcher, (error, data, stat) => {
        if (error) reject(error);
        else resolve({ data, stat });
      });
    });
  }

  setData(path: string, data: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#client.setData(path, data, -1, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}
