import { describe, expect, it } from 'vitest';
import { askEach } from '../../../electron/zookeeper/admin/answer.ts';
import { askWord } from '../../../electron/zookeeper/admin/four-letter-word.ts';
import type { WatchEvent, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { isFailure } from '../../../electron/zookeeper/errors.ts';
import { parseConnectString } from '../../../shared/connect-string.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { WriteLedger } from '../../fixtures/write-ledger.ts';
import { useEnsemble } from '../../fixtures/zookeeper.ts';

/** A session that writes all the time, owns an ephemeral node and watches, while the servers come and go. */
describe('a session on an ensemble that changes', () => {
  const zk = useEnsemble();
  const connect = useSessions();

  async function openUnderLoad(name: string) {
    const session = await connect(zk.ensemble.connectString, {
      sessionTimeoutMs: 30_000,
      connectionTimeoutMs: 30_000,
      retryTries: 1_000,
    });
    if (session.state.kind !== 'connected') throw new Error(session.state.kind);
    const { sessionId } = session.state;
    for (const path of [`/${name}`, `/${name}/ledger`, `/${name}/signal`]) {
      await session.create({ path, data: null, mode: 'persistent' });
    }
    await session.create({ path: `/${name}/mine`, data: null, mode: 'ephemeral' });
    await session.addWatch(`/${name}/signal`, 'persistent');
    const events: WatchEvent[] = [];
    session.onWatchEvent((event) => events.push(event));
    const ledger = new WriteLedger(`/${name}/ledger`);
    const writing = ledger.keepWriting(session, 1);
    const signal = `/${name}/signal`;
    return {
      session,
      ledger,
      /** Waits until the writes go on, then checks the session, its watch and its ephemeral node. */
      async isWell() {
        expect(await untilState(session, 'connected', 30_000)).toMatchObject({ sessionId });
        const acknowledged = ledger.count('acknowledged');
        await expect
          .poll(() => ledger.count('acknowledged'), { timeout: 30_000 })
          .toBeGreaterThan(acknowledged + 5);
        events.length = 0;
        await retried(session, () => session.setData(signal, bytes('x'), -1));
        expect(events).toContainEqual({ kind: 'dataChanged', path: signal });
        const mine = await retried(session, () => session.exists(`/${name}/mine`));
        expect(mine?.ephemeralOwner).toBe(sessionId);
      },
      async end() {
        await writing.stop();
        expect(await ledger.findProblems(session)).toEqual([]);
      },
    };
  }

  /** Which mode each server says it is in; null for one that is down or does not serve. */
  async function modes(): Promise<(string | null)[]> {
    const parsed = parseConnectString(zk.ensemble.connectString);
    if (!parsed.ok) throw new Error('no connect string');
    const answers = await askEach(parsed.target.servers, (server) =>
      askWord(server, 'srvr', { deadlineMs: 1_000 }),
    );
    return answers.map(({ answer }) => (answer.kind === 'answered' ? answer.value.mode : null));
  }

  async function untilAllServe() {
    await expect
      .poll(async () => (await modes()).sort(), { timeout: 30_000, interval: 100 })
      .toEqual(['follower', 'follower', 'leader']);
  }

  it('lives through a stopped follower, a lost majority and its return', async () => {
    const { session, isWell, end } = await openUnderLoad('majority');
    const leader = await zk.ensemble.findLeader();
    const [one, two] = zk.ensemble.servers.filter((server) => server !== leader);
    if (!one || !two) throw new Error('three servers were wanted');

    await one.stop();
    await isWell();

    await two.stop();
    expect(await untilState(session, 'reconnecting', 20_000)).toHaveProperty('lastServer');
    await expect(session.setData('/majority/signal', null, -1)).rejects.toMatchObject({
      failure: { code: 'NOT_CONNECTED', retryable: true },
    });
    // A new session is refused with what each server did.
    await expect.poll(modes, { timeout: 20_000 }).toEqual([null, null, null]);
    const refused = connect(zk.ensemble.connectString, { connectionTimeoutMs: 2_000 });
    await expect(refused).rejects.toMatchObject({
      failure: { operation: 'connect', retryable: true },
    });
    const attempts = await refused.catch((error: unknown) =>
      error instanceof Error && 'failure' in error ? error.failure : null,
    );
    expect(attempts).toHaveProperty('attempts.length', 3);
    expect(session.state.kind).toBe('reconnecting');

    await Promise.all([one.restart(), two.restart()]);
    await isWell();
    await untilAllServe();
    await end();
  }, 90_000);

  it('lives through a new leader, the old one’s return and a restart of every server', async () => {
    const { isWell, end } = await openUnderLoad('leader');
    const old = await zk.ensemble.findLeader();
    await old.stop();
    expect(await zk.ensemble.findLeader()).not.toBe(old);
    await isWell();

    await old.restart();
    await untilAllServe();
    expect(await zk.ensemble.findLeader()).not.toBe(old);
    await isWell();

    for (const server of zk.ensemble.servers) {
      await server.restart();
      await untilAllServe();
      await isWell();
    }
    await end();
  }, 90_000);
});

/** Tries again what is harmless to repeat, as long as the connection is what failed. */
async function retried<T>(session: ZooKeeperSession, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isFailure(error, 'CONNECTION_LOST') && !isFailure(error, 'NOT_CONNECTED')) throw error;
      await untilState(session, 'connected', 30_000);
    }
  }
}
