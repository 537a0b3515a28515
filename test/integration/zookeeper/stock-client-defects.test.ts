import { afterEach, describe, expect, it } from 'vitest';
import type { WatchEvent, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { prepareSecurity } from '../../../electron/zookeeper/driver/security/prepared-security.ts';
import { Session } from '../../../electron/zookeeper/session.ts';
import { usualRequestLimitBytes } from '../../../shared/model/request-size.ts';
import {
  frame,
  grantThen,
  replyHeader,
  startHostileServer,
  type Behaviour,
} from '../../fixtures/hostile-server.ts';
import { bytes, testSettings, untilState, useSessions } from '../../fixtures/session.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

/**
 * What the stock node-zookeeper-client gets wrong, each held here so that it cannot come back; `stock-client.test.ts`
 * shows that it does get it wrong.
 */

const connect = useSessions();
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function connectTo(behave: Behaviour): Promise<ZooKeeperSession> {
  const server = await startHostileServer(behave);
  cleanups.push(() => server.close());
  return connect(server.connectString, { sessionTimeoutMs: 10_000 });
}

function until(session: ZooKeeperSession, count: number): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  return new Promise((resolve) => {
    const listening = session.onWatchEvent((event) => {
      events.push(event);
      if (events.length < count) return;
      listening.dispose();
      resolve(events);
    });
  });
}

