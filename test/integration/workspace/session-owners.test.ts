import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../build/lib/free-port.ts';
import {
  SessionOwners,
  type FindOptions,
} from '../../../electron/workspace/connection/session-owners.ts';
import { askAdminServer } from '../../../electron/zookeeper/admin/admin-server.ts';
import { useHostileServers } from '../../fixtures/hostile-server.ts';
import { useSessions } from '../../fixtures/session.ts';
import { targetOf } from '../../fixtures/target-of.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const adminPort = await findFreePort();
const listen = useHostileServers();

/** @returns what `find` takes, and what it reported. */
function options(changes: Partial<FindOptions> = {}) {
  const reports: string[] = [];
  const report = (done: number, total: number) => {
    reports.push(`${String(done)}/${String(total)}`);
  };
  return { signal: new AbortController().signal, report, reports, adminPort, ...changes };
}

describe('a server that does not permit the word', () => {
  const zk = useZooKeeper({
    extraConfig: {
      '4lw.commands.whitelist': 'srvr',
      'admin.enableServer': 'true',
      'admin.serverAddress': '127.0.0.1',
      'admin.serverPort': String(adminPort),
    },
  });
  const connect = useSessions();

  beforeAll(async () => {
    const ask = () =>
      askAdminServer({ host: '127.0.0.1', port: adminPort }, 'is_read_only').catch(() => null);
    // The time that a hook may take bounds it.
    while ((await ask())?.kind !== 'answered') await delay(50);
  });

  async function openSession(): Promise<bigint> {
    const session = await connect(zk.server.connectString);
    if (session.state.kind !== 'connected') throw new Error(session.state.kind);
    return session.state.sessionId;
  }

  it('answers by its AdminServer, at the port that was given', async () => {
    const owners = new SessionOwners(targetOf(zk.server.connectString).servers, Date.now);
    const sessionId = await openSession();
    const elsewhere = await findFreePort();
    expect(await owners.find(sessionId, options({ adminPort: elsewhere }))).toEqual({
      kind: 'unknown',
      answers: [
        {
          kind: 'notAnswered',
          server: zk.server.connectString,
          word: 'notWhitelisted',
          admin: 'off',
          adminPort: elsewhere,
        },
      ],
    });
    const asked = options();
    expect(await owners.find(sessionId, asked)).toMatchObject({
      kind: 'known',
      address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      server: zk.server.connectString,
    });
    expect(asked.reports).toEqual(['0/1', '1/1']);
    expect(await owners.find(1n, options())).toEqual({
      kind: 'unknown',
      answers: [{ kind: 'notThere', server: zk.server.connectString }],
    });
  });

  it('ends the asking of the others once it knows', async () => {
    const silent = await listen(() => undefined);
    const sessionId = await openSession();
    const owners = new SessionOwners(
      targetOf(`${silent},${zk.server.connectString}`).servers,
      Date.now,
    );
    const asked = options();
    expect(await owners.find(sessionId, asked)).toMatchObject({ kind: 'known' });
    expect(asked.reports).toEqual(['0/2', '1/2', '2/2']);
    // The other one was not asked to the end, so that it is asked again for another session.
    const cancel = new AbortController();
    const again = options({ signal: cancel.signal });
    const asking = owners.find(1n, again);
    cancel.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    expect(again.reports[0]).toBe('0/2');
  });

  it('is distinguished from one that cannot be asked, of which each says why', async () => {
    const nobody = `127.0.0.1:${String(await findFreePort())}`;
    const hangsUp = await listen((socket) => socket.destroy());
    const servers = [nobody, hangsUp, zk.server.connectString];
    const owners = new SessionOwners(targetOf(servers.join(',')).servers, Date.now);
    const found = await owners.find(1n, options());
    if (found.kind !== 'unknown') throw new Error(found.kind);
    expect(found.answers).toMatchObject([
      // The AdminServer of a host is one for all of its servers here, and knows no such session.
      { kind: 'notThere', server: nobody },
      { kind: 'notThere', server: hangsUp },
      { kind: 'notThere', server: zk.server.connectString },
    ]);
    const elsewhere = options({ adminPort: await findFreePort() });
    expect(await owners.find(1n, elsewhere)).toMatchObject({
      answers: [
        { kind: 'notAnswered', server: nobody, word: 'unreachable', admin: 'off' },
        { kind: 'notAnswered', server: hangsUp, word: 'hungUp', admin: 'off' },
        { kind: 'notAnswered', word: 'notWhitelisted', admin: 'off' },
      ],
    });
  });
});

it('the asking can be cancelled, and leaves nothing open', async () => {
  const openSockets = () =>
    process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
  const before = openSockets();
  let connections = 0;
  const silent = await listen((socket) => {
    socket.resume();
    connections += 1;
  });
  const owners = new SessionOwners(targetOf(silent).servers, Date.now);
  const cancel = new AbortController();
  const asking = owners.find(1n, options({ signal: cancel.signal }));
  await expect.poll(() => connections).toBe(1);
  cancel.abort();
  await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(openSockets).toBe(before);
  const late = owners.find(1n, options({ signal: cancel.signal }));
  await expect(late).rejects.toMatchObject({ name: 'AbortError' });
});
