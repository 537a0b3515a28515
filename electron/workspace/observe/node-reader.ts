import type { Failure } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { ValueCache } from '../changes/value-cache.ts';
import { isFailure } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import type { NodeFacts } from './node-facts.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

/** A node as it was read: its data, or why the data may not be read. */
export interface NodeReading {
  readonly stat: Stat;
  readonly data:
    | { readonly kind: 'value'; readonly data: Uint8Array | null }
    | { readonly kind: 'failed'; readonly failure: Failure };
}

export interface NodeReaderOptions {
  readonly session: () => ReadSession;
  readonly facts: NodeFacts;
  readonly values: ValueCache;
  readonly registry: WatchRegistry;
  readonly onRead: (path: string, reading: NodeReading) => void;
  readonly onStat: (path: string, stat: Stat) => void;
}

/** Reads single nodes and notifies everyone who keeps something of them. */
export class NodeReader {
  readonly #options: NodeReaderOptions;

  constructor(options: NodeReaderOptions) {
    this.#options = options;
  }

  /**
   * Reads data and stat; only the stat when the data may not be read, for which no permission is needed.
   * @returns null when there is no such node.
   * @throws ZooKeeperError for anything else.
   */
  async readData(path: string): Promise<NodeReading | null> {
    const session = this.#options.session();
    let reading: NodeReading;
    // Not in a function of its own: what was read must be handed on as soon as the reply is there, before a later event.
    try {
      const { data, stat } = await session.getData(path);
      reading = { stat, data: { kind: 'value', data } };
    } catch (error) {
      if (isFailure(error, 'NO_NODE')) return null;
      if (!isFailure(error, 'NO_AUTH')) throw error;
      const stat = await session.exists(path);
      if (!stat) return null;
      reading = { stat, data: { kind: 'failed', failure: error.failure } };
    }
    this.#takeIn(path, reading);
    return reading;
  }

  /**
   * Takes in what a watch has read. Only what is shown gets facts: a watch may follow many more nodes than there is
   * room for, and must not push those of the visible rows out.
   */
  takeInWatched(path: string, reading: NodeReading): void {
    if (this.#options.facts.isShown(path)) this.#takeIn(path, reading);
    else this.#keepValue(path, reading);
  }

  #takeIn(path: string, reading: NodeReading): void {
    const { facts, onRead } = this.#options;
    facts.learnAccess(path, reading.data.kind === 'failed' ? reading.data.failure : null);
    this.#learn(path, reading.stat);
    this.#keepValue(path, reading);
    onRead(path, reading);
  }

  #keepValue(path: string, { stat, data }: NodeReading): void {
    if (data.kind === 'value') {
      this.#options.values.set(path, { data: data.data, version: stat.version });
    }
  }

  /** @returns null when there is no such node. */
  async readStat(path: string): Promise<Stat | null> {
    const stat = await this.#options.session().exists(path);
    if (stat) this.#learn(path, stat);
    return stat;
  }

  #learn(path: string, stat: Stat): void {
    const { facts, registry, onStat } = this.#options;
    facts.learn(path, stat, registry.isWatched(path));
    onStat(path, stat);
  }
}
