import { describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../../electron/zookeeper/port.ts';
import type { RunningZooKeeper } from '../../../build/lib/zookeeper-server.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { useEnsemble } from '../../fixtures/zookeeper.ts';

describe('an ensemble of three', () => {
  const zk = useEnsemble();
  const connect = useSessions();

  function serverCalled(name: string): RunningZooKeeper {
    const server = zk.ensemble.servers.find(({ connectString }) => connectString === name);
    if (!server) throw new Error(`${name} is none of the ensemble`);
    return server;
  }

  async function open() {
    const session = await connect(zk.ensemble.connectString, {
      sessionTimeoutMs: 20_000,
      connectionTimeoutMs: 20_000,
      retryTries: 100,
    });
    if (session.state.kind !== 'connected') throw new Error(session.state.kind);
    return { session, ...session.state };
  }

  it('keeps the session, its watches and its ephemeral nodes when its server dies', async () => {
    const { session, server, sessionId } = await open();
    await session.create({ path: '/mine', data: null, mode: 'ephemeral' });
    await session.addWatch('/mine', 'persistent');
    const events: WatchEvent[] = [];
    session.onWatchEvent((event) => events.push(event));
    const dying = serverCalled(server);
    await dying.kill();
    await untilState(session, 'reconnecting');
    const state = await untilState(session, 'connected');
    expect(state).toMatchObject({ sessionId });
    expect(state).not.toMatchObject({ server });
    await session.setData('/mine', bytes('1'), 0);
    await session.sync('/');
    expect(events).toEqual([{ kind: 'dataChanged', path: '/mine' }]);
    await dying.restart();
  });

  it('survives the loss of the leader without losing or repeating an acknowledged write', async () => {
    const { session, sessionId } = await open();
    await session.create({ path: '/counter', data: null, mode: 'persistent' });
    const leader = await zk.ensemble.findLeader();
    let acknowledged = 0;
    let unknown = 0;
    const over = new AbortController();
    const writing = (async () => {
      while (!over.signal.aborted) {
        try {
          await session.setData('/counter', bytes('x'), -1);
          acknowledged++;
        } catch (error) {
          expect(error).toMatchObject({ name: 'ZooKeeperError' });
          if ((error as { failure: { maybeDone?: boolean } }).failure.maybeDone) unknown++;
          await untilState(session, 'connected', 30_000);
        }
      }
    })();
    await expect.poll(() => acknowledged).toBeGreaterThan(20);
    await leader.kill();
    await zk.ensemble.findLeader();
    const before = acknowledged;
    await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(before + 20);
    over.abort();
    await writing;
    await leader.restart();
    const { version } = (await session.getData('/counter')).stat;
    expect(version).toBeGreaterThanOrEqual(acknowledged);
    expect(version).toBeLessThanOrEqual(acknowledged + unknown);
    expect(session.state).toMatchObject({ kind: 'connected', sessionId });
  });
});

describe('an ensemble whose servers serve reads without a majority', () => {
  // Without local sessions, a server on its own may not open any.
  const zk = useEnsemble({
    jvmFlags: ['-Dreadonlymode.enabled=true'],
    extraConfig: { localSessionsEnabled: 'true', localSessionsUpgradingEnabled: 'true' },
  });
  const connect = useSessions();
  const patiently = {
    sessionTimeoutMs: 30_000,
    connectionTimeoutMs: 25_000,
    retryTries: 1_000,
  };

  it('waits for the majority with the session it has, and can read with a new one', async () => {
    const session = await connect(zk.ensemble.connectString, patiently);
    await session.create({ path: '/kept', data: bytes('1'), mode: 'persistent' });
    // A session becomes known to the whole ensemble with its first ephemeral node.
    await session.create({ path: '/mine', data: null, mode: 'ephemeral' });
    const before = session.state;
    if (before.kind !== 'connected') throw new Error(before.kind);
    const [first, second, third] = zk.ensemble.servers;
    await Promise.all([first?.kill(), second?.kill()]);
    await expect.poll(() => third?.ask('isro'), { timeout: 20_000 }).toBe('ro');
    await untilState(session, 'reconnecting', 20_000);
    await expect(session.getData('/kept')).rejects.toMatchObject({
      failure: { code: 'NOT_CONNECTED' },
    });

    const reader = await connect(zk.ensemble.connectString, patiently);
    expect(reader.state.kind).toBe('readOnly');
    expect((await reader.getData('/kept')).data).toEqual(bytes('1'));
    await expect(reader.setData('/kept', null, -1)).rejects.toMatchObject({
      failure: { code: 'NOT_READ_ONLY' },
    });

    await Promise.all([first?.restart(), second?.restart()]);
    const state = await untilState(session, 'connected', 30_000);
    expect(state).toMatchObject({ sessionId: before.sessionId });
    expect((await session.setData('/kept', bytes('2'), 0)).version).toBe(1);
    expect(await session.exists('/mine')).toMatchObject({ ephemeralOwner: before.sessionId });
  });
});
