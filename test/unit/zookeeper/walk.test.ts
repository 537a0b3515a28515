import { describe, expect, it } from 'vitest';
import { Capabilities } from '../../../electron/zookeeper/capabilities.ts';
import { failureOf } from '../../../electron/zookeeper/error-codes.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { PackedNames } from '../../../electron/zookeeper/packed-names.ts';
import type {
  MultiReadOptions,
  ReadOperation,
  ReadResult,
} from '../../../electron/zookeeper/port.ts';
import type { BulkReader } from '../../../electron/zookeeper/walk/read-batch.ts';
import { walk, type WalkOptions } from '../../../electron/zookeeper/walk/walk.ts';
import type { WalkContent, WalkedNode } from '../../../electron/zookeeper/walk/walked-node.ts';
import { nameOf, parentOf } from '../../../shared/znode-path.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const megabyte = 1_048_576;

/** A tree in memory that answers reads, and remembers what was asked at a time and how long the replies were. */
class FakeTree implements BulkReader {
  readonly capabilities = new Capabilities('3.6');
  readonly replies: {
    readonly nodes: number;
    readonly bytes: number;
    readonly wasTaken: boolean;
  }[] = [];
  readonly hidden = new Set<string>();
  readonly #sizes = new Map<string, number>([['/', 0]]);
  readonly #children = new Map<string, string[]>([['/', []]]);

