import { setTimeout as delay } from 'node:timers/promises';
import type { CreateRequest, MultiOperation } from '../../../../electron/zookeeper/port.ts';
import { answerCommands } from './answer-commands.ts';
import { clockNanos } from './event-record.ts';
import { nodePath } from './node-path.ts';
import { openOwnSession } from './own-session.ts';

/** The other side of all measurements: makes the nodes, and the changes whose events are measured. */
const session = await openOwnSession();

const batchSize = 1_000;
/** Transactions on their way at a time: more only fill the server's memory. */
const batchesInFlight = 8;

/** Changes in one transaction of a storm. */
const stormBatch = 100;
/** Nodes that are there for a while only: each is deleted a second after it was created, at 10,000 changes a second. */
const guestCount = 100;
/** Transactions of storms so far. */
let stormed = 0;

await answerCommands({
  /** A node with data of so many bytes. */
  async create(path, size) {
    await session.create({ path, data: new Uint8Array(Number(size)), mode: 'persistent' });
    return [0];
  },
  /** A node with so many children. */
  async level(path, count, size) {
    await createAll(levelOf(path, Number(count), Number(size)));
    return [0];
  },
  /** A tree of three levels below its root, so many children in each. */
  async tree(root, first, second, third, size) {
    await createAll(treeOf(root, [Number(first), Number(second), Number(third)], Number(size)));
    return [0];
  },
  /** Sets so many nodes of a level once each, by large transactions. */
  async burst(level, count) {
    const value = new Uint8Array(16);
    await inBatches(Number(count), (index) => {
      return { kind: 'setData', path: nodePath(level, index), data: value, version: -1 };
    });
    return [0];
  },
  /** Sets the nodes of a level in turn, evenly. @returns when each was sent, nanoseconds. */
  async stream(level, nodes, count, perSecond) {
    const value = new Uint8Array(16);
    const sent: number[] = [];
    const answers: Promise<unknown>[] = [];
    const start = clockNanos();
    while (sent.length < Number(count)) {
      const due = Math.floor(((clockNanos() - start) / 1e9) * Number(perSecond));
      while (sent.length < Math.min(due, Number(count))) {
        sent.push(clockNanos());
        const path = nodePath(level, (sent.length - 1) % Number(nodes));
        answers.push(session.setData(path, value, -1));
      }
      await delay(1);
    }
    await Promise.all(answers);
    return sent;
  },
  /** The nodes that the first transactions of a storm delete. */
  async guests(level) {
    const data = new Uint8Array(16);
    for (let i = 0; i < guestCount; i++) {
      await session.create({ path: guestPath(level, i), data, mode: 'persistent' });
    }
    return [0];
  },
  /**
   * As `stream`, by transactions and as fast as the server takes them: with each 98 nodes of a level set in turn come
   * one that is created and one that is deleted, so that the level stays as large as it is.
   * @returns how many changes were made, and when it began and when the last was answered, nanoseconds.
   */
  async storm(level, nodes, count, perSecond) {
    const total = Number(count);
    const answers = new Set<Promise<unknown>>();
    const start = clockNanos();
    for (let made = 0; made < total; made += stormBatch) {
      while (((clockNanos() - start) / 1e9) * Number(perSecond) < made) await delay(1);
      while (answers.size >= batchesInFlight) await Promise.race(answers);
      const answer = session.multi(stormChanges(level, Number(nodes), stormed++));
      answers.add(answer);
      void answer.then(() => answers.delete(answer));
    }
    await Promise.all(answers);
    return [total, start, clockNanos()];
  },
});

function stormChanges(level: string, nodes: number, batch: number): MultiOperation[] {
  const data = new Uint8Array(16);
  const first = batch * (stormBatch - 2);
  return [
    ...Array.from({ length: stormBatch - 2 }, (_, i): MultiOperation => {
      return { kind: 'setData', path: nodePath(level, (first + i) % nodes), data, version: -1 };
    }),
    { kind: 'delete', path: guestPath(level, batch), version: -1 },
    { kind: 'create', path: guestPath(level, batch + guestCount), data, mode: 'persistent' },
  ];
}

function guestPath(level: string, index: number): string {
  return `${level}/guest-${String(index)}`;
}

function* levelOf(path: string, count: number, size: number): Generator<CreateRequest> {
  const data = new Uint8Array(size);
  yield { path, data, mode: 'persistent' };
  for (let i = 0; i < count; i++) yield { path: nodePath(path, i), data, mode: 'persistent' };
}

function* treeOf(
  path: string,
  [count, ...below]: readonly number[],
  size: number,
): Generator<CreateRequest> {
  yield { path, data: new Uint8Array(size), mode: 'persistent' };
  for (let i = 0; i < (count ?? 0); i++) yield* treeOf(nodePath(path, i), below, size);
}

async function createAll(requests: Generator<CreateRequest>): Promise<void> {
  // Parents come before their children, and transactions are done in the order in which they are sent.
  const lane = async () => {
    for (;;) {
      const batch: MultiOperation[] = [];
      while (batch.length < batchSize) {
        const next = requests.next();
        if (next.done === true) break;
        batch.push({ kind: 'create', ...next.value });
      }
      if (batch.length === 0) return;
      await session.multi(batch);
    }
  };
  await Promise.all(Array.from({ length: batchesInFlight }, lane));
}

async function inBatches(
  count: number,
  operation: (index: number) => MultiOperation,
): Promise<void> {
  const batches: Promise<unknown>[] = [];
  for (let start = 0; start < count; start += batchSize) {
    const length = Math.min(batchSize, count - start);
    batches.push(session.multi(Array.from({ length }, (_, i) => operation(start + i))));
  }
  await Promise.all(batches);
}
