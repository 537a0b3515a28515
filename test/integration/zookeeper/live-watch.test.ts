import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { LiveLimits } from '../../../electron/zookeeper/live/live-limits.ts';
import type { LiveWatch } from '../../../electron/zookeeper/live/live-watch.ts';
import { recordEvents, useLiveModels } from '../../fixtures/live-model.ts';
import type { OtherClient } from '../../fixtures/other-client.ts';
import { untilState, useSessions } from '../../fixtures/session.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const connect = useSessions();
const openModel = useLiveModels();

async function open(tree: Record<string, string>, limits?: Partial<LiveLimits>) {
  const test = await zookeeper.withChroot();
  await test.seed(tree);
  const session = await connect(test.connectString);
  return { ...openModel(session, limits), other: test.other, chroot: test.chroot };
}

/** A model behind a proxy, so that its connection alone can be cut. */
async function openBehindProxy(tree: Record<string, string>, sessionTimeoutMs: number) {
  const test = await zookeeper.withChroot();
  await test.seed(tree);
  const proxy = await startTcpProxy(zookeeper.server.clientPort);
  const connectString = proxy.connectString + test.chroot;
  const session = await connect(connectString, { sessionTimeoutMs });
  return { ...openModel(session), session, proxy, connectString, other: test.other };
}

const until = (condition: () => boolean) =>
  expect.poll(condition, { timeout: 15_000, interval: 5 }).toBe(true);
const untilLive = (watch: LiveWatch) => until(() => watch.state === 'live');

/** How many watches the server holds on paths of a chroot. */
async function serverWatches(chroot: string): Promise<number> {
  // Not a word that the client would send: a busy server is not to be asked for all its watches.
  const socket = createConnection(zookeeper.server.clientPort, '127.0.0.1', () => {
    socket.write('wchp');
  });
  const answer = await text(socket);
  return answer.split('\n').filter((line) => line === chroot || line.startsWith(`${chroot}/`))
    .length;
}

describe('each scope', () => {
  it('reports what happens in it, in order, with the data', async () => {
    const { model, other } = await open({ '/a/b/c': 'x' });
    const watches = (['node', 'children', 'subtree'] as const).map((scope) =>
      model.watch('/a', scope),
    );
    const [node, children, subtree] = watches.map(recordEvents);
    for (const watch of watches) await untilLive(watch);
    await other.setData('/a', 'one');
    await other.create('/a/n', 'new');
    await other.setData('/a/b', 'two');
    await other.create('/a/b/d', 'deep');
    await other.delete('/a/b/c');
    await other.delete('/a/n');
    await until(() => subtree!.events.length === 6);
    expect(node!.lines()).toEqual(['dataChanged /a ×1 0→1']);
    expect(children!.lines()).toEqual(['created /a/n', 'dataChanged /a/b ×1 0→1', 'deleted /a/n']);
    expect(subtree!.lines()).toEqual([
      'dataChanged /a ×1 0→1',
      'created /a/n',
      'dataChanged /a/b ×1 0→1',
      'created /a/b/d',
      'deleted /a/b/c',
      'deleted /a/n',
    ]);
    const texts = subtree!.events.map((event) =>
      'now' in event && event.now.kind === 'value'
        ? Buffer.from(event.now.data ?? []).toString()
        : null,
    );
    expect(texts).toEqual(['one', 'new', 'two', 'deep', null, null]);
    expect(subtree!.events[5]).toMatchObject({ before: { version: 0, dataLength: 3 } });
  });

  it('reports a node that is deleted and made again, and of one that is not there yet', async () => {
    const { model, other } = await open({ '/a': '' });
    const watch = model.watch('/later', 'node');
    const { lines } = recordEvents(watch);
    await untilLive(watch);
    for (let i = 0; i < 3; i++) {
      await other.create('/later', '1');
      await other.setData('/later', '2');
      await other.delete('/later');
    }
    await until(() => lines().length === 9);
    expect(lines().map((each) => each.split(' ')[0])).toEqual(
      Array(3).fill(['created', 'dataChanged', 'deleted']).flat(),
    );
    expect(watch.changeCount).toBe(9);
  });

  it.each([
    { maxReadsPerSecond: 1_000_000, isSampled: false },
    { maxReadsPerSecond: 1, isSampled: true },
  ])('counts 5,000 quick changes truly, however few are read: %o', async (rate) => {
    const { model, other } = await open({ '/hot': '', '/warm': '' }, rate);
    const watch = model.watch('/', 'subtree');
    const { events } = recordEvents(watch);
    await untilLive(watch);
    const values = Array.from({ length: 2_500 }, (_, i) => String(i));
    await Promise.all([other.setMany('/hot', values), other.setMany('/warm', values)]);
    await until(() => watch.changeCount >= 5_000);
    await other.create('/end');
    await until(() => events.at(-1)?.kind === 'created');
    expect(watch.changeCount).toBe(5_001);
    for (const path of ['/hot', '/warm']) {
      const changes = events.filter((event) => event.kind === 'dataChanged' && event.path === path);
      let version = 0;
      for (const change of changes) {
        if (change.kind !== 'dataChanged') continue;
        expect(change.before.version).toBe(version);
        version += change.count;
        if (change.now.kind !== 'unread') expect(change.now.stat.version).toBe(version);
      }
      expect(version).toBe(2_500);
    }
    expect(events.some((event) => event.kind === 'dataChanged' && event.isSampled)).toBe(
      rate.isSampled,
    );
    expect(events.length).toBeLessThan(5_000);
  });

  it('reports 5,000 children that come and go, each once', async () => {
    const { model, other } = await open({ '/level': '' });
    const watch = model.watch('/level', 'children');
    const { events } = recordEvents(watch);
    await untilLive(watch);
    await other.createLevel('/level', 'n-', 2_500);
    await other.delete('/level', { recursive: true });
    await until(() => watch.changeCount >= 5_000);
    expect(watch.changeCount).toBe(5_000);
    const paths = (kind: string) =>
      new Set(
        events.flatMap((event) => (event.kind === kind && 'path' in event ? [event.path] : [])),
      );
    expect([paths('created').size, paths('deleted').size]).toEqual([2_500, 2_500]);
    expect(watch.nodeCount).toBe(0);
  });
});

