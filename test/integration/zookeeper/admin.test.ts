import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../build/lib/free-port.ts';
import { askAdminServer } from '../../../electron/zookeeper/admin/admin-server.ts';
import { askEach } from '../../../electron/zookeeper/admin/answer.ts';
import { askWord } from '../../../electron/zookeeper/admin/four-letter-word.ts';
import { startHostileServer, type Behaviour } from '../../fixtures/hostile-server.ts';
import { useSessions } from '../../fixtures/session.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const adminPort = await findFreePort();
const local = (port: number) => ({ host: '127.0.0.1', port });

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function listen(behave: Behaviour): Promise<number> {
  const server = await startHostileServer(behave);
  cleanups.push(() => server.close());
  return server.port;
}

describe('a server that answers everything', () => {
  const zk = useZooKeeper({
    extraConfig: {
      'admin.enableServer': 'true',
      'admin.serverAddress': '127.0.0.1',
      'admin.serverPort': String(adminPort),
    },
  });
  const connect = useSessions();

  beforeAll(async () => {
    // The AdminServer comes up a little later than the client port.
    const ask = () => askAdminServer(local(adminPort), 'is_read_only').catch(() => null);
    // The time that a hook may take bounds it.
    while ((await ask())?.kind !== 'answered') await delay(50);
  });

  it('answers every four-letter word', async () => {
    const session = await connect(zk.server.connectString);
    const { path } = await session.create({
      path: '/owned-',
      data: null,
      mode: 'ephemeralSequential',
    });
    if (session.state.kind !== 'connected') throw new Error(session.state.kind);
    const { sessionId } = session.state;
    const server = local(zk.server.clientPort);
    expect(await askWord(server, 'ruok')).toEqual({ kind: 'answered', value: true });
    expect(await askWord(server, 'isro')).toEqual({ kind: 'answered', value: 'rw' });
    expect(await askWord(server, 'srvr')).toMatchObject({
      value: { mode: 'standalone', zxid: session.lastZxid, outstandingRequests: 0 },
    });
    const stat = await askWord(server, 'stat');
    if (stat.kind !== 'answered') throw new Error(stat.kind);
    expect(stat.value.connections.length).toBeGreaterThanOrEqual(2);
    const connections = await askWord(server, 'cons');
    if (connections.kind !== 'answered') throw new Error(connections.kind);
    const own = connections.value.find((entry) => entry.session?.sessionId === sessionId);
    expect(own).toMatchObject({
      session: { timeoutMs: 10_000, lastZxid: session.lastZxid, lastOperation: 'CREA' },
    });
    const metrics = await askWord(server, 'mntr');
    if (metrics.kind !== 'answered') throw new Error(metrics.kind);
    expect(metrics.value.get('zk_server_state')).toBe('standalone');
    expect(metrics.value.get('zk_ephemerals_count')).toBe(1);
    const configuration = await askWord(server, 'conf');
    if (configuration.kind !== 'answered') throw new Error(configuration.kind);
    expect(configuration.value.settings.get('tickTime')).toBe('500');
    expect(configuration.value.members.size).toBe(0);
    const sessions = await askWord(server, 'dump');
    if (sessions.kind !== 'answered') throw new Error(sessions.kind);
    expect(sessions.value.ephemerals.get(sessionId)).toEqual([path]);
  });

  it('answers every command of the AdminServer, session ids exactly', async () => {
    await connect(zk.server.connectString);
    // The second of two, so that its id has low bits that a double would lose.
    const last = await connect(zk.server.connectString);
    await last.exists('/');
    if (last.state.kind !== 'connected') throw new Error(last.state.kind);
    const { sessionId } = last.state;
    expect(BigInt(Number(sessionId))).not.toBe(sessionId);
    const server = local(adminPort);
    const connections = await askAdminServer(server, 'connections');
    if (connections.kind !== 'answered') throw new Error(connections.kind);
    const ids = connections.value.connections.map(({ session_id }) => session_id);
    expect(ids).toContain(sessionId);
    expect(await askAdminServer(server, 'server_stats')).toMatchObject({
      value: { server_stats: { server_state: 'standalone', last_processed_zxid: last.lastZxid } },
    });
    expect(await askAdminServer(server, 'stats')).toMatchObject({
      value: { read_only: false, secure_connections: [] },
    });
    expect(await askAdminServer(server, 'monitor')).toMatchObject({
      value: { server_state: 'standalone', znode_count: expect.any(Number) as number },
    });
    expect(await askAdminServer(server, 'configuration')).toMatchObject({
      value: { client_port: zk.server.clientPort, tick_time: 500 },
    });
    expect(await askAdminServer(server, 'is_read_only')).toMatchObject({
      value: { read_only: false },
    });
    expect(await askAdminServer(server, 'voting_view')).toMatchObject({
      value: { current_config: {} },
    });
    // There is no leader to report.
    expect(await askAdminServer(server, 'leader')).toEqual({
      kind: 'refused',
      reason: 'server is not initialized',
    });
  });

  it('reads no answer beyond its limit', async () => {
    const tooLarge = { kind: 'tooLarge', limitBytes: 100 };
    const options = { maxBytes: 100 };
    expect(await askWord(local(zk.server.clientPort), 'mntr', options)).toEqual(tooLarge);
    expect(await askAdminServer(local(adminPort), 'monitor', options)).toEqual(tooLarge);
  });

  it('asks every server on its own', async () => {
    const silent = await listen(() => undefined);
    const nobody = await findFreePort();
    const servers = [silent, zk.server.clientPort, nobody].map(local);
    const answers = await askEach(servers, (server) =>
      askWord(server, 'isro', { deadlineMs: 1_000 }),
    );
    expect(answers).toMatchObject([
      { server: `127.0.0.1:${silent}`, answer: { failure: { code: 'SERVER_SILENT' } } },
      { server: zk.server.connectString, answer: { kind: 'answered', value: 'rw' } },
      { answer: { kind: 'failed', failure: { code: 'CONNECTION_REFUSED', operation: 'isro' } } },
    ]);
  });

  it('can be cancelled at any time, and leaves nothing open', async () => {
    const openSockets = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
    const port = await listen(() => undefined);
    const ways = [
      (signal: AbortSignal) => askWord(local(port), 'srvr', { signal }),
      (signal: AbortSignal) => askAdminServer(local(port), 'stats', { signal }),
    ];
    for (const ask of ways) {
      const cancel = new AbortController();
      const asking = ask(cancel.signal);
      cancel.abort();
      await expect(asking).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
      await expect(ask(cancel.signal)).rejects.toMatchObject({
        failure: { code: 'CANCELLED', retryable: false },
      });
    }
    await expect.poll(openSockets).toBe(0);
  });

  it('takes no other program for ZooKeeper', async () => {
    const web = await listen((socket) => {
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    });
    await expect(askWord(local(web), 'srvr')).rejects.toMatchObject({
      failure: { code: 'NOT_ZOOKEEPER' },
    });
    expect(await askAdminServer(local(web), 'stats')).toEqual({ kind: 'foreign' });
    const other = await listen((socket) => socket.end('220 mail.example.org\r\n'));
    expect(await askAdminServer(local(other), 'stats')).toEqual({ kind: 'foreign' });
    const mute = await listen((socket) => socket.destroy());
    await expect(askWord(local(mute), 'srvr')).rejects.toMatchObject({
      failure: { code: 'SERVER_HUNG_UP' },
    });
    // A cut answer is no answer.
    const cut = await listen((socket) => {
      socket.on('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 200\r\n\r\n{', () => socket.destroy());
      });
    });
    await expect(askAdminServer(local(cut), 'stats')).rejects.toMatchObject({
      failure: { code: 'SERVER_HUNG_UP', retryable: true },
    });
  });
});

describe('a server set up as it comes', () => {
  const zk = useZooKeeper({ extraConfig: { '4lw.commands.whitelist': '' } });

  it('reports its summary and says of the rest that it does not', async () => {
    const server = local(zk.server.clientPort);
    expect(await askWord(server, 'srvr')).toMatchObject({ value: { mode: 'standalone' } });
    for (const word of ['mntr', 'conf', 'cons', 'dump', 'stat', 'ruok', 'isro'] as const) {
      expect(await askWord(server, word)).toEqual({ kind: 'notWhitelisted' });
    }
  });

  it('has its AdminServer off', async () => {
    expect(await askAdminServer(local(adminPort), 'stats')).toEqual({ kind: 'off' });
  });
});
