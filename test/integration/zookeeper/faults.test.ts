import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../../electron/zookeeper/port.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { startTcpProxy, type Direction, type TcpProxy } from '../../fixtures/tcp-proxy.ts';
import { WriteLedger } from '../../fixtures/write-ledger.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

/** Timers and sockets of this process, by kind. */
function activeResources(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => /^(Timeout|TCPSocketWrap)$/.test(kind));
}

describe('a network fault under a write load', () => {
  const zk = useZooKeeper();
  const connect = useSessions();
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  let proxy: TcpProxy;

  beforeEach(async () => {
    warnings.length = 0;
    process.on('warning', warn);
    proxy = await startTcpProxy(zk.server.clientPort);
  });
  afterEach(async () => {
    process.off('warning', warn);
    await proxy.close();
  });

  const faults: [name: string, isSurvived: boolean, begin: () => unknown][] = [
    ['delay', true, () => proxy.delay(40)],
    ['throttle', true, () => proxy.throttle(8_000)],
    ['cut', false, () => proxy.cut()],
    ['reset', false, () => proxy.reset()],
    ['nothing arrives there', false, () => proxy.blackhole('toServer')],
    ['nothing arrives here', false, () => proxy.blackhole('toClient')],
    ['freeze', false, () => proxy.freeze()],
    ['refuse', false, () => proxy.refuse().then(() => proxy.cut())],
    ['cut in a reply', false, () => proxy.cutAfter(1_003, 'toClient')],
    ['cut in a request', false, () => proxy.cutAfter(1_003, 'toServer')],
  ];

  it.each(faults)('%s: answers all, loses and repeats nothing, comes back', async (...fault) => {
    const [, isSurvived, begin] = fault;
    const before = activeResources().length;
    const chroot = await zk.withChroot();
    await chroot.seed({ '/ledger': '' });
    // The server would be silent for a second before this side takes it for lost, half a second before it expires.
    const session = await connect(proxy.connectString + chroot.chroot, { sessionTimeoutMs: 1_500 });
    const opened = session.state;
    await session.addWatch('/ledger', 'persistent');
    const events: WatchEvent[] = [];
    session.onWatchEvent((event) => events.push(event));
    const ledger = new WriteLedger('/ledger');
    const writing = ledger.keepWriting(session);
    await expect.poll(() => ledger.count('acknowledged')).toBeGreaterThan(10);

    await begin();
    if (isSurvived) {
      const acknowledged = ledger.count('acknowledged');
      await expect
        .poll(() => ledger.count('acknowledged'), { timeout: 10_000 })
        .toBeGreaterThan(acknowledged + 20);
      expect(session.state).toEqual(opened);
    } else {
      await untilState(session, 'reconnecting', 5_000);
    }
    await proxy.heal();
    expect(await untilState(session, 'connected')).toEqual(opened);
    const acknowledged = ledger.count('acknowledged');
    await expect.poll(() => ledger.count('acknowledged')).toBeGreaterThan(acknowledged + 10);
    await writing.stop();

    // One event for each child, of those that came while there was a connection; the last of them for certain.
    events.length = 0;
    expect(await ledger.write(session)).toBe('acknowledged');
    expect(events).toEqual([{ kind: 'childrenChanged', path: '/ledger' }]);
    if (isSurvived) expect(ledger.count('maybeDone') + ledger.count('notDone')).toBe(0);
    const reader = await connect(chroot.connectString);
    expect(await ledger.findProblems(reader)).toEqual([]);
    await Promise.all([session.close(), reader.close()]);
    await expect.poll(() => activeResources().length).toBeLessThanOrEqual(before);
    expect(warnings).toEqual([]);
  });
});