describe('a gap', () => {
  const changeAll = async (other: OtherClient) => {
    await other.setMany('/a/set', ['1', '2', '3']);
    await other.create('/a/new', 'x');
    await other.create('/a/new/deep');
    await other.delete('/a/gone', { recursive: true });
    await other.delete('/a/again');
    await other.create('/a/again', 'second');
    await other.create('/a/brief');
    await other.delete('/a/brief');
  };
  const tree = { '/a/set': '0', '/a/gone/deep': '', '/a/again': 'first', '/a/same': '' };
  const found = [
    'childrenChanged? /a ×2',
    'created? /a/again',
    'created? /a/new',
    'created? /a/new/deep',
    'dataChanged? /a/set ×3 0→3',
    'deleted? /a/again',
    'deleted? /a/gone',
    'deleted? /a/gone/deep',
  ];

  it('of a cut connection is reported and healed', async () => {
    const { model, proxy, session, other } = await openBehindProxy(tree, 10_000);
    const watch = model.watch('/a', 'subtree');
    const { events, lines } = recordEvents(watch);
    await untilLive(watch);
    await proxy.refuse();
    const cutAt = Date.now();
    proxy.cut();
    await untilState(session, 'reconnecting');
    await changeAll(other);
    await proxy.heal();
    await untilState(session, 'connected');
    await untilLive(watch);
    await until(() => events.length >= 9);
    expect(lines()[0]).toBe('gap reconnected true');
    expect(lines().slice(1).sort()).toEqual(found);
    const [gap] = events;
    if (gap?.kind !== 'gap') throw new Error('no gap');
    // Ours is another clock than the watch's.
    expect(gap.from).toBeGreaterThan(cutAt - 1_000);
    expect(gap.to).toBeGreaterThanOrEqual(gap.from);
    // The watch is there again, and nothing is reported twice.
    await other.setData('/a/same', 'x');
    await until(() => lines().at(-1) === 'dataChanged /a/same ×1 0→1');
    expect(events).toHaveLength(10);
    await proxy.close();
  });

  it('under steady changes counts every one of them once', async () => {
    const { model, proxy, session, other } = await openBehindProxy(tree, 10_000);
    const watch = model.watch('/a', 'subtree');
    const { lines } = recordEvents(watch);
    await untilLive(watch);
    const over = new AbortController();
    let count = 0;
    const writing = (async () => {
      for (; !over.signal.aborted; count += 50) {
        await other.setMany('/a/set', Array<string>(50).fill('x'));
      }
    })();
    for (let round = 0; round < 3; round++) {
      await until(() => watch.state === 'live');
      proxy.cut();
      await untilState(session, 'reconnecting');
      await untilState(session, 'connected');
    }
    await untilLive(watch);
    over.abort();
    await writing;
    await other.create('/a/end');
    await until(() => lines().at(-1) === 'created /a/end');
    expect(watch.changeCount).toBe(count + 1);
    expect(lines().filter((each) => each.startsWith('gap'))).toHaveLength(3);
    await proxy.close();
  });

  it('of an expired session is reported and healed in the new one', async () => {
    const { model, replace, proxy, session, connectString, other } = await openBehindProxy(
      tree,
      1_000,
    );
    const watch = model.watch('/a', 'subtree');
    const { lines } = recordEvents(watch);
    await untilLive(watch);
    await session.create({ path: '/mine', data: null, mode: 'ephemeral' });
    await proxy.refuse();
    proxy.cut();
    await untilState(session, 'reconnecting');
    await changeAll(other);
    await expect.poll(() => other.exists('/mine'), { timeout: 15_000 }).toBeNull();
    await proxy.heal();
    await untilState(session, 'expired', 20_000);
    replace(await connect(connectString));
    await until(() => lines().length >= 9 && watch.state === 'live');
    expect(lines()[0]).toBe('gap sessionExpired true');
    expect(lines().slice(1).sort()).toEqual(found);
    await other.setData('/a/same', 'x');
    await until(() => lines().at(-1) === 'dataChanged /a/same ×1 0→1');
    await proxy.close();
  });
});

