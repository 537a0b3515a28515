import { setTimeout as delay } from 'node:timers/promises';
import { ZooKeeperError } from '../errors.ts';
import { Frontier, type Batch } from './frontier.ts';
import { Pace } from './pace.ts';
import { readBatch, type Answer, type BulkReader } from './read-batch.ts';
import type { WalkContent, WalkedNode } from './walked-node.ts';

/** Measured: 8 multiReads of 100 nodes in flight are fastest, and so are about 300 single requests. */
const maxMultiReadsInFlight = 8;
const maxSingleBatchesInFlight = 3;
const defaultMaxReplyBytes = 8 * 1_024 * 1_024;
/** So many replies of the longest kind may wait in the server and here together. */
const maxLongRepliesInFlight = 4;

export interface WalkOptions {
  readonly content: WalkContent;
  /** Whether to use multiRead, otherwise requests are pipelined; where the server has it, when absent. */
  readonly hasMultiRead?: boolean;
  readonly signal?: AbortSignal;
  /** As fast as the server answers when absent. */
  readonly nodesPerSecond?: number;
  /** What one reply should not exceed, 8 MiB when absent; a single long list of children may. */
  readonly maxReplyBytes?: number;
}

/**
 * Visits a node and everything below it, parents before their children, in batches as they are answered. While the
 * caller does not ask for the next batch, nothing more is asked of the server. Memory grows with the width of the tree
 * along one way down, not with the tree.
 *
 * A walk is no snapshot: what comes or goes meanwhile may or may not be in it.
 * @param session read only; for large trees one of its own (see `withBulkSession`), since one connection answers
 * strictly in order.
 * @throws ZooKeeperError NO_NODE when the first node is not there; CANCELLED when the signal was aborted; why the
 * connection ended.
 */
export async function* walk(
  session: BulkReader,
  path: string,
  options: WalkOptions,
): AsyncGenerator<readonly WalkedNode[], void, undefined> {
  const { signal } = options;
  const flight = new Flight(session, path, options);
  const cancel = () => {
    flight.end(failed('CANCELLED', path));
  };
  // One listener for all: one for each request would cost more than the request.
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  try {
    for (;;) {
      flight.fill();
      const landed = await flight.land();
      if (!landed) return;
      const [first] = landed;
      if (first?.kind === 'vanished' && first.path === path) throw failed('NO_NODE', path);
      if (landed.length > 0) yield landed;
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** The batches that are under way. A connection answers in order, so the oldest one is always due next. */
class Flight {
  readonly #session: BulkReader;
  readonly #frontier: Frontier;
  readonly #pace: Pace | null;
  readonly #maxReplyBytes: number;
  readonly #maxBatches: number;
  readonly #batches: { readonly batch: Batch; readonly answers: Promise<Answer[] | null> }[] = [];
  #expectedBytes = 0;
  #failure: ZooKeeperError | null = null;
  #failLanding: ((failure: ZooKeeperError) => void) | null = null;

  constructor(session: BulkReader, path: string, options: WalkOptions) {
    const {
      content,
      hasMultiRead = session.capabilities.supports('multiRead'),
      nodesPerSecond,
      maxReplyBytes = defaultMaxReplyBytes,
    } = options;
    this.#session = session;
    this.#frontier = new Frontier(path, { content, hasMultiRead, maxReplyBytes });
    this.#pace = nodesPerSecond === undefined ? null : new Pace(nodesPerSecond);
    this.#maxReplyBytes = maxReplyBytes;
    this.#maxBatches = hasMultiRead ? maxMultiReadsInFlight : maxSingleBatchesInFlight;
  }

  /** Asks for as much as may be under way. */
  fill(): void {
    const maxNodes = this.#pace?.maxBatchNodes ?? Infinity;
    while (!this.#failure && this.#batches.length < this.#maxBatches && !this.#pace?.waitMs) {
      const room = this.#maxReplyBytes * maxLongRepliesInFlight - this.#expectedBytes;
      const batch = this.#frontier.take(maxNodes, room, this.#batches.length === 0);
      if (!batch) return;
      this.#pace?.asked(batch.asks.length);
      const answers = readBatch(this.#session, batch.asks, this.#maxReplyBytes);
      // The walk may have ended before it is this one's turn.
      answers.catch(() => undefined);
      this.#expectedBytes += batch.expectedBytes;
      this.#batches.push({ batch, answers });
    }
  }

  /**
   * @returns what the oldest batch has to report; null when nothing is under way or left.
   * @throws ZooKeeperError why it was ended, or why the batch was not answered.
   */
  async land(): Promise<readonly WalkedNode[] | null> {
    if (this.#failure) throw this.#failure;
    const oldest = this.#batches.shift();
    if (!oldest) {
      if (this.#frontier.isEmpty) return null;
      // Nothing was asked because of the pace alone; the wait may be over by now.
      await this.#unlessEnded(delay(this.#pace?.waitMs ?? 0));
      return [];
    }
    const { batch, answers } = oldest;
    const received = await this.#unlessEnded(answers);
    this.#expectedBytes -= batch.expectedBytes;
    if (received) return this.#frontier.settle(batch, received);
    this.#frontier.part(batch);
    return [];
  }

  /** Ends it, whatever is under way. */
  end(failure: ZooKeeperError): void {
    this.#failure = failure;
    this.#failLanding?.(failure);
  }

  #unlessEnded<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#failLanding = reject;
      work.then(resolve, reject);
    });
  }
}

function failed(code: 'CANCELLED' | 'NO_NODE', path: string): ZooKeeperError {
  const retryable = code === 'CANCELLED';
  return new ZooKeeperError({ code, operation: 'walk', path, retryable });
}
