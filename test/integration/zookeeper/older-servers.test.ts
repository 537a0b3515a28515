import { afterEach, describe, expect, it } from 'vitest';
import type { WatchEvent, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import {
  startOlderServer,
  type OldRelease,
  type OlderServer,
} from '../../fixtures/older-server.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { useZooKeeper, type TestChroot } from '../../fixtures/zookeeper.ts';

/** A current server that refuses what older ones do not know, as they refuse it. */
describe('on older servers', () => {
  const zk = useZooKeeper();
  const connect = useSessions();
  const servers: OlderServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  interface Opened {
    readonly server: OlderServer;
    readonly chroot: TestChroot;
    readonly session: ZooKeeperSession;
    readonly events: WatchEvent[];
  }

  async function open(release: OldRelease, options = {}): Promise<Opened> {
    const server = await startOlderServer(zk.server.clientPort, release, options);
    servers.push(server);
    const chroot = await zk.withChroot();
    const session = await connect(server.connectString + chroot.chroot, { retryTries: 5 });
    const events: WatchEvent[] = [];
    session.onWatchEvent((event) => events.push(event));
    return { server, chroot, session, events };
  }

  async function reconnect({ server, session }: Opened): Promise<void> {
    server.cut();
    await untilState(session, 'reconnecting');
    await untilState(session, 'connected');
  }

  it.each<[OldRelease, string, connections: number]>([
    ['3.8', '3.7', 1],
    ['3.6', '3.6', 2],
    ['3.5', '3.5', 3],
    ['3.4', '3.4', 2],
  ])('recognises %s, once for each server, within one session', async (release, known, count) => {
    const opened = await open(release);
    const { server, session, chroot } = opened;
    expect(session.capabilities.release).toBe(known);
    expect(server.acceptedCount).toBe(count);
    const { sessionId } = session.state as { sessionId: bigint };
    await session.create({ path: '/e', data: null, mode: 'ephemeral' });
    await reconnect(opened);
    expect(server.acceptedCount).toBe(count + 1);
    expect(session.state).toMatchObject({ sessionId });
    expect((await chroot.other.exists('/e'))?.ephemeralOwner).toBe(String(sessionId));
  });

  it.each(['3.4', '3.5', '3.6', '3.8'] as const)(
    'never asks %s what it does not know',
    async (release) => {
      const opened = await open(release);
      const { server, session } = opened;
      const { acceptedCount } = server;
      await session.create({ path: '/a', data: bytes('1'), mode: 'persistent' });
      const calls: Record<string, [since: string, () => Promise<unknown>]> = {
        container: ['3.5', () => session.create({ path: '/c', data: null, mode: 'container' })],
        ttlInMulti: [
          '3.5',
          () => session.multi([{ kind: 'create', path: '/t', data: null, mode: 'container' }]),
        ],
        checkWatch: ['3.5', () => session.checkWatch('/a')],
        getConfig: ['3.5', () => session.getConfig()],
        getEphemerals: ['3.6', () => session.getEphemerals('/')],
        getAllChildrenNumber: ['3.6', () => session.getAllChildrenNumber('/')],
        whoAmI: ['3.7', () => session.whoAmI()],
      };
      for (const [name, [since, call]] of Object.entries(calls)) {
        if (release >= since) await expect(call(), name).resolves.toBeDefined();
        else {
          await expect(call(), name).rejects.toMatchObject({
            failure: {
              code: 'UNIMPLEMENTED',
              retryable: false,
              detail: expect.stringContaining(`needs ZooKeeper ${since}`) as string,
            },
          });
        }
      }
      await session.addWatch('/a', 'persistent');
      await session.removeWatch('/a', 'persistent');
      expect(server.acceptedCount).toBe(acceptedCount);
      expect(session.state.kind).toBe('connected');
    },
  );

  it('creates without a Stat on 3.4, alone and in a transaction', async () => {
    const { session, chroot } = await open('3.4');
    const request = { data: bytes('x'), mode: 'persistent' } as const;
    expect(await session.create({ path: '/a', ...request })).toEqual({ path: '/a', stat: null });
    const sequential = await session.create({
      path: '/s-',
      data: null,
      mode: 'ephemeralSequential',
    });
    expect(sequential.path).toMatch(/^\/s-\d{10}$/);
    expect(
      await session.multi([
        { kind: 'create', path: '/b', ...request },
        { kind: 'check', path: '/a', version: 0 },
      ]),
    ).toEqual([{ kind: 'create', path: '/b', stat: null }, { kind: 'check' }]);
    expect((await chroot.other.getData('/b')).data).toEqual(bytes('x'));
  });

  describe.each(['3.4', '3.5'] as const)('with one-shot watches (%s)', (release) => {
    it('reports every event of a node, whether it is there or not', async () => {
      const { session, chroot, events } = await open(release);
      const { other } = chroot;
      await session.addWatch('/a', 'persistent');
      const expected: WatchEvent[] = [];
      const next = async (kind: WatchEvent['kind'], change: Promise<unknown>) => {
        await change;
        expected.push({ kind, path: '/a' });
        await expect.poll(() => events).toEqual(expected);
        // Until the watch stands again, whatever else happens is part of the same event: the server answers in order,
        // so it stands when this is answered.
        await session.exists('/');
      };
      for (let round = 0; round < 2; round++) {
        await next('created', other.create('/a'));
        await next('dataChanged', other.setData('/a', '1'));
        await next('dataChanged', other.setData('/a', '2'));
        await next('childrenChanged', other.create('/a/x'));
        await next('childrenChanged', other.delete('/a/x'));
        await next('deleted', other.delete('/a'));
      }
      // The watch of a node that is there from the start is another one on the server.
      await other.create('/b');
      await session.addWatch('/b', 'recursive');
      await other.create('/b/x');
      await other.delete('/b', { recursive: true });
      await expect.poll(() => events.at(-1)).toEqual({ kind: 'deleted', path: '/b' });
    });

    it('misses nothing that is read after the event, under a storm of changes', async () => {
      const { session, chroot, events } = await open(release);
      await chroot.seed({ '/a': '0' });
      await session.addWatch('/a', 'persistent');
      const seen: string[] = [];
      session.onWatchEvent(({ path }) => {
        void session
          .getData(path)
          .then(({ data }) => seen.push(new TextDecoder().decode(data ?? undefined)))
          // The last event may still come while the session is being closed.
          .catch(() => undefined);
      });
      await chroot.other.setMany(
        '/a',
        Array.from({ length: 500 }, (_, i) => String(i + 1)),
      );
      await expect.poll(() => seen.at(-1), { timeout: 10_000 }).toBe('500');
      expect(events.length).toBeLessThanOrEqual(500);
    });

    it('sets them again on a new connection, and reads nothing for it', async () => {
      const opened = await open(release);
      const { session, chroot, events, server } = opened;
      await chroot.seed({ '/a': '' });
      await session.addWatch('/a', 'persistent');
      await session.addWatch('/none', 'recursive');
      await reconnect(opened);
      await chroot.other.create('/none');
      await chroot.other.create('/a/x');
      await chroot.other.setData('/a', '1');
      await expect
        .poll(() => events)
        .toEqual([
          { kind: 'created', path: '/none' },
          { kind: 'childrenChanged', path: '/a' },
          { kind: 'dataChanged', path: '/a' },
        ]);
      expect(server.operations).not.toContain(12);
      expect(server.operations).not.toContain(4);
    });

    it('reports nothing after removal', async () => {
      const { session, chroot, events } = await open(release);
      await chroot.seed({ '/a': '', '/b': '' });
      await session.addWatch('/a', 'persistent');
      await session.addWatch('/b', 'persistent');
      await session.removeWatch('/a', 'persistent');
      if (release === '3.5') expect(await session.checkWatch('/a')).toBe(false);
      for (const value of ['1', '2']) {
        await chroot.other.setData('/a', value);
        await chroot.other.setData('/b', value);
        const count = Number(value);
        await expect.poll(() => events.length).toBe(count);
      }
      expect(new Set(events.map(({ path }) => path))).toEqual(new Set(['/b']));
      await session.addWatch('/a', 'persistent');
      await chroot.other.setData('/a', '3');
      await expect.poll(() => events.at(-1)).toEqual({ kind: 'dataChanged', path: '/a' });
    });
  });

  it('takes a server that hangs up instead of answering for an older one', async () => {
    const { session, server } = await open('3.5', { mute: true });
    expect(session.capabilities.release).toBe('3.5');
    // Each of the two questions was asked twice, since once may be the network.
    expect(server.acceptedCount).toBe(5);
  });

  it('asks again when the server has become an older one', async () => {
    const opened = await open('3.8');
    const { session, server, chroot, events } = opened;
    await chroot.seed({ '/a': '' });
    await session.addWatch('/a', 'persistent');
    expect(server.operations).toContain(106);
    server.become('3.5');
    await reconnect(opened);
    expect(session.capabilities.release).toBe('3.5');
    await chroot.other.setData('/a', '1');
    await expect.poll(() => events).toEqual([{ kind: 'dataChanged', path: '/a' }]);
  });

  it('lives on when a call meets an operation that the server does not know', async () => {
    const { session, server } = await open('3.8');
    server.become('3.6');
    await expect(session.whoAmI()).rejects.toMatchObject({ failure: { code: 'UNIMPLEMENTED' } });
    await untilState(session, 'reconnecting');
    await untilState(session, 'connected');
    await expect(session.exists('/')).resolves.not.toBeNull();
  });
});