describe('answers that the stock client dies of', () => {
  it.each([-125, -124, -119, -9999, 7])('takes the error code %i as an answer', async (code) => {
    const session = await connectTo(grantThen((xid) => frame(replyHeader(xid, code))));
    await expect(session.getData('/a')).rejects.toMatchObject({
      failure: { operation: 'getData', path: '/a' },
    });
    await expect(session.getData('/a')).rejects.toThrow(` ${code} `);
    expect(session.state.kind).toBe('connected');
  });

  it.each<[string, (xid: number) => Buffer]>([
    ['a short frame', () => frame(Buffer.alloc(3))],
    ['an empty frame', () => frame()],
    ['a body that ends too early', (xid) => frame(replyHeader(xid, 0), Buffer.alloc(5))],
    [
      'a body whose inner length is 2 GB',
      (xid) => frame(replyHeader(xid, 0), Buffer.from([0x7f, 0xff, 0xff, 0xff])),
    ],
    [
      'a body whose inner length is negative',
      (xid) => frame(replyHeader(xid, 0), Buffer.from([0x80, 0, 0, 0])),
    ],
    ['a frame of 2 GB', () => Buffer.from([0x7f, 0xff, 0xff, 0xff])],
    ['a frame of negative length', () => Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['an answer to another request', (xid) => frame(replyHeader(xid + 1, 0))],
    ['credentials answered that were not sent', () => frame(replyHeader(-4, 0))],
    ['a broken event', () => frame(replyHeader(-1, 0), Buffer.alloc(2))],
  ])('ends the connection for %s', async (_name, reply) => {
    const session = await connectTo(grantThen(reply));
    const call = session.getData('/a');
    await expect(call).rejects.toMatchObject({ failure: { path: '/a' } });
    expect(await untilState(session, 'reconnecting')).toMatchObject({
      lastFailure: { code: 'PROTOCOL_ERROR' },
    });
    // The next connection begins with nothing left over.
    await untilState(session, 'connected');
  });
});

describe('against a real server', () => {
  const zk = useZooKeeper({ extraConfig: { enforceQuota: 'true' } });

  it('reports that a quota is exceeded', async () => {
    const { chroot, connectString } = await zk.withChroot();
    const limits = `/zookeeper/quota${chroot}/zookeeper_limits`;
    await zk.other.create(limits, 'count=-1,bytes=-1=;byteHardLimit=4;countHardLimit=-1', {
      makeParents: true,
    });
    await zk.other.create(`/zookeeper/quota${chroot}/zookeeper_stats`, 'count=1,bytes=0');
    const session = await connect(connectString);
    await expect(session.setData('/', bytes('too long'), -1)).rejects.toMatchObject({
      failure: { code: 'QUOTA_EXCEEDED', detail: '-125 QUOTAEXCEEDED' },
    });
  });

  it('forgets the half of a reply that a cut leaves behind', async () => {
    const chroot = await zk.withChroot();
    await chroot.seed({ '/large': new Uint8Array(500_000) });
    const proxy = await startTcpProxy(zk.server.clientPort);
    cleanups.push(() => proxy.close());
    const session = await connect(proxy.connectString + chroot.chroot);
    proxy.cutAfter(200_000, 'toClient');
    await expect(session.getData('/large')).rejects.toMatchObject({
      failure: { code: 'CONNECTION_LOST' },
    });
    await untilState(session, 'connected');
    expect((await session.getData('/large')).data).toHaveLength(500_000);
    expect(proxy.acceptedCount).toBe(2);
  });

  it('sends version 0 as 0, alone and in a transaction', async () => {
    const { connectString } = await zk.withChroot();
    const session = await connect(connectString);
    await session.create({ path: '/a', data: null, mode: 'persistent' });
    await session.setData('/a', bytes('1'), 0);
    const refused = { failure: { code: 'BAD_VERSION' } };
    await expect(session.setData('/a', bytes('2'), 0)).rejects.toMatchObject(refused);
    await expect(session.delete('/a', 0)).rejects.toMatchObject(refused);
    for (const kind of ['delete', 'check'] as const) {
      await expect(session.multi([{ kind, path: '/a', version: 0 }])).rejects.toMatchObject(
        refused,
      );
    }
    await expect(
      session.multi([{ kind: 'setData', path: '/a', data: null, version: 0 }]),
    ).rejects.toMatchObject(refused);
    expect((await session.getData('/a')).data).toEqual(bytes('1'));
  });

  it('sends credentials before everything else, and again on every connection', async () => {
    const chroot = await zk.withChroot();
    const proxy = await startTcpProxy(zk.server.clientPort);
    cleanups.push(() => proxy.close());
    const session = await connect(proxy.connectString + chroot.chroot);
    if (!(session instanceof Session)) throw new Error('another implementation');
    await session.addAuth('digest', bytes('bob:secret'));
    // ZooKeeper's own scheme for "whoever I am" becomes the identity just given.
    await session.create({
      path: '/mine',
      data: bytes('private'),
      mode: 'persistent',
      acl: [{ scheme: 'auth', id: '', permissions: 31 }],
    });
    await expect(chroot.other.getData('/mine')).rejects.toThrow('NoAuthError');
    await session.addWatch('/mine', 'persistent');
    proxy.cut();
    await untilState(session, 'reconnecting');
    await untilState(session, 'connected');
    expect((await session.getData('/mine')).data).toEqual(bytes('private'));
    const event = until(session, 1);
    await session.setData('/mine', bytes('new'), 0);
    expect(await event).toEqual([{ kind: 'dataChanged', path: '/mine' }]);
  });

  it('ends for good when its credentials are refused', async () => {
    const { connectString } = await zk.withChroot();
    const session = await connect(connectString);
    if (!(session instanceof Session)) throw new Error('another implementation');
    await expect(session.addAuth('no-such-scheme', bytes('x'))).rejects.toMatchObject({
      failure: { code: 'AUTH_FAILED' },
    });
    expect(session.state.kind).toBe('authFailed');
    await expect(session.getChildren('/')).rejects.toMatchObject({
      failure: { code: 'AUTH_FAILED', operation: 'getChildren' },
    });
    await session.close();
    expect(session.state.kind).toBe('authFailed');
  });

  it('sets more than a megabyte of watches again', async () => {
    const chroot = await zk.withChroot();
    const proxy = await startTcpProxy(zk.server.clientPort);
    cleanups.push(() => proxy.close());
    const session = await connect(proxy.connectString + chroot.chroot);
    const paths = Array.from({ length: 6_000 }, (_, i) => `/${'x'.repeat(190)}${i}`);
    await Promise.all(paths.map((path) => session.addWatch(path, 'persistent')));
    proxy.cut();
    await untilState(session, 'reconnecting');
    await untilState(session, 'connected');
    expect(proxy.acceptedCount).toBe(2);
    for (const path of [paths[0], paths[5_999]]) {
      const event = until(session, 1);
      await chroot.other.create(path ?? '');
      expect(await event).toEqual([{ kind: 'created', path }]);
    }
  });

  it('closes before it was ever connected', async () => {
    const server = await startHostileServer(() => undefined);
    cleanups.push(() => server.close());
    const target = { servers: [{ host: '127.0.0.1', port: server.port }], chroot: '' };
    const opening = new Session(target, testSettings(server.connectString), prepareSecurity());
    const opened = opening.open();
    const closed = opening.close();
    await expect(opened).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    await closed;
    expect(opening.state.kind).toBe('closed');
    const unopened = new Session(target, testSettings(server.connectString), prepareSecurity());
    await unopened.close();
    expect(unopened.state.kind).toBe('closed');
  });

  it('moves data and requests of every size up to the limit, and outlives what is larger', async () => {
    const { connectString, other } = await zk.withChroot();
    const session = await connect(connectString);
    await session.create({ path: '/a', data: null, mode: 'persistent' });
    // xid, operation, path, data and version around the data itself.
    const overhead = 4 + 4 + 4 + Buffer.byteLength('/test-9/a') + 4 + 4;
    const largest = new Uint8Array(usualRequestLimitBytes - overhead - 4).fill(7);
    await session.setData('/a', largest, 0);
    for (const { data } of [await session.getData('/a'), await other.getData('/a')]) {
      // Compared as a whole: byte by byte the matcher takes so long that the session expires.
      expect(Buffer.compare(data ?? new Uint8Array(), largest)).toBe(0);
    }
    await expect(
      session.setData('/a', new Uint8Array(usualRequestLimitBytes), 1),
    ).rejects.toMatchObject({
      failure: { code: 'CONNECTION_LOST', operation: 'setData', path: '/a', maybeDone: true },
    });
    await untilState(session, 'connected');
    await expect(session.setData('/a', null, 1)).resolves.toMatchObject({ version: 2 });
    expect((await session.getData('/a')).data).toBeNull();
    expect(session.state.kind).toBe('connected');
  });

  it('reads a list of children that is larger than any request may be', async () => {
    const { connectString, other } = await zk.withChroot();
    await other.createLevel('/', 'a-rather-long-name-of-a-child-', 50_000);
    const session = await connect(connectString);
    const { children, stat } = await session.getChildren('/');
    expect(children).toHaveLength(50_000);
    expect(new Set(children).size).toBe(50_000);
    expect(children.every((name) => /^a-rather-long-name-of-a-child-\d{8}$/.test(name))).toBe(true);
    expect(stat.numChildren).toBe(50_000);
  });

  it('gives 64-bit numbers exactly', async () => {
    const { connectString, other } = await zk.withChroot();
    const session = await connect(connectString);
    const { stat } = await session.create({ path: '/e', data: null, mode: 'ephemeral' });
    const seen = await other.exists('/e');
    expect(String(stat?.ephemeralOwner)).toBe(seen?.ephemeralOwner);
    expect(String(stat?.czxid)).toBe(seen?.czxid);
  });
});

describe('on IPv6', () => {
  const zk = useZooKeeper({ extraConfig: { clientPortAddress: '::' } });

  it('takes a literal address', async () => {
    const server = `[::1]:${zk.server.clientPort}`;
    const session = await connect(server);
    expect(session.state).toMatchObject({ kind: 'connected', server });
  });
});
