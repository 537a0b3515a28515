import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../build/lib/free-port.ts';
import { MultiError } from '../../../electron/zookeeper/errors.ts';
import type { MultiOperation, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { openAcl, permissionBits } from '../../../shared/model/acl.ts';
import { createModes, hasTtl, isSequential } from '../../../shared/model/node.ts';
import { openChroot, type TestChroot } from '../../fixtures/chroot.ts';
import { startOlderServer, type OlderServer } from '../../fixtures/older-server.ts';
import { startOtherClient, type OtherClient } from '../../fixtures/other-client.ts';
import { bytes, useSessions } from '../../fixtures/session.ts';
import { useEnsemble } from '../../fixtures/zookeeper.ts';

const superPassword = 'super:secret';
const superDigest = createHash('sha1').update(superPassword).digest('base64');

/** One server that is an ensemble of its own, with everything switched on, for all tests. */
describe('every operation', () => {
  const zk = useEnsemble({
    size: 1,
    extraConfig: {
      standaloneEnabled: 'false',
      reconfigEnabled: 'true',
      extendedTypesEnabled: 'true',
      enforceQuota: 'true',
    },
    jvmFlags: [
      '-Dznode.container.checkIntervalMs=500',
      `-Dzookeeper.DigestAuthenticationProvider.superDigest=super:${superDigest}`,
    ],
  });
  const connect = useSessions();
  let other: OtherClient;
  /** Sees every request on its way. */
  let recorder: OlderServer;
  let chroots = 0;

  beforeAll(async () => {
    other = await startOtherClient(zk.ensemble.connectString);
    recorder = await startOlderServer(zk.ensemble.servers[0]?.clientPort ?? 0, '3.8');
  });
  afterAll(async () => {
    await recorder.close();
    await other.crash();
  });

  async function open(): Promise<TestChroot & { session: ZooKeeperSession }> {
    const path = `/test-${String(++chroots)}`;
    await other.create(path);
    const chroot = openChroot(recorder.connectString, path, other);
    return { ...chroot, session: await connect(chroot.connectString) };
  }

  const data = bytes('x');
  const refusal = (code: string) => ({ failure: { code } });

  it.each(createModes)('creates a node (%s) and answers with its path and Stat', async (mode) => {
    const { session, other } = await open();
    const request = { path: '/n', data, mode, ...(hasTtl(mode) && { ttlMs: 60_000 }) };
    const { path, stat } = await session.create(request);
    expect(path).toBe(isSequential(mode) ? '/n0000000000' : '/n');
    const seen = await other.getData(path);
    expect(seen.data).toEqual(data);
    expect(stat).toMatchObject({ version: 0, dataLength: 1, numChildren: 0 });
    expect(String(stat?.czxid)).toBe(seen.stat.czxid);
    expect(String(stat?.ephemeralOwner)).toBe(seen.stat.ephemeralOwner);
    if (mode.startsWith('ephemeral')) {
      expect(session.state).toMatchObject({ sessionId: stat?.ephemeralOwner });
    }
    const again = session.create(request);
    if (isSequential(mode)) expect((await again).path).toBe('/n0000000001');
    else await expect(again).rejects.toMatchObject(refusal('NODE_EXISTS'));
  });

  it('lets the server remove containers and nodes whose time is over', async () => {
    const { session, other } = await open();
    await session.create({ path: '/c', data: null, mode: 'container' });
    await session.create({ path: '/c/x', data: null, mode: 'persistent' });
    await session.create({ path: '/t', data: null, mode: 'ttl', ttlMs: 1 });
    await session.create({ path: '/t-', data: null, mode: 'ttlSequential', ttlMs: 1 });
    await session.create({ path: '/stays', data: null, mode: 'ttl', ttlMs: 600_000 });
    await session.delete('/c/x', 0);
    await expect
      .poll(async () => (await other.getChildren('/')).sort(), { timeout: 15_000 })
      .toEqual(['stays']);
  });

  it('takes versions exactly, and refuses what is none before it is sent', async () => {
    const { session } = await open();
    await session.create({ path: '/a', data, mode: 'persistent' });
    await session.setData('/a', null, 0);
    const acl = (await session.getAcl('/a')).acl;
    await session.setAcl('/a', acl, 0);
    const sent = recorder.operations.length;
    for (const version of [NaN, 0.5, 2 ** 31, -(2 ** 31) - 1, Infinity]) {
      for (const call of [
        session.setData('/a', data, version),
        session.delete('/a', version),
        session.setAcl('/a', acl, version),
        session.multi([{ kind: 'check', path: '/a', version }]),
      ]) {
        await expect(call).rejects.toMatchObject(refusal('INVALID_INPUT'));
      }
    }
    expect(recorder.operations).toHaveLength(sent);
    await expect(session.setAcl('/a', acl, 0)).rejects.toMatchObject(refusal('BAD_VERSION'));
    await expect(session.setData('/a', data, 0)).rejects.toMatchObject(refusal('BAD_VERSION'));
    await session.setData('/a', data, -1);
    await expect(session.delete('/a', 0)).rejects.toMatchObject(refusal('BAD_VERSION'));
    await session.delete('/a', 2);
  });

  it.each([
    '',
    'a',
    '/a/',
    '//a',
    '/a//b',
    '/.',
    '/a/../b',
    '/a\u0000',
    '/\u001f',
    '/\u0085',
    '/😀',
    '/\ufff0',
  ])('refuses the path %j before anything is sent', async (path) => {
    const { session } = await open();
    const sent = recorder.operations.length;
    for (const call of [
      session.getChildren(path),
      session.getData(path),
      session.exists(path),
      session.existsMany([path]),
      session.create({ path, data, mode: 'persistent' }),
      session.setData(path, data, -1),
      session.delete(path, -1),
      session.getAcl(path),
      session.setAcl(path, [], -1),
      session.sync(path),
      session.multi([{ kind: 'delete', path, version: -1 }]),
      session.addWatch(path, 'persistent'),
      session.removeWatch(path, 'persistent'),
      session.checkWatch(path),
      session.getEphemerals(path),
      session.getAllChildrenNumber(path),
    ]) {
      await expect(call).rejects.toMatchObject(refusal('INVALID_INPUT'));
    }
    expect(recorder.operations).toHaveLength(sent);
  });

  it('lets only the name of a sequential node end with a slash', async () => {
    const { session } = await open();
    const create = (path: string, mode: 'persistent' | 'persistentSequential') =>
      session.create({ path, data, mode });
    expect((await create('/', 'persistentSequential')).path).toBe('/0000000000');
    // "." and ".." are names of something else once a number follows.
    expect((await create('/..', 'persistentSequential')).path).toBe('/..0000000001');
    await expect(create('/0000000000/', 'persistent')).rejects.toMatchObject(
      refusal('INVALID_INPUT'),
    );
    await expect(create('//', 'persistentSequential')).rejects.toMatchObject(
      refusal('INVALID_INPUT'),
    );
  });

  it('runs all of a transaction, with a result for each operation', async () => {
    const { session, other } = await open();
    const results = await session.multi([
      { kind: 'create', path: '/a', data: null, mode: 'persistent' },
      { kind: 'create', path: '/a/e-', data, mode: 'ephemeralSequential' },
      { kind: 'create', path: '/c', data, mode: 'container' },
      { kind: 'create', path: '/t', data, mode: 'ttl', ttlMs: 60_000 },
      { kind: 'create', path: '/t-', data, mode: 'ttlSequential', ttlMs: 60_000 },
      { kind: 'setData', path: '/a', data: new Uint8Array(), version: 0 },
      { kind: 'check', path: '/a', version: 1 },
      { kind: 'delete', path: '/c', version: 0 },
    ]);
    expect(results).toMatchObject([
      { kind: 'create', path: '/a', stat: null },
      { kind: 'create', path: '/a/e-0000000000', stat: null },
      { kind: 'create', path: '/c', stat: { dataLength: 1 } },
      { kind: 'create', path: '/t', stat: { version: 0 } },
      // The number is that of all children there have been.
      { kind: 'create', path: '/t-0000000003' },
      { kind: 'setData', stat: { version: 1 } },
      { kind: 'check' },
      { kind: 'delete' },
    ]);
    expect((await other.getData('/a')).data).toEqual(new Uint8Array());
    expect(await session.multi([])).toEqual([]);
  });

  it('reports what became of each operation of a transaction that failed, and undoes all', async () => {
    const { session, other, seed } = await open();
    await seed({ '/a': 'old' });
    const create = { kind: 'create', path: '/b', data, mode: 'persistent' } as const;
    const setData: MultiOperation = { kind: 'setData', path: '/a', data, version: 0 };
    const fail = async (...operations: MultiOperation[]): Promise<MultiError> => {
      const error: unknown = await session.multi(operations).catch((reason: unknown) => reason);
      if (!(error instanceof MultiError)) throw new Error(`not a MultiError: ${String(error)}`);
      return error;
    };
    const error = await fail(
      create,
      setData,
      { kind: 'check', path: '/none', version: 0 },
      { kind: 'delete', path: '/a', version: 7 },
    );
    expect(error.failure).toMatchObject({ code: 'NO_NODE', path: '/none', operation: 'multi' });
    expect(error.outcomes).toEqual([
      { kind: 'rolledBack' },
      { kind: 'rolledBack' },
      { kind: 'failed', failure: error.failure },
      { kind: 'notTried' },
    ]);
    expect(await other.getChildren('/')).toEqual(['a']);
    expect((await other.getData('/a')).data).toEqual(bytes('old'));
    const first = await fail({ kind: 'delete', path: '/a', version: 7 }, create);
    expect(first.outcomes.map(({ kind }) => kind)).toEqual(['failed', 'notTried']);
    const last = await fail(create, create);
    expect(last.outcomes).toMatchObject([
      { kind: 'rolledBack' },
      { kind: 'failed', failure: { code: 'NODE_EXISTS', path: '/b' } },
    ]);
  });

  it('keeps a quota, also in a transaction', async () => {
    const { session, other: inside, chroot } = await open();
    await inside.create('/q');
    const limits = `/zookeeper/quota${chroot}/q`;
    await other.create(
      `${limits}/zookeeper_limits`,
      'count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=2',
      { makeParents: true },
    );
    await other.create(`${limits}/zookeeper_stats`, 'count=1,bytes=0');
    await session.create({ path: '/q/1', data: null, mode: 'persistent' });
    const second = { path: '/q/2', data: null, mode: 'persistent' } as const;
    await expect(session.create(second)).rejects.toMatchObject({
      failure: { code: 'QUOTA_EXCEEDED', path: '/q/2', detail: '-125 QUOTAEXCEEDED' },
    });
    await expect(session.multi([{ kind: 'create', ...second }])).rejects.toMatchObject({
      outcomes: [{ kind: 'failed', failure: { code: 'QUOTA_EXCEEDED' } }],
    });
  });

  it('hides nodes from who is not their owner, and shows them to who is', async () => {
    const { session, connectString } = await open();
    const stranger = await connect(connectString);
    await session.addAuth('digest', bytes('bob:pässword'));
    const acl = [{ scheme: 'auth', id: '', permissions: permissionBits.read }];
    await session.create({ path: '/mine', data, mode: 'persistent', acl });
    for (const call of [
      () => stranger.getData('/mine'),
      () => stranger.getChildren('/mine'),
      () => stranger.getAcl('/mine'),
      () => stranger.setData('/mine', null, -1),
      () => stranger.setAcl('/mine', openAcl, -1),
      () => stranger.create({ path: '/mine/x', data, mode: 'persistent' }),
      () => stranger.getAllChildrenNumber('/mine'),
    ]) {
      await expect(call()).rejects.toMatchObject(refusal('NO_AUTH'));
    }
    // Existence is no secret to ZooKeeper.
    expect(await stranger.exists('/mine')).toMatchObject({ dataLength: 1 });
    expect((await session.getData('/mine')).data).toEqual(data);
    await stranger.addAuth('digest', bytes('bob:pässword'));
    expect((await stranger.getData('/mine')).data).toEqual(data);
    expect(await stranger.whoAmI()).toEqual(
      expect.arrayContaining([
        { scheme: 'ip', id: '127.0.0.1' },
        { scheme: 'digest', id: expect.stringMatching(/^bob/) as string },
      ]),
    );
    // Without the right to change it, the digest of an ACL is masked.
    expect((await stranger.getAcl('/mine')).acl).toEqual([
      { scheme: 'digest', id: 'bob:x', permissions: permissionBits.read },
    ]);
    await expect(stranger.setData('/mine', null, -1)).rejects.toMatchObject(refusal('NO_AUTH'));
    await stranger.addAuth('digest', bytes(superPassword));
    await stranger.setData('/mine', null, 0);
    expect(await stranger.whoAmI()).toContainEqual({ scheme: 'super', id: '' });
  });

  it('lists the ephemeral nodes of this session alone, by prefix', async () => {
    const { session, connectString, other: inside, seed } = await open();
    await seed({ '/p/q': '', '/pq': '' });
    const another = await connect(connectString);
    await another.create({ path: '/p/foreign', data, mode: 'ephemeral' });
    await inside.create('/p/kazoo', '', { ephemeral: true });
    expect(await session.getEphemerals('/')).toEqual([]);
    for (const path of ['/p/a', '/p/q/b', '/pq/c', '/d']) {
      await session.create({ path, data, mode: 'ephemeral' });
    }
    const list = async (prefix: string) => (await session.getEphemerals(prefix)).sort();
    expect(await list('/')).toEqual(['/d', '/p/a', '/p/q/b', '/pq/c']);
    expect(await list('/p')).toEqual(['/p/a', '/p/q/b', '/pq/c']);
    expect(await list('/p/q')).toEqual(['/p/q/b']);
    expect(await list('/none')).toEqual([]);
  });

  it('counts all nodes below one', async () => {
    const { session, seed } = await open();
    await seed({ '/a/b/c': '', '/a/d': '', '/ab': '' });
    expect(await session.getAllChildrenNumber('/a')).toBe(3);
    expect(await session.getAllChildrenNumber('/a/d')).toBe(0);
    expect(await session.getAllChildrenNumber('/')).toBe(5);
    await expect(session.getAllChildrenNumber('/none')).rejects.toMatchObject(refusal('NO_NODE'));
  });

  it('reports whether there is a watch', async () => {
    const { session } = await open();
    expect(await session.checkWatch('/')).toBe(false);
    await session.addWatch('/', 'recursive');
    await session.addWatch('/none', 'persistent');
    expect([await session.checkWatch('/'), await session.checkWatch('/none')]).toEqual([
      true,
      true,
    ]);
    await session.removeWatch('/', 'recursive');
    expect(await session.checkWatch('/')).toBe(false);
  });

  it('reads and changes the ensemble, as far as a server that is one by itself lets it', async () => {
    const { session } = await open();
    const before = await session.getConfig();
    expect(before.text).toMatch(/^server\.1=127\.0\.0\.1:\d+:\d+:participant;127\.0\.0\.1:\d+\n/);
    expect(before.text).toContain(`version=${String(before.version?.toString(16))}`);
    expect(before.stat.dataLength).toBe(before.text.length);
    const ports = [await findFreePort(), await findFreePort(), await findFreePort()].map(String);
    const joining = [`server.2=127.0.0.1:${ports[0]}:${ports[1]}:observer;127.0.0.1:${ports[2]}`];
    await expect(session.reconfig({ joining })).rejects.toMatchObject({
      failure: { code: 'NO_AUTH', operation: 'reconfig' },
    });
    await session.addAuth('digest', bytes(superPassword));
    const fromVersion = before.version ?? 0n;
    const joined = await session.reconfig({ joining, fromVersion });
    expect(joined.text).toContain(joining[0]);
    expect(joined.version).toBeGreaterThan(fromVersion);
    await expect(session.reconfig({ leaving: ['2'], fromVersion })).rejects.toMatchObject(
      refusal('BAD_VERSION'),
    );
    expect(await session.getConfig()).toMatchObject({ text: joined.text });
    const left = await session.reconfig({ leaving: ['2'] });
    expect(left.text).not.toContain('server.2');
    const members = [left.text.split('\n')[0] ?? ''];
    expect((await session.reconfig({ members })).text).toContain(members[0]);
    await expect(session.reconfig({ members, joining })).rejects.toMatchObject(
      refusal('INVALID_INPUT'),
    );
    await expect(session.reconfig({ joining: ['nonsense'] })).rejects.toMatchObject({
      failure: { operation: 'reconfig' },
    });
  });

  it('ends every call by its signal and its deadline', async () => {
    const { session } = await open();
    const sent = recorder.operations.length;
    const options = { signal: AbortSignal.abort() };
    for (const call of callsOf(session, options)) {
      await expect(call()).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    }
    expect(recorder.operations).toHaveLength(sent);
    for (const call of callsOf(session, { deadlineMs: 60_000 })) {
      // The operations themselves may fail; none of them is ended by its deadline.
      const error: unknown = await call().catch((reason: unknown) => reason);
      if (error instanceof Error) expect(error.message).not.toContain('OPERATION_TIMEOUT');
    }
  });

  it('has no call that sends a check outside a transaction, which ruins a server for good', async () => {
    const { session } = await open();
    const sent = recorder.operations.length;
    for (const call of callsOf(session)) await call().catch(() => undefined);
    const asked = new Set(recorder.operations.slice(sent));
    expect([...asked].sort((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6, 7, 9, 12, 14, 15, 16, 17, 18, 19, 21, 103, 104, 106, 107,
    ]);
    expect(recorder.operations).not.toContain(13);
  });
});

function callsOf(
  session: ZooKeeperSession,
  options: { signal?: AbortSignal; deadlineMs?: number } = {},
): readonly (() => Promise<unknown>)[] {
  const data = null;
  return [
    () => session.create({ path: '/p', data, mode: 'persistent' }, options),
    () => session.create({ path: '/c', data, mode: 'container' }, options),
    () => session.create({ path: '/t', data, mode: 'ttl', ttlMs: 1_000 }, options),
    () => session.getChildren('/', options),
    () => session.getData('/p', options),
    () => session.exists('/p', options),
    () => session.existsMany(['/p', '/'], options),
    () => session.setData('/p', data, -1, options),
    () => session.getAcl('/p', options),
    () => session.setAcl('/p', [{ scheme: 'world', id: 'anyone', permissions: 31 }], -1, options),
    () => session.sync('/', options),
    () => session.multi([{ kind: 'check', path: '/p', version: -1 }], options),
    () => session.addWatch('/p', 'persistent', options),
    () => session.checkWatch('/p', options),
    () => session.removeWatch('/p', 'persistent', options),
    () => session.getEphemerals('/', options),
    () => session.getAllChildrenNumber('/', options),
    () => session.whoAmI(options),
    () => session.getConfig(options),
    () => session.reconfig({ leaving: ['9'] }, options),
    () => session.delete('/p', -1, options),
  ];
}
