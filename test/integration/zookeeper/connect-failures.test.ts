import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { isFailure, type ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { createSessionFactory } from '../../../electron/zookeeper/session-factory.ts';
import { findFreePort } from '../../../build/lib/free-port.ts';
import type { ConnectionSettings } from '../../../shared/model/connection.ts';
import {
  frame,
  grantFrame,
  grantThen,
  replyHeader,
  useHostileServers,
  type Behaviour,
} from '../../fixtures/hostile-server.ts';
import { testSettings, useSessions } from '../../fixtures/session.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { soonerThan } from '../../fixtures/sooner-than.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const listen = useHostileServers();

/** @returns the error with which connecting failed. */
async function failToConnect(
  connectString: string,
  changes: Partial<ConnectionSettings> = {},
  signal?: AbortSignal,
): Promise<{ error: ZooKeeperError }> {
  const settings = testSettings(connectString, {
    connectionTimeoutMs: 1_000,
    retryTries: 1,
    retryBaseMs: 20,
    ...changes,
  });
  try {
    // The time-outs above are kept, not those that people have.
    await soonerThan(12_000, createSessionFactory().connect(settings, signal ? { signal } : {}));
  } catch (error) {
    return { error: error as ZooKeeperError };
  }
  throw new Error('it connected');
}

describe('a first connection that fails', () => {
  it('says that nobody listens, after every try, with one attempt for each server', async () => {
    const servers = [await findFreePort(), await findFreePort()].map((port) => `127.0.0.1:${port}`);
    const { error } = await failToConnect(servers.join(','), { retryTries: 2 });
    expect(error.failure).toMatchObject({
      code: 'CONNECTION_REFUSED',
      operation: 'connect',
      retryable: true,
      detail: 'ECONNREFUSED',
    });
    expect(error.failure.attempts?.map(({ server }) => server).sort()).toEqual(servers.sort());
  });

  it('says that a name does not exist', async () => {
    const { error } = await failToConnect('no-such-host.invalid:2181', {
      connectionTimeoutMs: 5_000,
    });
    expect(error.failure.code).toBe('NAME_NOT_FOUND');
  });

  it('recognises an HTTP server', async () => {
    const server = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise((resolve) => server.close(() => resolve())));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { error } = await failToConnect(`127.0.0.1:${port}`);
    expect(error.failure.code).toBe('NOT_ZOOKEEPER');
  });

  it.each<[string, Behaviour, string]>([
    ['garbage', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'), 'NOT_ZOOKEEPER'],
    [
      'a length of 2 GB',
      (socket) => socket.write(Buffer.from([0x7f, 0xff, 0xff, 0xff])),
      'NOT_ZOOKEEPER',
    ],
    [
      'a negative length',
      (socket) => socket.write(Buffer.from([0xff, 0xff, 0xff, 0xfe])),
      'NOT_ZOOKEEPER',
    ],
    ['a short frame', (socket) => socket.write(Buffer.from([0, 0, 0, 2, 1, 1])), 'NOT_ZOOKEEPER'],
    [
      'an end without a word',
      (socket) => socket.once('data', () => socket.end()),
      'SERVER_HUNG_UP',
    ],
    ['a reset', (socket) => socket.once('data', () => socket.resetAndDestroy()), 'SERVER_HUNG_UP'],
    ['silence', () => undefined, 'SERVER_SILENT'],
    [
      'half a frame and silence',
      (socket) => socket.write(Buffer.from([0, 0, 0, 37, 0])),
      'SERVER_SILENT',
    ],
  ])('meets %s', async (_name, behave, code) => {
    const { error } = await failToConnect(await listen(behave));
    expect(error.failure.code).toBe(code);
    expect(error.failure.attempts).toHaveLength(1);
  });

  it('reports of several servers what the one that came nearest to a session did', async () => {
    const silent = await listen(() => undefined);
    const refused = `127.0.0.1:${await findFreePort()}`;
    const { error } = await failToConnect(`${refused},${silent}`);
    expect(error.failure).toMatchObject({ code: 'SERVER_SILENT', server: silent });
    expect(error.failure.attempts).toHaveLength(2);
  });

  it('can be cancelled, and then leaves nothing open', async () => {
    const abort = new AbortController();
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const server = await listen((socket) => {
      socket.on('close', closed);
      abort.abort();
    });
    const { error } = await failToConnect(server, { connectionTimeoutMs: 20_000 }, abort.signal);
    expect(isFailure(error, 'CANCELLED')).toBe(true);
    await gone;
    const before = await failToConnect(server, {}, AbortSignal.abort());
    expect(before.error.failure.code).toBe('CANCELLED');
  });
});

describe('a first connection that succeeds', () => {
  const zk = useZooKeeper();
  const connect = useSessions();

  it('goes on to the server that works', async () => {
    const refused = `127.0.0.1:${await findFreePort()}`;
    const hangsUp = await listen((socket) => socket.destroy());
    const session = await connect(`${refused},${hangsUp},${zk.server.connectString}`);
    expect(session.state).toMatchObject({ kind: 'connected', server: zk.server.connectString });
  });

  it('does not stay with a connection that the server has forgotten', async () => {
    let connections = 0;
    const grant = grantThen((xid) => frame(replyHeader(xid, 0)));
    const server = await listen((socket) => {
      if (++connections > 1) grant(socket);
    });
    const session = await connect(server, { connectionTimeoutMs: 10_000 });
    expect(session.state.kind).toBe('connected');
  });

  it('says so when a server grants a session and then hangs up', async () => {
    const connectString = await listen((socket) => {
      socket.once('data', () => {
        socket.write(grantFrame());
        socket.once('data', () => socket.destroy());
      });
    });
    const { error } = await failToConnect(connectString);
    expect(error.failure).toMatchObject({
      code: 'SERVER_HUNG_UP',
      attempts: [{ code: 'SERVER_HUNG_UP' }],
    });
  });

  it('says so when a server grants a session and then says nothing', async () => {
    const connectString = await listen((socket) => {
      socket.once('data', () => socket.write(grantFrame(60_000)));
    });
    const { error } = await failToConnect(connectString);
    expect(error.failure).toMatchObject({ code: 'SERVER_SILENT' });
  });

  it('waits for a server that comes up while it tries', async () => {
    await zk.server.stop();
    const connecting = connect(zk.server.connectString, {
      connectionTimeoutMs: 20_000,
      retryTries: 50,
    });
    await zk.server.restart();
    expect((await connecting).state.kind).toBe('connected');
  });

  it('takes names, whose every address is tried', async () => {
    const session = await connect(`localhost:${zk.server.clientPort}`);
    expect(session.state).toMatchObject({ server: `localhost:${zk.server.clientPort}` });
  });

  it('shows the timeout that the server granted', async () => {
    const session = await connect(zk.server.connectString, { sessionTimeoutMs: 700 });
    // Two ticks are the least.
    expect(session.state).toMatchObject({ negotiatedTimeoutMs: 1_000 });
  });
});
