import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchEvent, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { runZkCli, startCuratorPeer, type CuratorPeer } from '../../fixtures/java-clients.ts';
import { bytes, useSessions } from '../../fixtures/session.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const textOf = (data: Uint8Array | null) => (data === null ? null : new TextDecoder().decode(data));

/** What others write we read, what we write they read, and each side's watches see the other's changes. */
describe('beside other clients', () => {
  const zk = useZooKeeper();
  const connect = useSessions();
  let curator: CuratorPeer;

  beforeAll(async () => {
    curator = await startCuratorPeer(zk.server.connectString);
  });
  afterAll(() => curator.close());

  async function open(): Promise<ZooKeeperSession> {
    return connect(zk.server.connectString);
  }

  async function makeAll(session: ZooKeeperSession, nodes: Record<string, string>) {
    for (const [path, data] of Object.entries(nodes)) {
      await session.create({ path, data: bytes(data), mode: 'persistent' });
    }
  }

  describe('Curator', () => {
    it('reads what we write, and we what it writes', async () => {
      const session = await open();
      await makeAll(session, { '/plain': 'ours – 配置' });
      expect(await curator.get('/plain')).toBe('ours – 配置');
      expect(await curator.set('/plain', 'theirs – 配置')).toBe(1);
      const { data, stat } = await session.getData('/plain');
      expect(textOf(data)).toBe('theirs – 配置');
      expect(stat.version).toBe(1);
      await expect(session.setData('/plain', null, 0)).rejects.toMatchObject({
        failure: { code: 'BAD_VERSION' },
      });
    });

    it('keeps its NodeCache, PathChildrenCache and TreeCache up with us', async () => {
      const session = await open();
      await makeAll(session, { '/cached': 'a', '/cached/one': '1' });
      await curator.cacheNode('/cached');
      await curator.cacheLevel('/cached');
      await curator.cacheTree('/cached');
      expect(await curator.cachedNode('/cached')).toBe('a');
      expect(await curator.cachedLevel('/cached')).toEqual({ '/cached/one': '1' });

      await session.setData('/cached', bytes('b'), 0);
      await makeAll(session, { '/cached/two': '2', '/cached/two/deep': 'd' });
      await session.setData('/cached/one', bytes('11'), 0);
      await expect.poll(() => curator.cachedNode('/cached')).toBe('b');
      await expect
        .poll(() => curator.cachedLevel('/cached'))
        .toEqual({ '/cached/one': '11', '/cached/two': '2' });
      await expect
        .poll(() => curator.cachedTree('/cached'))
        .toEqual({
          '/cached': 'b',
          '/cached/one': '11',
          '/cached/two': '2',
          '/cached/two/deep': 'd',
        });

      await session.multi([
        { kind: 'delete', path: '/cached/two/deep', version: 0 },
        { kind: 'delete', path: '/cached/two', version: -1 },
        { kind: 'setData', path: '/cached', data: bytes('c'), version: 1 },
      ]);
      await expect
        .poll(() => curator.cachedTree('/cached'))
        .toEqual({ '/cached': 'c', '/cached/one': '11' });
      await expect.poll(() => curator.cachedNode('/cached')).toBe('c');
    });

    it('wakes our watches', async () => {
      const session = await open();
      await makeAll(session, { '/seen': '' });
      await session.addWatch('/seen', 'recursive');
      const events: WatchEvent[] = [];
      session.onWatchEvent((event) => events.push(event));
      await curator.create('/seen/a/b', 'x');
      await curator.set('/seen/a', 'y');
      await curator.delete('/seen/a/b');
      await session.sync('/seen');
      expect(events).toEqual([
        { kind: 'created', path: '/seen/a' },
        { kind: 'created', path: '/seen/a/b' },
        { kind: 'dataChanged', path: '/seen/a' },
        { kind: 'deleted', path: '/seen/a/b' },
      ]);
    });

    it('waits for a lock that we hold, and we see who holds it', async () => {
      const session = await open();
      await makeAll(session, { '/lock': '' });
      const ours = await session.create({
        path: '/lock/_c_ours-lock-',
        data: null,
        mode: 'ephemeralSequential',
      });
      expect(await curator.lock('/lock', 100)).toBe(false);
      const waiting = curator.lock('/lock', 10_000);
      await session.delete(ours.path, -1);
      expect(await waiting).toBe(true);
      const { children } = await session.getChildren('/lock');
      expect(children).toEqual([expect.stringMatching(/^_c_.*-lock-\d{10}$/)]);
      expect(await session.exists(`/lock/${children[0] ?? ''}`)).toMatchObject({
        ephemeralOwner: curator.sessionId,
      });
      await curator.unlock('/lock');
      expect((await session.getChildren('/lock')).children).toEqual([]);
    });

    it('elects another leader when we take the first one’s node away', async () => {
      const session = await open();
      await makeAll(session, { '/latch': '' });
      await curator.joinLatch('/latch', 'first');
      await expect.poll(() => curator.latchLeader('/latch')).toBe('first');
      await curator.joinLatch('/latch', 'second');
      const participants = async () => {
        const { children } = await session.getChildren('/latch');
        const byNumber = children.sort((a, b) => Number(a.slice(-10)) - Number(b.slice(-10)));
        const read = byNumber.map((name) => session.getData(`/latch/${name}`));
        return { byNumber, names: (await Promise.all(read)).map(({ data }) => textOf(data)) };
      };
      await expect.poll(async () => (await participants()).names).toEqual(['first', 'second']);
      const [leader = ''] = (await participants()).byNumber;
      await session.delete(`/latch/${leader}`, -1);
      await expect.poll(() => curator.latchLeader('/latch')).toBe('second');
    });

    it('finds the services that we register, and we those that it does', async () => {
      const session = await open();
      await curator.register('/services', 'search', 'theirs');
      const { data, stat } = await session.getData('/services/search/theirs');
      expect(stat.ephemeralOwner).toBe(curator.sessionId);
      const instance = JSON.parse(textOf(data) ?? '') as Record<string, unknown>;
      expect(instance).toMatchObject({ name: 'search', id: 'theirs', address: '10.0.0.1' });
      const ours = JSON.stringify({ ...instance, id: 'ours', address: '10.0.0.2' });
      await session.create({
        path: '/services/search/ours',
        data: bytes(ours),
        mode: 'ephemeral',
      });
      expect(await curator.instances('/services', 'search')).toEqual({
        theirs: '10.0.0.1:8080',
        ours: '10.0.0.2:8080',
      });
    });
  });

  describe('kazoo', () => {
    it('sees our changes with its own watches, and we its with ours', async () => {
      const session = await open();
      await makeAll(session, { '/kazoo': '0' });
      await zk.other.watch('/kazoo');
      await session.setData('/kazoo', bytes('1'), 0);
      await session.create({ path: '/kazoo/配', data: null, mode: 'ephemeral' });
      await expect
        .poll(() => zk.other.watched('/kazoo'))
        .toEqual({ data: ['0', '1'], children: [[], ['配']] });
      await session.addWatch('/kazoo', 'persistent');
      const events: WatchEvent[] = [];
      session.onWatchEvent((event) => events.push(event));
      await zk.other.setData('/kazoo', '2');
      await zk.other.create('/kazoo/theirs');
      await session.sync('/kazoo');
      expect(events).toEqual([
        { kind: 'dataChanged', path: '/kazoo' },
        { kind: 'childrenChanged', path: '/kazoo' },
      ]);
    });
  });

  describe('zkCli', () => {
    it('prints what we wrote, wakes our watches and is read by us', async () => {
      const session = await open();
      await makeAll(session, { '/cli': 'ours' });
      const owned = await session.create({ path: '/cli/e', data: null, mode: 'ephemeral' });
      await session.addWatch('/cli', 'recursive');
      const events: WatchEvent[] = [];
      session.onWatchEvent((event) => events.push(event));
      const printed = await runZkCli(zk.server.connectString, [
        'get /cli',
        'stat /cli/e',
        'set -v 0 /cli theirs',
        'create /cli/made by-zkCli',
        'ls /cli',
      ]);
      const lines = printed.split('\n');
      expect(lines).toContain('ours');
      const owner = (owned.stat?.ephemeralOwner ?? 0n).toString(16);
      expect(lines).toContain(`ephemeralOwner = 0x${owner}`);
      expect(lines).toContain('[e, made]');
      await session.sync('/cli');
      expect(events).toEqual([
        { kind: 'dataChanged', path: '/cli' },
        { kind: 'created', path: '/cli/made' },
      ]);
      expect(textOf((await session.getData('/cli/made')).data)).toBe('by-zkCli');
    });
  });
});
