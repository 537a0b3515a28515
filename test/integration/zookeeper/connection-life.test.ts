import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../../electron/zookeeper/port.ts';
import type { SessionState } from '../../../shared/model/connection.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { soonerThan } from '../../fixtures/sooner-than.ts';
import { startTcpProxy, type TcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

describe('the life of a connection', () => {
  const zk = useZooKeeper();
  const connect = useSessions();
  let proxy: TcpProxy;

  beforeEach(async () => {
    proxy = await startTcpProxy(zk.server.clientPort);
  });
  afterEach(() => proxy.close());

  async function openThroughProxy(sessionTimeoutMs = 10_000) {
    const chroot = await zk.withChroot();
    const session = await connect(proxy.connectString + chroot.chroot, { sessionTimeoutMs });
    return { chroot, other: chroot.other, session };
  }

  it('keeps the session and its watches over a killed and restarted server', async () => {
    const chroot = await zk.withChroot();
    const session = await connect(chroot.connectString, { sessionTimeoutMs: 20_000 });
    const before = session.state;
    await session.create({ path: '/mine', data: null, mode: 'ephemeral' });
    await session.addWatch('/', 'persistent');
    await session.addWatch('/mine', 'recursive');
    const events: WatchEvent[] = [];
    session.onWatchEvent((event) => events.push(event));
    const states: SessionState[] = [];
    session.onStateChange((state) => states.push(state));

    await zk.server.kill();
    const lost = await untilState(session, 'reconnecting');
    expect(lost).toMatchObject({ lastServer: zk.server.connectString });
    await zk.server.restart();
    expect(await untilState(session, 'connected')).toEqual(before);
    expect(states.map(({ kind }) => kind)).toContain('reconnecting');
    expect(states.at(-1)?.kind).toBe('connected');

    await session.setData('/mine', bytes('1'), 0);
    await session.create({ path: '/new', data: null, mode: 'persistent' });
    await session.sync('/');
    expect(events).toEqual([
      { kind: 'dataChanged', path: '/mine' },
      { kind: 'childrenChanged', path: '/' },
    ]);
  });

  it('refuses calls while it is not connected, at once, and never makes up for them', async () => {
    const { session, other } = await openThroughProxy();
    await session.create({ path: '/a', data: null, mode: 'persistent' });
    await proxy.refuse();
    proxy.cut();
    await untilState(session, 'reconnecting');
    await expect(session.setData('/a', bytes('late'), -1)).rejects.toMatchObject({
      failure: { code: 'NOT_CONNECTED', operation: 'setData', path: '/a', retryable: true },
    });
    await expect(session.setData('/a', bytes('late'), -1)).rejects.not.toHaveProperty(
      'failure.maybeDone',
    );
    await proxy.heal();
    await untilState(session, 'connected');
    expect((await session.getData('/a')).stat.version).toBe(0);
    expect((await other.getData('/a')).stat.version).toBe(0);
  });

  it('reports truly what became of calls in flight when the connection is cut', async () => {
    const { session, other } = await openThroughProxy();
    await session.create({ path: '/a', data: null, mode: 'persistent' });
    proxy.blackhole('toClient');
    const write = session.setData('/a', bytes('1'), 0);
    const read = session.getData('/a');
    await expect.poll(async () => (await other.getData('/a')).stat.version).toBe(1);
    proxy.reset();
    await expect(write).rejects.toMatchObject({
      failure: { code: 'CONNECTION_LOST', maybeDone: true, retryable: false, path: '/a' },
    });
    await expect(read).rejects.toMatchObject({
      failure: { code: 'CONNECTION_LOST', retryable: true },
    });
    await expect(read).rejects.not.toHaveProperty('failure.maybeDone');
    await proxy.heal();
    await untilState(session, 'connected');
    expect((await session.getData('/a')).stat.version).toBe(1);
  });

  it('notices a frozen peer within the session timeout and comes back', async () => {
    const sessionTimeoutMs = 3_000;
    const { session } = await openThroughProxy(sessionTimeoutMs);
    const id = session.state;
    proxy.freeze();
    const pending = soonerThan(sessionTimeoutMs, session.getChildren('/'));
    await expect(pending).rejects.toMatchObject({ failure: { code: 'CONNECTION_LOST' } });
    expect(await untilState(session, 'reconnecting')).toMatchObject({
      lastFailure: { code: 'SERVER_SILENT' },
    });
    await proxy.heal();
    expect(await untilState(session, 'connected')).toEqual(id);
  });

  it('notices that what it sends goes nowhere', async () => {
    const { session } = await openThroughProxy(2_000);
    proxy.blackhole('toServer');
    await untilState(session, 'reconnecting', 2_500);
  });

  it('notices a frozen server, and that its session expired when it does', async () => {
    const chroot = await zk.withChroot();
    const session = await connect(chroot.connectString, { sessionTimeoutMs: 1_000 });
    await session.create({ path: '/mine', data: null, mode: 'ephemeral' });
    zk.server.pause();
    try {
      await untilState(session, 'reconnecting', 2_000);
    } finally {
      zk.server.resume();
    }
    // Which of the two comes first is up to the server.
    const state = await Promise.race([
      untilState(session, 'connected'),
      untilState(session, 'expired'),
    ]);
    expect(['connected', 'expired']).toContain(state.kind);
  });

  it('is final once expired', async () => {
    const { session, other } = await openThroughProxy(1_000);
    await session.create({ path: '/mine', data: null, mode: 'ephemeral' });
    proxy.freeze();
    await expect.poll(() => other.exists('/mine'), { timeout: 10_000 }).toBeNull();
    await proxy.heal();
    await untilState(session, 'expired');
    await expect(session.getChildren('/')).rejects.toMatchObject({
      failure: { code: 'SESSION_EXPIRED', operation: 'getChildren', retryable: false },
    });
    await session.close();
    expect(session.state.kind).toBe('expired');
    await expect.poll(() => proxy.openCount).toBe(0);
  });

  it('survives a cut at every place of a reply', async () => {
    const chroot = await zk.withChroot();
    await chroot.seed({ '/node': 'data' });
    // A reply to getData here is 4 + 16 + 4 + 4 + 68 bytes long.
    for (const at of [0, 1, 3, 4, 5, 19, 20, 24, 28, 95]) {
      const session = await connect(proxy.connectString + chroot.chroot);
      proxy.cutAfter(at, 'toClient');
      await expect(session.getData('/node')).rejects.toMatchObject({
        failure: { code: 'CONNECTION_LOST' },
      });
      await untilState(session, 'connected');
      expect((await session.getData('/node')).data).toEqual(bytes('data'));
      await session.close();
    }
  });

  it('works through a slow network', async () => {
    const { session, other } = await openThroughProxy();
    proxy.delay(20);
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        session.create({ path: `/n${i}`, data: null, mode: 'persistent' }),
      ),
    );
    expect(await other.getChildren('/')).toHaveLength(50);
  });

  it('ends calls at their signal and deadline', async () => {
    const { session } = await openThroughProxy();
    await session.create({ path: '/a', data: null, mode: 'persistent' });
    proxy.blackhole('toClient');
    await expect(session.getData('/a', { deadlineMs: 50 })).rejects.toMatchObject({
      failure: { code: 'OPERATION_TIMEOUT', retryable: true },
    });
    await expect(session.setData('/a', null, 0, { deadlineMs: 50 })).rejects.toMatchObject({
      failure: { code: 'OPERATION_TIMEOUT', maybeDone: true },
    });
    const abort = new AbortController();
    const aborted = session.getData('/a', { signal: abort.signal });
    const many = session.existsMany(['/a', '/b'], { signal: abort.signal });
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    await expect(many).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    await expect(session.existsMany(['/a'], { deadlineMs: 50 })).rejects.toMatchObject({
      failure: { code: 'OPERATION_TIMEOUT' },
    });
    await expect(session.getData('/a', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      failure: { code: 'CANCELLED' },
    });
  });

  it('closes in any state, more than once, and takes its ephemeral nodes along', async () => {
    const { session, other } = await openThroughProxy();
    await session.create({ path: '/mine', data: null, mode: 'ephemeral' });
    await Promise.all([session.close(), session.close()]);
    await session.close();
    expect(session.state.kind).toBe('closed');
    expect(await other.exists('/mine')).toBeNull();
    await expect(session.getChildren('/')).rejects.toMatchObject({
      failure: { code: 'NOT_CONNECTED', retryable: false },
    });

    const reconnecting = (await openThroughProxy()).session;
    await proxy.refuse();
    proxy.cut();
    await untilState(reconnecting, 'reconnecting');
    await reconnecting.close();
    expect(reconnecting.state.kind).toBe('closed');
    await proxy.heal();

    const frozen = (await openThroughProxy()).session;
    proxy.freeze();
    await soonerThan(8_000, frozen.close());
    expect(frozen.state.kind).toBe('closed');
    await expect.poll(() => proxy.openCount).toBe(0);
  });
});