/** Each place has a session and a proxy of its own, all at the same time. */
describe('a connection cut or changed at any byte', () => {
  const zk = useZooKeeper();
  const connect = useSessions();
  const proxies: TcpProxy[] = [];
  afterEach(async () => {
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
  });

  async function openThroughProxy(chroot = '', sessionTimeoutMs = 10_000) {
    const proxy = await startTcpProxy(zk.server.clientPort);
    proxies.push(proxy);
    const reach = proxy.connectString + chroot;
    const session = () => connect(reach, { retryBaseMs: 5, sessionTimeoutMs });
    return { proxy, connect: session };
  }

  /** @returns every offset below `end`, in both directions. */
  function places(end: Record<Direction, number>, step: number) {
    return (['toClient', 'toServer'] as const).flatMap((direction) =>
      Array.from({ length: Math.ceil(end[direction] / step) }, (_, index) => ({
        direction,
        at: index * step,
      })),
    );
  }

  it('gets its first session', async () => {
    // The whole grant and the whole offer.
    const all = places({ toClient: 41, toServer: 49 }, 1).map(async ({ direction, at }) => {
      const { proxy, connect } = await openThroughProxy();
      proxy.cutNextAfter(at, direction);
      const session = await connect();
      expect(session.state.kind).toBe('connected');
      // Where a server hangs up without a word, the next attempt is preceded by the question whether it wants TLS.
      expect([2, 3]).toContain(proxy.acceptedCount);
    });
    await Promise.all(all);
  });

  it('keeps its session and its watches', async () => {
    const { chroot, other } = await zk.withChroot();
    // The grant and the answer to the watches; the offer and the watches.
    const all = places({ toClient: 61, toServer: 100 }, 2).map(async ({ direction, at }) => {
      const { proxy, connect } = await openThroughProxy(chroot);
      const session = await connect();
      const opened = session.state;
      await session.addWatch('/', 'persistent');
      const events: WatchEvent[] = [];
      session.onWatchEvent((event) => events.push(event));
      proxy.cutNextAfter(at, direction);
      proxy.cut();
      await untilState(session, 'reconnecting');
      expect(await untilState(session, 'connected')).toEqual(opened);
      expect(proxy.acceptedCount).toBe(3);
      return { session, events };
    });
    const opened = await Promise.all(all);
    await other.create('/made-by-another');
    for (const { session, events } of opened) {
      await session.sync('/');
      expect(events).toEqual([{ kind: 'childrenChanged', path: '/' }]);
    }
  });

  it('reports truly what became of a write', async () => {
    const chroot = await zk.withChroot();
    await chroot.seed({ '/ledger': '' });
    const ledger = new WriteLedger('/ledger');
    // More than a request and its answer have.
    const all = places({ toClient: 125, toServer: 100 }, 1).map(async ({ direction, at }) => {
      const { proxy, connect } = await openThroughProxy(chroot.chroot);
      const session = await connect();
      proxy.cutAfter(at, direction);
      const fate = await ledger.write(session);
      expect(fate).not.toBe('notDone');
      if (fate === 'acknowledged') return;
      await untilState(session, 'reconnecting');
      await untilState(session, 'connected');
      expect(await ledger.write(session)).toBe('acknowledged');
    });
    await Promise.all(all);
    expect(ledger.count('maybeDone')).toBeGreaterThan(150);
    expect(await ledger.findProblems(await connect(chroot.connectString))).toEqual([]);
  });

  it('answers a read whose reply is changed, and goes on', async () => {
    const chroot = await zk.withChroot();
    await chroot.seed({ '/node': 'data' });
    // Length, xid, error, data and Stat of 96 bytes. The zxid is left as it is: nothing distinguishes a wrong one from a right
    // one, and a server refuses a client that claims to have seen the future.
    const offsets = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23, 24, 28, 40, 95];
    const all = offsets.flatMap((at) =>
      [0x00, 0x01, 0x80, 0xff].map(async (value) => {
        const { proxy, connect } = await openThroughProxy(chroot.chroot, 1_500);
        const session = await connect();
        const opened = session.state;
        proxy.rewrite('toClient', (chunk) => {
          if (chunk.length !== 96) return chunk;
          const changed = Buffer.from(chunk);
          changed[at] = value;
          return changed;
        });
        const outcome = await session.getData('/node').catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toHaveProperty('failure.path', '/node');
        proxy.rewrite('toClient', null);
        // What came in a wrong order is noticed with the next answer at the latest.
        await session.sync('/').catch(() => untilState(session, 'reconnecting'));
        expect(await untilState(session, 'connected')).toEqual(opened);
        expect((await session.getData('/node')).data).toEqual(bytes('data'));
      }),
    );
    await Promise.all(all);
  });
});