describe('nodes hidden by their ACL', () => {
  const nobody = [{ scheme: 'digest', id: 'nobody:x', permissions: 31 }];

  it('are compared by their stat, and what is below them is not taken for gone', async () => {
    const { model, proxy, session, other } = await openBehindProxy(
      { '/a/open': '', '/a/locked/secret': '' },
      10_000,
    );
    const watch = model.watch('/a', 'subtree');
    const { events, lines } = recordEvents(watch);
    await untilLive(watch);
    expect([watch.nodeCount, watch.unlistedCount]).toEqual([4, 0]);
    await other.setAcl('/a/locked', nobody);
    await other.create('/a/hidden', 'x', { acl: nobody });
    await proxy.refuse();
    proxy.cut();
    await untilState(session, 'reconnecting');
    await proxy.heal();
    await untilState(session, 'connected');
    await untilLive(watch);
    await other.setData('/a/open', '1');
    await until(() => lines().at(-1) === 'dataChanged /a/open ×1 0→1');
    expect(lines()).toEqual([
      'gap reconnected true',
      'created? /a/hidden',
      'aclChanged? /a/locked ×1',
      'dataChanged /a/open ×1 0→1',
    ]);
    expect(events[1]).toMatchObject({ now: { kind: 'stat', refusal: { code: 'NO_AUTH' } } });
    expect([watch.nodeCount, watch.unlistedCount]).toEqual([4, 1]);
    await proxy.close();
  });
});

describe('the budget', () => {
  it('shares one server watch between nested paths, and gives all back', async () => {
    const { model, other, chroot } = await open({ '/a/b/c': '', '/z': '' });
    const outer = model.watch('/a', 'subtree');
    const inner = model.watch('/a/b', 'children');
    const leaf = model.watch('/a/b/c', 'node');
    const apart = model.watch('/z', 'node');
    const all = [outer, inner, leaf, apart];
    const recorded = all.map(recordEvents);
    for (const watch of all) await untilLive(watch);
    expect(model.budget).toEqual({ used: 2, cap: 100, isOff: false });
    await expect.poll(() => serverWatches(chroot)).toBe(2);
    await other.setData('/a/b/c', '1');
    await until(() => recorded.slice(0, 3).every(({ events }) => events.length === 1));
    outer.dispose();
    await expect.poll(() => serverWatches(chroot)).toBe(2);
    await other.setData('/a/b/c', '2');
    await other.setData('/a', '1');
    await until(() => recorded[1]!.events.length === 2 && recorded[2]!.events.length === 2);
    expect(recorded[0]!.events).toHaveLength(1);

    model.switchOff();
    expect(model.budget).toMatchObject({ used: 0, isOff: true });
    await expect.poll(() => serverWatches(chroot)).toBe(0);
    await other.setData('/a/b/c', '3');
    model.switchOn();
    await until(() => recorded[2]!.events.length === 4);
    expect(recorded[2]!.lines().slice(2)).toEqual([
      'gap switchedOff true',
      'dataChanged? /a/b/c ×1 2→3',
    ]);
    await expect.poll(() => serverWatches(chroot)).toBe(2);
    model.dispose();
    await expect.poll(() => serverWatches(chroot)).toBe(0);
  });
});
