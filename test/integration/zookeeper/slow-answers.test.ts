import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Chroot } from '../../../electron/zookeeper/driver/chroot.ts';
import { openLink } from '../../../electron/zookeeper/driver/connecting/open-link.ts';
import type { Link } from '../../../electron/zookeeper/driver/link.ts';
import { exists, getData } from '../../../electron/zookeeper/driver/operations/read-operations.ts';
import { JuteWriter } from '../../../electron/zookeeper/driver/wire/jute-writer.ts';
import { frame, grantThen, replyHeader, useHostileServers } from '../../fixtures/hostile-server.ts';
import { bytes, useSessions } from '../../fixtures/session.ts';
import { startTcpProxy, type TcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const valueBytes = 900_000;
/** Shorter than people get, so that the test ends soon: 64 KiB in each second. */
const pace = { windowMs: 1_000, minBytes: 64 * 1_024 };

describe('an answer that comes slowly', () => {
  const zk = useZooKeeper();
  let proxy: TcpProxy;
  let link: Link;
  let path: string;

  beforeEach(async () => {
    proxy = await startTcpProxy(zk.server.clientPort);
    const chroot = await zk.withChroot();
    await chroot.seed({ '/large': Buffer.alloc(valueBytes, 'x') });
    path = `${chroot.chroot}/large`;
    const opened = await openLink({
      turn: {
        address: { host: '127.0.0.1', port: proxy.port },
        name: proxy.connectString,
        waitMs: 0,
      },
      offer: {
        lastZxid: new Uint8Array(8),
        sessionTimeoutMs: 10_000,
        sessionId: new Uint8Array(8),
        password: new Uint8Array(16),
        allowReadOnly: false,
      },
      tls: null,
      timeoutMs: 10_000,
      signal: new AbortController().signal,
      chroot: new Chroot(''),
      events: { onNotification: () => undefined, onReplyHeader: () => undefined },
      pace,
    });
    ({ link } = opened);
    link.startHeartbeat(opened.grant.sessionTimeoutMs);
  });

  afterEach(async () => {
    link.destroy({ code: 'CANCELLED' });
    await proxy.close();
  });

  it('and never ends fails, says which it was, and so do those behind it', async () => {
    proxy.throttle(1_000);
    const reading = link.ask(getData(path));
    const behind = link.ask(exists(path));
    const lost = { code: 'CONNECTION_LOST', operation: 'exists', path, retryable: true };
    await Promise.all([
      expect(reading).rejects.toMatchObject({
        failure: {
          code: 'ANSWER_TOO_SLOW',
          operation: 'getData',
          path,
          server: proxy.connectString,
          retryable: true,
        },
      }),
      expect(behind).rejects.toMatchObject({ failure: lost }),
    ]);
    expect(await link.ended).toMatchObject({ code: 'ANSWER_TOO_SLOW' });
  });

  it('and goes on coming is read to its end', async () => {
    proxy.throttle(400_000);
    const { data } = await link.ask(getData(path));
    expect(data?.length).toBe(valueBytes);
    expect(await link.ask(exists(path))).not.toBeNull();
  });
});

describe('an answer of an absurd size', () => {
  const connect = useSessions();
  const listen = useHostileServers();

  it('of an ACL is refused before it is read, and the connection goes on', async () => {
    const answer = new JuteWriter(64);
    answer.int32(600_000);
    const entries = Buffer.alloc(600_000 * 12);
    const stat = Buffer.alloc(68);
    const session = await connect(
      await listen(
        grantThen((xid, opCode) =>
          opCode === 6
            ? frame(replyHeader(xid, 0), answer.finish().subarray(4), entries, stat)
            : frame(replyHeader(xid, 0), stat),
        ),
      ),
    );
    await expect(session.getAcl('/a')).rejects.toMatchObject({
      failure: {
        code: 'ANSWER_TOO_LARGE',
        operation: 'getAcl',
        path: '/a',
        retryable: false,
        detail: '600000 ACL entries',
      },
    });
    expect(await session.exists('/a')).toMatchObject({ version: 0 });
  });

  it.each([
    ['a value', 'getData', 65],
    ['an ACL', 'getAcl', 17],
  ] as const)('of %s is passed over as it comes, and the connection goes on', async (...each) => {
    const [, operation, mebibytes] = each;
    const absurd = bytes('x'.repeat(mebibytes * 1_024 * 1_024));
    const session = await connect(
      await listen(
        grantThen((xid, opCode) =>
          opCode === 3
            ? frame(replyHeader(xid, 0), Buffer.alloc(68))
            : frame(replyHeader(xid, 0), absurd),
        ),
      ),
    );
    await expect(session[operation]('/a')).rejects.toMatchObject({
      failure: { code: 'ANSWER_TOO_LARGE', operation, path: '/a', retryable: false },
    });
    expect(await session.exists('/a')).toMatchObject({ version: 0 });
  });
});
