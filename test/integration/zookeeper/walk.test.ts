import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Level } from '../../../electron/workspace/tree/level.ts';
import type { MultiOperation, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { createSessionFactory } from '../../../electron/zookeeper/session-factory.ts';
import { withBulkSession } from '../../../electron/zookeeper/walk/bulk-session.ts';
import { walk, type WalkOptions } from '../../../electron/zookeeper/walk/walk.ts';
import type { WalkedNode } from '../../../electron/zookeeper/walk/walked-node.ts';
import { bytes, testSettings, useSessions } from '../../fixtures/session.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const levelSize = 200_000;
const batchSize = 1_000;

const zookeeper = useZooKeeper({ jvmFlags: ['-Xmx512m'] });
const connect = useSessions();
let writer: ZooKeeperSession;

async function create(paths: readonly string[], data: Uint8Array | null = null): Promise<void> {
  const largest = Math.max(1, Math.floor(500_000 / (100 + (data?.length ?? 0))));
  const size = Math.min(batchSize, largest);
  for (let from = 0; from < paths.length; from += size) {
    const operations = paths
      .slice(from, from + size)
      .map((path): MultiOperation => ({ kind: 'create', path, data, mode: 'persistent' }));
    await writer.multi(operations);
  }
}

async function collect(
  session: Parameters<typeof walk>[0],
  path: string,
  options: WalkOptions,
): Promise<WalkedNode[]> {
  const nodes: WalkedNode[] = [];
  for await (const batch of walk(session, path, options)) nodes.push(...batch);
  return nodes;
}

const pathsOf = (nodes: readonly WalkedNode[]) => nodes.map(({ path }) => path).sort();

beforeAll(async () => {
  writer = await createSessionFactory().connect(testSettings(zookeeper.server.connectString));
}, 30_000);

afterAll(async () => {
  await writer.close();
});

describe('multiRead', () => {
  it('gives each read a result of its own', async () => {
    await create(['/reads', '/reads/a', '/reads/配置'], bytes('hello'));
    const session = await connect(`${zookeeper.server.connectString}/reads`);
    const [list, missing, data] =
      (await session.multiRead([
        { kind: 'getChildren', path: '/' },
        { kind: 'getData', path: '/none' },
        { kind: 'getData', path: '/配置' },
      ])) ?? [];
    expect(list?.kind === 'children' && [...list.names].sort()).toEqual(['a', '配置']);
    expect(missing).toMatchObject({
      kind: 'failure',
      failure: { code: 'NO_NODE', operation: 'getData', path: '/none' },
    });
    const alone = await session.getData('/配置');
    expect(data).toEqual({ kind: 'data', ...alone });
    expect(await session.multiRead([])).toEqual([]);
  });

  it('passes over a reply that is too long, and what follows is answered', async () => {
    await create(['/long', '/long/a', '/long/b'], new Uint8Array(300_000));
    const session = await connect(zookeeper.server.connectString);
    const reads = ['/long/a', '/long/b'].map((path) => ({ kind: 'getData', path }) as const);
    const answers = await Promise.all([
      session.multiRead(reads, { maxReplyBytes: 500_000 }),
      session.exists('/long'),
      session.multiRead(reads, { maxReplyBytes: 700_000 }),
    ]);
    expect(answers[0]).toBeNull();
    expect(answers[1]?.numChildren).toBe(2);
    expect(answers[2]).toHaveLength(2);
  });
});

describe('walk', () => {
  const expected = ['/tree'];
  beforeAll(async () => {
    for (let i = 0; i < 12; i++) {
      expected.push(`/tree/p${i}`);
      for (let k = 0; k < 150; k++) expected.push(`/tree/p${i}/子-${k}`);
    }
    await create(expected, bytes('value'));
    expected.sort();
  });

  it.each([true, false])('finds every node, with multiRead: %s', async (hasMultiRead) => {
    const session = await connect(zookeeper.server.connectString);
    for (const content of ['children', 'stat', 'data'] as const) {
      const nodes = await collect(session, '/tree', { content, hasMultiRead });
      expect(pathsOf(nodes)).toEqual(expected);
      const last = nodes.find(({ path }) => path === '/tree/p3/子-7');
      if (content === 'children') expect(last).toMatchObject({ kind: 'listed', childCount: 0 });
      else {
        const { stat, data } = await session.getData('/tree/p3/子-7');
        expect(last).toMatchObject({ kind: 'read', stat, data: content === 'data' ? data : null });
      }
    }
  });

  it('reads large nodes in short replies', async () => {
    const large = Array.from({ length: 40 }, (_, i) => `/large/n${i}`);
    await create(['/large', ...large], new Uint8Array(200_000));
    const session = await connect(zookeeper.server.connectString);
    const nodes = await collect(session, '/large', { content: 'data', maxReplyBytes: 500_000 });
    expect(pathsOf(nodes)).toEqual(['/large', ...large].sort());
    expect(nodes.every((node) => node.kind === 'read' && node.data?.length === 200_000)).toBe(true);
  });

  it('reports what an ACL hides and goes on', async () => {
    await create(['/acl', '/acl/open', '/acl/hidden', '/acl/hidden/below', '/acl/open/below']);
    const secret = [{ scheme: 'digest', id: 'bob:x', permissions: 31 }];
    await writer.setAcl('/acl/hidden', secret, -1);
    const session = await connect(zookeeper.server.connectString);
    const nodes = await collect(session, '/acl', { content: 'stat' });
    expect(pathsOf(nodes)).toEqual(['/acl', '/acl/hidden', '/acl/open', '/acl/open/below']);
    expect(nodes.find(({ path }) => path === '/acl/hidden')).toMatchObject({
      kind: 'refused',
      failure: { code: 'NO_AUTH' },
    });
  });

  it('has a session of its own that ends with the work', async () => {
    const settings = testSettings(zookeeper.server.connectString);
    const sessions = async (): Promise<readonly string[]> => {
      const connections = await zookeeper.server.ask('cons');
      return connections?.match(/(?<=sid=)0x[0-9a-f]+/g) ?? [];
    };
    // Those of the tests before may be on their way out.
    const before = new Set(await sessions());
    const { nodes, session, during } = await withBulkSession(
      (options) => createSessionFactory().connect(settings, options),
      async (session) => {
        const nodes = await collect(session, '/tree', { content: 'children' });
        return { nodes, session, during: await sessions() };
      },
    );
    expect(pathsOf(nodes)).toEqual(expected);
    const own = during.filter((id) => !before.has(id));
    expect(own).toHaveLength(1);
    await expect.poll(async () => (await sessions()).includes(own[0] ?? '')).toBe(false);
    await expect(session.getData('/tree')).rejects.toMatchObject({
      failure: { code: 'NOT_CONNECTED' },
    });
  });

  it('closes the session when the work fails', async () => {
    const settings = testSettings(zookeeper.server.connectString);
    let reader: Parameters<typeof walk>[0] | undefined;
    const open = () => createSessionFactory().connect(settings);
    const failing = withBulkSession(open, async (session) => {
      reader = session;
      return collect(session, '/none', { content: 'children' });
    });
    await expect(failing).rejects.toMatchObject({ failure: { code: 'NO_NODE' } });
    await expect(reader?.getData('/')).rejects.toMatchObject({
      failure: { code: 'NOT_CONNECTED' },
    });
  });
});

describe('a level of 200,000 children', () => {
  it('is taken in without holding the event loop, in the order of the names', async () => {
    const names = Array.from(
      { length: levelSize },
      (_, i) => `实例-${String(i * 7).padStart(8, '0')}`,
    );
    await create(['/level', ...names.map((name) => `/level/${name}`)]);
    const session = await connect(zookeeper.server.connectString);
    const level = new Level(null);
    const order: string[] = [];
    const listed = session.listChildren('/level').then((reply) => {
      order.push('list');
      return reply;
    });
    const after = session.exists('/level').then(() => order.push('exists'));
    const { names: list, stat } = await listed;
    await after;
    expect(order).toEqual(['list', 'exists']);
    expect(stat.numChildren).toBe(levelSize);
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await level.replace(list);
    isOver = true;
    expect(turns).toBeGreaterThan(2);
    expect([...level.shown]).toEqual(names);
    level.remove(names[5] ?? '');
    const again = await session.listChildren('/level');
    expect(await level.replace(again.names)).toEqual({ added: [names[5]], removed: [] });
  }, 90_000);
});