  get paths(): string[] {
    return [...this.#sizes.keys()];
  }

  get largestReply(): number {
    return Math.max(0, ...this.replies.map(({ bytes }) => bytes));
  }

  put(path: string, dataLength = 0): void {
    this.#sizes.set(path, dataLength);
    this.#children.set(path, []);
    this.#children.get(parentOf(path) ?? '')?.push(nameOf(path));
  }

  /** It is still listed by its parent, as when it goes just after the parent was read. */
  drop(path: string): void {
    this.#sizes.delete(path);
  }

  childCount(path: string): number {
    return this.#children.get(path)?.length ?? 0;
  }

  async multiRead(operations: readonly ReadOperation[], options: MultiReadOptions = {}) {
    const results = operations.map(({ kind, path }) => this.#read(kind, path));
    const bytes = results.reduce((sum, result) => sum + sizeOf(result), 0);
    const wasTaken = bytes <= (options.maxReplyBytes ?? Infinity);
    this.replies.push({ nodes: operations.length, bytes, wasTaken });
    await Promise.resolve();
    return wasTaken ? results : null;
  }

  async getData(path: string) {
    const result = await this.#alone('getData', path);
    if (result.kind !== 'data') throw new Error(result.kind);
    return result;
  }

  async listChildren(path: string) {
    const result = await this.#alone('getChildren', path);
    if (result.kind !== 'children') throw new Error(result.kind);
    return { ...result, stat: this.#stat(path) };
  }

  async #alone(kind: ReadOperation['kind'], path: string): Promise<ReadResult> {
    const result = this.#read(kind, path);
    this.replies.push({ nodes: 1, bytes: sizeOf(result), wasTaken: true });
    await Promise.resolve();
    if (result.kind === 'failure') throw new ZooKeeperError(result.failure);
    return result;
  }

  #read(kind: ReadOperation['kind'], path: string): ReadResult {
    if (!this.#sizes.has(path)) return { kind: 'failure', failure: failureOf(-101, kind, path) };
    if (this.hidden.has(path)) return { kind: 'failure', failure: failureOf(-102, kind, path) };
    const stat = this.#stat(path);
    return kind === 'getData'
      ? { kind: 'data', data: new Uint8Array(0), stat }
      : { kind: 'children', names: PackedNames.from(this.#children.get(path) ?? []) };
  }

  #stat(path: string) {
    return {
      czxid: 1n,
      mzxid: 1n,
      pzxid: 1n,
      ctime: 0,
      mtime: 0,
      version: 0,
      cversion: 0,
      aversion: 0,
      ephemeralOwner: 0n,
      dataLength: this.#sizes.get(path) ?? 0,
      numChildren: this.childCount(path),
    };
  }
}

function sizeOf(result: ReadResult): number {
  if (result.kind === 'failure') return 4;
  return result.kind === 'data' ? result.stat.dataLength : result.names.bytes.length;
}

async function collect(tree: FakeTree, path: string, options: WalkOptions): Promise<WalkedNode[]> {
  const nodes: WalkedNode[] = [];
  for await (const batch of walk(tree, path, options)) nodes.push(...batch);
  return nodes;
}

const contents: readonly WalkContent[] = ['children', 'stat', 'data'];
const ways = contents.flatMap((content) =>
  [true, false].map((hasMultiRead) => ({ content, hasMultiRead })),
);

describe('walk', () => {
  it.each(ways)('visits every node once, parents first: %o', async (options) => {
    const random = seededRandom(5);
    for (let round = 0; round < 8; round++) {
      const tree = new FakeTree();
      const size = Math.floor(random() * 600);
      for (let i = 0; i < size; i++) {
        const { paths } = tree;
        const parent = paths[Math.floor(random() ** 3 * paths.length)] ?? '/';
        const dataLength = random() < 0.05 ? Math.floor(random() * megabyte) : 10;
        tree.put(parent === '/' ? `/n${i}` : `${parent}/n${i}`, dataLength);
      }
      const nodes = await collect(tree, '/', options);
      expect(nodes.map(({ path }) => path).sort()).toEqual(tree.paths.sort());
      const seen = new Set<string>();
      for (const node of nodes) {
        const parent = parentOf(node.path);
        if (parent !== null) expect(seen).toContain(parent);
        seen.add(node.path);
        const childCount =
          node.kind === 'read' ? node.stat.numChildren : 'childCount' in node && node.childCount;
        expect(childCount).toBe(tree.childCount(node.path));
      }
      expect(tree.largestReply).toBeLessThanOrEqual(9 * megabyte);
    }
  });

  it('goes down four thousand levels', async () => {
    const tree = new FakeTree();
    let path = '';
    for (let i = 0; i < 4_000; i++) tree.put((path += '/n'));
    expect(await collect(tree, '/', { content: 'children' })).toHaveLength(4_001);
  });

  it('asks for a hundred small nodes at a time', async () => {
    const tree = new FakeTree();
    for (let i = 0; i < 50; i++) {
      tree.put(`/p${i}`);
      for (let k = 0; k < 100; k++) tree.put(`/p${i}/c${k}`, 20);
    }
    await collect(tree, '/', { content: 'data' });
    expect(tree.replies.length).toBeLessThan(90);
  });

  it.each(['stat', 'data'] as const)(
    'keeps replies short where every node has a megabyte, with content %s',
    async (content) => {
      const tree = new FakeTree();
      for (let i = 0; i < 300; i++) tree.put(`/big${i}`, megabyte);
      expect(await collect(tree, '/', { content })).toHaveLength(301);
      expect(tree.largestReply).toBeLessThanOrEqual(8 * megabyte);
    },
  );

  it('asks again in parts for what was longer than it looked', async () => {
    const tree = new FakeTree();
    for (let i = 0; i < 2_000; i++) tree.put(`/small${i}`, 10);
    for (let i = 0; i < 300; i++) tree.put(`/big${i}`, megabyte);
    const nodes = await collect(tree, '/', { content: 'data' });
    expect(new Set(nodes.map(({ path }) => path)).size).toBe(2_301);
    expect(nodes).toHaveLength(2_301);
    expect(tree.replies.some(({ wasTaken }) => !wasTaken)).toBe(true);
    const taken = tree.replies.filter(({ wasTaken }) => wasTaken);
    expect(Math.max(...taken.map(({ bytes }) => bytes))).toBeLessThanOrEqual(8 * megabyte);
    const total = tree.replies.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeLessThan(4 * 300 * megabyte);
  });

  it.each(ways)('reports what is gone and what is hidden, and goes on: %o', async (options) => {
    const tree = new FakeTree();
    for (const path of ['/a', '/a/x', '/b', '/b/y', '/c', '/c/z']) tree.put(path);
    tree.hidden.add('/a');
    tree.drop('/b');
    const nodes = await collect(tree, '/', options);
    const kinds = nodes.map(({ kind, path }) => `${kind} ${path}`).sort();
    const seen = options.content === 'children' ? 'listed' : 'read';
    expect(kinds).toEqual(
      [`${seen} /`, `${seen} /c`, `${seen} /c/z`, 'refused /a', 'vanished /b'].sort(),
    );
    expect(nodes.find(({ kind }) => kind === 'refused')).toMatchObject({
      failure: { code: 'NO_AUTH', path: '/a' },
    });
  });

  it('fails when the first node is not there', async () => {
    await expect(collect(new FakeTree(), '/none', { content: 'stat' })).rejects.toMatchObject({
      failure: { code: 'NO_NODE', path: '/none' },
    });
  });

  it('asks for nothing while its batches are not asked for', async () => {
    const tree = new FakeTree();
    for (let i = 0; i < 50_000; i++) tree.put(`/n${i}`);
    const batches = walk(tree, '/', { content: 'children' });
    let before = 0;
    for (let taken = 0; taken < 20; taken++) {
      await batches.next();
      before = tree.replies.length;
      for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(tree.replies.length).toBe(before);
    }
    await batches.return();
    expect(before).toBeLessThan(20 + 8);
  });

  it('ends at once when it is cancelled, before and while it runs', async () => {
    const tree = new FakeTree();
    for (let i = 0; i < 5_000; i++) tree.put(`/n${i}`);
    const cancelled = { failure: { code: 'CANCELLED', operation: 'walk' } };
    const signal = AbortSignal.abort();
    await expect(collect(tree, '/', { content: 'data', signal })).rejects.toMatchObject(cancelled);
    expect(tree.replies).toHaveLength(0);

    const running = new AbortController();
    const nodes: WalkedNode[] = [];
    const walking = (async () => {
      for await (const batch of walk(tree, '/', { content: 'data', signal: running.signal })) {
        nodes.push(...batch);
        if (nodes.length > 500) running.abort();
      }
    })();
    await expect(walking).rejects.toMatchObject(cancelled);
    expect(nodes.length).toBeLessThan(700);
  });

  it('does not wait for an answer when it is cancelled', async () => {
    const controller = new AbortController();
    const tree = new FakeTree();
    tree.multiRead = () => new Promise(() => undefined);
    const walking = collect(tree, '/', { content: 'children', signal: controller.signal });
    controller.abort();
    await expect(walking).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
  });

  it('keeps to a number of nodes per second', async () => {
    const tree = new FakeTree();
    for (let i = 0; i < 200; i++) tree.put(`/n${i}`);
    const startedAt = performance.now();
    const nodes = await collect(tree, '/', { content: 'children', nodesPerSecond: 400 });
    expect(nodes).toHaveLength(201);
    // All but the last batch have had their time by then.
    expect(performance.now() - startedAt).toBeGreaterThan(350);
  });
});
