import { describe, expect, it } from 'vitest';
import { LearntLimit } from '../../../electron/workspace/write/request-limit.ts';
import type { WriteRecord } from '../../../electron/workspace/write/write-record.ts';
import type { WriterOptions } from '../../../electron/workspace/write/writer.ts';
import type { ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { openAcl } from '../../../shared/model/acl.ts';
import type { WriteBase } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { writerOver } from '../../unit/workspace/writer-over.ts';

const zookeeper = useZooKeeper();
/** As the first one, so that the same requests give both the same transactions. */
const another = useZooKeeper();
const generous = useZooKeeper({ jvmFlags: ['-Djute.maxbuffer=8388608'] });
const connect = useSessions();

const baseOf = ({ version, mzxid, czxid }: Stat): WriteBase => ({ version, mzxid, czxid });
const code = (expected: string) => ({ failure: { code: expected } });

async function open(tree: Record<string, string>, options: Partial<WriterOptions> = {}) {
  const { connectString, seed, other } = await zookeeper.withChroot();
  await seed(tree);
  const session = await connect(connectString);
  return { session, other, writer: writerOver(session, options) };
}

/** A session that records which of its methods were called. */
function spyOn(session: ZooKeeperSession): { session: ZooKeeperSession; called: string[] } {
  const called: string[] = [];
  const spied = new Proxy(session, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        called.push(String(key));
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  return { session: spied, called };
}

describe('the base of a save', () => {
  // First, while both servers have had the same requests.
  it('distinguishes a data set from one that was made like it, by its content', async () => {
    const stats: Stat[] = [];
    const sessions: ZooKeeperSession[] = [];
    for (const [server, text] of [
      [zookeeper, 'ours'],
      [another, 'another'],
    ] as const) {
      const { seed, connectString } = await server.withChroot();
      await seed({ '/config': text, '/same-length': text.slice(0, 4) });
      const session = await connect(connectString);
      sessions.push(session);
      stats.push((await session.getData('/config')).stat);
    }
    const [read, now] = stats;
    expect(read && baseOf(read)).toEqual(now && baseOf(now));
    const writer = writerOver(sessions[1]!);
    for (const [path, data] of [
      ['/config', 'ours'],
      ['/same-length', 'ours'],
    ] as const) {
      const { stat } = (await sessions[0]?.getData(path)) ?? {};
      const base = { ...baseOf(stat!), data: bytes(data) };
      await expect(writer.save({ path, data: bytes('mine'), base })).rejects.toMatchObject({
        failure: { code: 'BAD_VERSION', path },
      });
    }
    expect(Buffer.from((await sessions[1]!.getData('/config')).data ?? []).toString()).toBe(
      'another',
    );
  });

  it('distinguishes a node from one that was made again with the same version', async () => {
    const { writer, session, other } = await open({ '/a': 'one' });
    const { data, stat } = await session.getData('/a');
    await other.delete('/a');
    await other.create('/a', 'two');
    const save = writer.save({ path: '/a', data: bytes('mine'), base: { ...baseOf(stat), data } });
    await expect(save).rejects.toMatchObject(code('BAD_VERSION'));
    expect((await session.getData('/a')).stat.version).toBe(0);
  });

  it('needs no permission to read, and does not fetch what was read in this session', async () => {
    const { session, other } = await open({ '/a': 'one', '/b': 'one' });
    const [a, b] = [await session.getData('/a'), await session.getData('/b')];
    await other.setAcl('/a', [{ scheme: 'world', id: 'anyone', permissions: 2 }]);
    const { called, session: spied } = spyOn(session);
    const writer = writerOver(spied, { known: (path) => (path === '/b' ? b : null) });
    const save = (path: string, base: WriteBase) => writer.save({ path, data: bytes('two'), base });
    expect((await save('/b', { ...baseOf(b.stat), data: b.data })).version).toBe(1);
    expect(called).toEqual(['exists', 'setData']);
    expect((await save('/a', { ...baseOf(a.stat), data: a.data })).version).toBe(1);
  });

  it('is recorded with what was there before, as are all writes', async () => {
    const { session } = await open({ '/a': 'one' });
    const records: WriteRecord[] = [];
    const shown: string[] = [];
    const show = (path: string) => {
      shown.push(path);
      return Promise.resolve();
    };
    const writer = writerOver(session, { show });
    writer.onWritten((record) => records.push(record));
    const { data, stat } = await session.getData('/a');
    await writer.save({ path: '/a', data: null, base: { ...baseOf(stat), data } });
    await writer.create({ path: '/x/y', data: null, mode: 'ephemeral' }, true);
    await writer.setAcl('/a', openAcl, 0);
    await writer.multi([{ kind: 'delete', path: '/x/y', version: 0 }]);
    await writer.delete('/x', 0);
    expect(records).toMatchObject([
      { kind: 'saved', path: '/a', before: { data: bytes('one') }, stat: { version: 1 } },
      { kind: 'created', path: '/x', request: { mode: 'persistent' } },
      { kind: 'created', path: '/x/y', request: { mode: 'ephemeral' } },
      { kind: 'aclSet', path: '/a', stat: { aversion: 1 } },
      { kind: 'committed', operations: [{ kind: 'delete' }], results: [{ kind: 'delete' }] },
      { kind: 'deleted', path: '/x', before: null },
    ]);
    expect(shown).toEqual(['/a', '/x/y', '/a', '/x']);
  });
});

describe('the guards', () => {
  it('refuse every write under the read-only lock, before anything is sent', async () => {
    const { session } = await open({ '/a': 'one' });
    const { called, session: spied } = spyOn(session);
    const writer = writerOver(spied, { isReadOnly: true });
    const base = { version: 0, mzxid: 1n };
    for (const write of [
      writer.save({ path: '/a', data: null, base }),
      writer.create({ path: '/n', data: null, mode: 'persistent' }, true),
      writer.delete('/a', 0),
      writer.setAcl('/a', openAcl, 0),
      writer.multi([
        { kind: 'check', path: '/a', version: 0 },
        { kind: 'setData', path: '/a', data: null, version: 0 },
      ]),
    ]) {
      await expect(write).rejects.toMatchObject(code('READ_ONLY_LOCK'));
    }
    expect(called).toEqual([]);
  });

  it('keep ZooKeeper’s own nodes from being made and deleted, but not their namesakes', async () => {
    const session = await connect(zookeeper.server.connectString);
    const writer = writerOver(session);
    for (const write of [
      writer.create({ path: '/zookeeper/mine', data: null, mode: 'persistent' }),
      writer.delete('/zookeeper/quota', -1),
      writer.delete('/', -1),
      writer.multi([{ kind: 'delete', path: '/zookeeper/quota', version: -1 }]),
    ]) {
      await expect(write).rejects.toMatchObject(code('PROTECTED_NODE'));
    }
    await expect(
      writerOver(session, { chroot: '/zookeeper' }).delete('/quota', -1),
    ).rejects.toMatchObject(code('PROTECTED_NODE'));
    const inside = await open({ '/zookeeper': 'a namesake' }, { chroot: '/test' });
    await inside.writer.create({ path: '/zookeeper/mine', data: null, mode: 'persistent' });
    await inside.writer.delete('/zookeeper/mine', 0);
    await inside.writer.delete('/zookeeper', 0);
    expect(await inside.other.exists('/zookeeper')).toBeNull();
  });
});

describe('the size of a request', () => {
  it('is tried above the usual limit, and what the server refused is reported and not sent again', async () => {
    const limit = new LearntLimit('/test');
    const { writer, session } = await open({ '/a': 'one' }, { limit });
    const base = baseOf((await session.getData('/a')).stat);
    const large = new Uint8Array(1_100_000);
    const save = (data: Uint8Array) => writer.save({ path: '/a', data, base });
    await expect(save(large)).rejects.toMatchObject({
      failure: { code: 'TOO_LARGE', path: '/a', requestBytes: 1_100_027, maybeDone: true },
    });
    await untilState(session, 'connected');
    expect(limit.snapshot).toEqual({ bytes: 1_100_027, isLearnt: true, chrootBytes: 5 });
    await expect(save(large)).rejects.toMatchObject({
      failure: { code: 'TOO_LARGE', requestBytes: 1_100_027, limitBytes: 1_100_027 },
    });
    expect(session.state.kind).toBe('connected');
    expect((await save(new Uint8Array(1_000_000))).version).toBe(1);
  });

  it('is no matter at a server that takes more', async () => {
    const { connectString, seed } = await generous.withChroot();
    await seed({ '/a': 'one' });
    const session = await connect(connectString);
    const base = baseOf((await session.getData('/a')).stat);
    const data = new Uint8Array(2_100_000);
    expect((await writerOver(session).save({ path: '/a', data, base })).version).toBe(1);
  });
});
