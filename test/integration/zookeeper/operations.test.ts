import { describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../../electron/zookeeper/port.ts';
import { permissionBits } from '../../../shared/model/acl.ts';
import { bytes, useSessions } from '../../fixtures/session.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

describe('operations on a real server', () => {
  const zk = useZooKeeper({
    extraConfig: { extendedTypesEnabled: 'true' },
    jvmFlags: ['-Dznode.container.checkIntervalMs=500'],
  });
  const connect = useSessions();

  async function open() {
    const chroot = await zk.withChroot();
    return { chroot, other: chroot.other, session: await connect(chroot.connectString) };
  }

  it('creates, reads, sets and deletes, and others see it', async () => {
    const { session, other } = await open();
    const created = await session.create({ path: '/a', data: bytes('one'), mode: 'persistent' });
    expect(created.path).toBe('/a');
    expect(created.stat).toMatchObject({ version: 0, dataLength: 3, ephemeralOwner: 0n });
    expect((await other.getData('/a')).data).toEqual(bytes('one'));

    const stat = await session.setData('/a', bytes('two'), 0);
    expect(stat.version).toBe(1);
    expect(stat.mzxid).toBeGreaterThan(stat.czxid);
    expect(Math.abs(stat.mtime - Date.now())).toBeLessThan(60_000);
    const read = await session.getData('/a');
    expect(read).toEqual({ data: bytes('two'), stat });
    expect((await other.getData('/a')).stat).toMatchObject({
      mzxid: String(stat.mzxid),
      version: 1,
    });

    await session.delete('/a', 1);
    expect(await other.exists('/a')).toBeNull();
    expect(await session.exists('/a')).toBeNull();
  });

  it('distinguishes null, empty and binary data, both ways', async () => {
    const { session, other } = await open();
    const values = { none: null, empty: new Uint8Array(), binary: new Uint8Array([0, 255, 128]) };
    for (const [name, data] of Object.entries(values)) {
      await session.create({ path: `/${name}`, data, mode: 'persistent' });
      expect((await other.getData(`/${name}`)).data).toEqual(data);
      expect((await session.getData(`/${name}`)).data).toEqual(data);
      await session.setData('/none', data, -1);
      expect((await other.getData('/none')).data).toEqual(data);
    }
  });

  it('creates every mode', async () => {
    const { session, other } = await open();
    const data = bytes('x');
    const ephemeral = await session.create({ path: '/e', data, mode: 'ephemeral' });
    expect(session.state).toMatchObject({
      kind: 'connected',
      sessionId: ephemeral.stat?.ephemeralOwner,
    });
    const first = await session.create({ path: '/s-', data, mode: 'persistentSequential' });
    expect(first.path).toMatch(/^\/s-\d{10}$/);
    const second = await session.create({ path: '/es-', data, mode: 'ephemeralSequential' });
    expect(second.path).toMatch(/^\/es-\d{10}$/);
    const container = await session.create({ path: '/c', data, mode: 'container' });
    expect(container.stat?.version).toBe(0);
    await session.create({ path: '/c/child', data, mode: 'persistent' });
    await session.create({ path: '/ttl', data, mode: 'ttl', ttlMs: 200 });
    await session.delete('/c/child', 0);
    // The server removes both by itself.
    await expect.poll(() => other.exists('/ttl'), { timeout: 10_000 }).toBeNull();
    await expect.poll(() => other.exists('/c'), { timeout: 10_000 }).toBeNull();
    await session.close();
    expect(await other.exists('/e')).toBeNull();
    expect(await other.exists(first.path)).not.toBeNull();
  });

  it('names a sequential node by its number alone', async () => {
    const { session } = await open();
    await session.create({ path: '/queue', data: null, mode: 'persistent' });
    const { path } = await session.create({
      path: '/queue/',
      data: null,
      mode: 'persistentSequential',
    });
    expect(path).toMatch(/^\/queue\/\d{10}$/);
  });

  it('lists children, ASCII and not', async () => {
    const { session, chroot } = await open();
    await chroot.seed({ '/p/plain': '', '/p/ünïcode': '', '/p/配置': '', '/q/plain': '' });
    const { children, stat } = await session.getChildren('/p');
    expect(children.sort()).toEqual(['plain', 'ünïcode', '配置'].sort());
    expect(stat.numChildren).toBe(3);
    expect((await session.getChildren('/q')).children).toEqual(['plain']);
    expect((await session.getChildren('/q/plain')).children).toEqual([]);
  });

  it('asks for many nodes at once, in order', async () => {
    const { session, other } = await open();
    await other.createLevel('/', 'n-', 1_000);
    const paths = Array.from({ length: 2_000 }, (_, i) => `/n-${String(i).padStart(8, '0')}`);
    const stats = await session.existsMany(paths);
    expect(stats.slice(0, 1_000).every((stat) => stat?.version === 0)).toBe(true);
    expect(stats.slice(1_000).every((stat) => stat === null)).toBe(true);
    expect(await session.existsMany([])).toEqual([]);
  });

  it('reads and sets ACLs', async () => {
    const { session, other } = await open();
    await session.create({ path: '/a', data: null, mode: 'persistent' });
    expect((await session.getAcl('/a')).acl).toEqual([
      { scheme: 'world', id: 'anyone', permissions: 31 },
    ]);
    const acl = [
      { scheme: 'world', id: 'anyone', permissions: permissionBits.admin | permissionBits.read },
      { scheme: 'ip', id: '127.0.0.1', permissions: 0 },
    ];
    expect((await session.setAcl('/a', acl, 0)).aversion).toBe(1);
    expect((await session.getAcl('/a')).acl).toEqual(acl);
    const first = await session.getAcl('/a', { longest: 1 });
    expect(first).toMatchObject({ acl: acl.slice(0, 1), entryCount: acl.length });
    expect(first.stat).toEqual(await session.exists('/a'));
    expect(await other.getAcl('/a')).toEqual(acl);
    await expect(session.setData('/a', null, 0)).rejects.toMatchObject({
      failure: { code: 'NO_AUTH', operation: 'setData', path: '/a', retryable: false },
    });
    await expect(session.setAcl('/a', [], 1)).rejects.toMatchObject({
      failure: { code: 'INVALID_ACL' },
    });
  });

  it('names every refusal of the server', async () => {
    const { session, chroot } = await open();
    await chroot.seed({ '/a/b': 'x' });
    await session.create({ path: '/e', data: null, mode: 'ephemeral' });
    const mode = 'persistent';
    const refusals = [
      [() => session.getData('/none'), 'NO_NODE'],
      [() => session.delete('/a', -1), 'NOT_EMPTY'],
      [() => session.delete('/a/b', 7), 'BAD_VERSION'],
      [() => session.create({ path: '/a', data: null, mode }), 'NODE_EXISTS'],
      [() => session.create({ path: '/e/child', data: null, mode }), 'NO_CHILDREN_FOR_EPHEMERALS'],
      [() => session.create({ path: '/a/../b', data: null, mode }), 'INVALID_INPUT'],
      [() => session.create({ path: '/t', data: null, mode: 'ttl', ttlMs: 0 }), 'INVALID_INPUT'],
      [() => session.getData('/a/'), 'INVALID_INPUT'],
    ] as const;
    for (const [call, code] of refusals) {
      await expect(call()).rejects.toMatchObject({ failure: { code } });
    }
  });

  it('runs a transaction: all or nothing, with a result for each operation', async () => {
    const { session, other } = await open();
    await session.create({ path: '/a', data: bytes('1'), mode: 'persistent' });
    const results = await session.multi([
      { kind: 'check', path: '/a', version: 0 },
      { kind: 'create', path: '/b', data: bytes('b'), mode: 'persistent' },
      { kind: 'create', path: '/c', data: null, mode: 'container' },
      { kind: 'create', path: '/t', data: null, mode: 'ttl', ttlMs: 60_000 },
      { kind: 'setData', path: '/a', data: bytes('2'), version: 0 },
      { kind: 'delete', path: '/b', version: 0 },
    ]);
    expect(results.map(({ kind }) => kind)).toEqual([
      'check',
      'create',
      'create',
      'create',
      'setData',
      'delete',
    ]);
    expect(results[1]).toMatchObject({ path: '/b' });
    expect(results[4]).toMatchObject({ stat: { version: 1 } });

    await expect(
      session.multi([
        { kind: 'create', path: '/d', data: null, mode: 'persistent' },
        { kind: 'setData', path: '/a', data: bytes('3'), version: 0 },
        { kind: 'delete', path: '/nowhere', version: -1 },
      ]),
    ).rejects.toMatchObject({ failure: { code: 'BAD_VERSION', path: '/a', operation: 'multi' } });
    expect(await other.exists('/d')).toBeNull();
    expect(await session.multi([])).toEqual([]);
  });

  it('syncs', async () => {
    const { session } = await open();
    await expect(session.sync('/')).resolves.toBeUndefined();
  });

  it('delivers events of persistent and recursive watches in order, and none after removal', async () => {
    const { session, chroot, other } = await open();
    await chroot.seed({ '/p/x': '', '/r/x': '' });
    const events: WatchEvent[] = [];
    session.onWatchEvent((event) => events.push(event));
    await session.addWatch('/p', 'persistent');
    await session.addWatch('/r', 'recursive');
    await other.setData('/p', '1');
    await other.setData('/p', '2');
    await other.create('/p/y');
    await other.setData('/p/y', 'not watched');
    await other.create('/r/x/deep');
    await other.setData('/r/x/deep', '1');
    await other.delete('/r/x/deep');
    await session.sync('/');
    expect(events).toEqual([
      { kind: 'dataChanged', path: '/p' },
      { kind: 'dataChanged', path: '/p' },
      { kind: 'childrenChanged', path: '/p' },
      { kind: 'created', path: '/r/x/deep' },
      { kind: 'dataChanged', path: '/r/x/deep' },
      { kind: 'deleted', path: '/r/x/deep' },
    ]);
    events.length = 0;
    await session.removeWatch('/p', 'persistent');
    await session.removeWatch('/r', 'recursive');
    await session.removeWatch('/never', 'recursive');
    await other.setData('/p', '3');
    await other.setData('/r', '3');
    await session.sync('/');
    expect(events).toEqual([]);
  });

  it('continues callers in the order in which the server sent replies and events', async () => {
    const { session, chroot } = await open();
    await chroot.seed({ '/a': '' });
    await session.addWatch('/a', 'persistent');
    const seen: string[] = [];
    session.onWatchEvent(({ kind }) => seen.push(kind));
    await Promise.all([
      session.getData('/a').then(() => seen.push('read before')),
      session.setData('/a', bytes('1'), -1).then(() => seen.push('set')),
      session.getData('/a').then(() => seen.push('read after')),
    ]);
    expect(seen).toEqual(['read before', 'dataChanged', 'set', 'read after']);
  });

  it('sees the chroot as the root', async () => {
    const chroot = await zk.withChroot();
    const session = await connect(`${chroot.connectString}/`);
    await chroot.seed({ '/a': '' });
    const events: string[] = [];
    session.onWatchEvent(({ path }) => events.push(path));
    await session.addWatch('/', 'persistent');
    expect((await session.getChildren('/')).children).toEqual(['a']);
    await chroot.other.create('/b');
    await session.sync('/');
    expect(events).toEqual(['/']);
    const missing = await connect(`${zk.server.connectString}/not/there`);
    await expect(missing.getChildren('/')).rejects.toMatchObject({ failure: { code: 'NO_NODE' } });
  });
});
