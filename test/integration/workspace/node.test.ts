import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../shared/contract/topics.ts';
import type { OtherClient } from '../../fixtures/other-client.ts';
import type { WriteBase } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { useWorkspaces } from './harness.ts';

const zookeeper = useZooKeeper();
const openWorkspace = useWorkspaces();

async function open(tree: Record<string, string>) {
  const test = await zookeeper.withChroot();
  await test.seed(tree);
  const window = await openWorkspace();
  await window.connect(test.connectString);
  return { window, node: window.workspace.node, other: test.other };
}

const baseOf = ({ version, mzxid, czxid }: Stat): WriteBase => ({ version, mzxid, czxid });
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the open node', () => {
  it('follows the server', async () => {
    const { window, node, other } = await open({ '/config/timeout': '3000' });
    await node.open({ path: '/config/timeout' }, window.context());
    expect(window.text).toBe('3000');
    await other.setData('/config/timeout', '5000');
    await window.until(() => window.text === '5000');
    await other.create('/config/timeout/child');
    await window.until(() => {
      const shown = window.workspace.snapshot('node');
      return shown?.kind === 'present' && shown.stat.numChildren === 1;
    });
    await other.delete('/config/timeout', { recursive: true });
    await window.until(() => window.nodeKind === 'absent');
    expect(window.workspace.snapshot('node')).toMatchObject({ last: { stat: { version: 1 } } });
    await other.create('/config/timeout', 'again');
    await window.until(() => window.text === 'again');
    await node.close(undefined, window.context());
    expect(window.workspace.snapshot('node')).toBeNull();
  });

  it('is called sequential only where its parent has given out the number', async () => {
    const { window, node, other } = await open({ '/queue': '', '/queue/year-2147480000': '' });
    const made = await other.create('/queue/item-', '', { sequence: true });
    await window.expand('/queue');
    await window.untilRowsAreLive();
    const lengthOf = async (path: string) => {
      await node.open({ path }, window.context());
      const shown = window.workspace.snapshot('node');
      return shown?.kind === 'present' ? shown.sequenceLength : null;
    };
    await window.until(() => window.row(made).sequenceLength === 10);
    expect(await lengthOf(made)).toBe(10);
    expect(await lengthOf('/queue/year-2147480000')).toBeUndefined();
    expect(await lengthOf('/queue')).toBeUndefined();
  });

  it('remembers its ACL, with which it can be created again', async () => {
    const { window, node, other } = await open({ '/secret': 'x', '/other': 'x' });
    const acl = [{ scheme: 'world', id: 'anyone', permissions: 21 }];
    await other.setAcl('/secret', acl);
    const remember = async (path: string) => {
      await node.open({ path }, window.context());
      // Answered after what was asked for before it.
      await node.getAcl({ path }, window.context());
    };
    await remember('/other');
    await remember('/secret');
    await other.delete('/secret');
    await window.until(() => window.nodeKind === 'absent');
    expect(window.workspace.snapshot('node')).toMatchObject({ path: '/secret', lastAcl: acl });
    const again = { path: '/secret', data: bytes('y'), mode: 'persistent', acl } as const;
    await node.create({ ...again, createParents: true }, window.context());
    expect(await other.getAcl('/secret')).toEqual(acl);
    // That of another node, or of one that was never there, is not remembered.
    await node.open({ path: '/never' }, window.context());
    expect(window.workspace.snapshot('node')).toEqual({ kind: 'absent', path: '/never' });
  });

  it('may not exist', async () => {
    const { window, node, other } = await open({});
    await node.open({ path: '/later/on' }, window.context());
    expect(window.workspace.snapshot('node')).toEqual({ kind: 'absent', path: '/later/on' });
    await other.create('/later/on', 'here', { makeParents: true });
    await window.until(() => window.text === 'here');
  });

  it('distinguishes no data from empty data, and is byte exact', async () => {
    const { window, node, other } = await open({});
    const odd = new Uint8Array([0, 255, 10, 13, 128]);
    await other.create('/odd', odd);
    await node.open({ path: '/odd' }, window.context());
    const shown = window.workspace.snapshot('node');
    expect(shown?.kind === 'present' && shown.data && [...shown.data]).toEqual([...odd]);
    if (shown?.kind !== 'present') throw new Error('it is not shown');
    await node.save(
      { path: '/odd', data: null, base: { ...shown.stat, data: odd } },
      window.context(),
    );
    expect((await node.read({ path: '/odd' }, window.context())).data).toBeNull();
  });
});

describe('saving', () => {
  it('succeeds over what was read, and refuses anything else', async () => {
    const { window, node, other } = await open({ '/config': 'one' });
    const save = (text: string, base: WriteBase) =>
      node.save({ path: '/config', data: bytes(text), base }, window.context());
    await node.open({ path: '/config' }, window.context());
    const { stat: read } = await node.read({ path: '/config' }, window.context());
    const stat = await save('two', { ...baseOf(read), data: bytes('one') });
    expect(stat.version).toBe(1);
    await window.until(() => window.text === 'two');
    await other.setData('/config', 'theirs');
    await expect(save('mine', { ...baseOf(stat), data: bytes('two') })).rejects.toMatchObject({
      failure: { code: 'BAD_VERSION', path: '/config' },
    });
    await expect(save('mine', { ...baseOf(stat), version: -1 })).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
    expect(Buffer.from((await other.getData('/config')).data ?? []).toString()).toBe('theirs');
  });
});

describe('creating', () => {
  it('creates every kind of node, with missing parents when asked', async () => {
    const { window, node, other } = await open({});
    const create = (
      path: string,
      mode: 'persistent' | 'ephemeral' | 'persistentSequential',
      createParents: boolean,
    ) => node.create({ path, data: bytes('x'), mode, createParents }, window.context());
    await expect(create('/a/b/c', 'persistent', false)).rejects.toMatchObject({
      failure: { code: 'NO_NODE' },
    });
    expect((await create('/a/b/c', 'persistent', true)).path).toBe('/a/b/c');
    expect((await create('/a/b/n-', 'persistentSequential', false)).path).toBe('/a/b/n-0000000001');
    await create('/a/e', 'ephemeral', false);
    expect((await other.exists('/a/e'))?.ephemeralOwner).not.toBe('0');
    await expect(create('/a/b/c', 'persistent', true)).rejects.toMatchObject({
      failure: { code: 'NODE_EXISTS' },
    });
    await window.until(() => window.paths().includes('/a'));
  });
});

describe('deleting', () => {
  it('refuses what is ZooKeeper’s own', async () => {
    const window = await openWorkspace();
    await window.connect(zookeeper.server.connectString);
    for (const path of ['/', '/zookeeper', '/zookeeper/quota']) {
      await expect(
        window.workspace.node.delete({ path, version: 0 }, window.context()),
      ).rejects.toMatchObject({
        failure: { code: 'PROTECTED_NODE', path },
      });
      await expect(window.planDelete(path)).rejects.toMatchObject({
        failure: { code: 'PROTECTED_NODE' },
      });
    }
  });

  it('passes on why one node cannot be deleted', async () => {
    const { window, node, other } = await open({ '/a/b': '' });
    const remove = (path: string, version: number) =>
      node.delete({ path, version }, window.context());
    await expect(remove('/a', 0)).rejects.toMatchObject({ failure: { code: 'NOT_EMPTY' } });
    await expect(remove('/a/b', 7)).rejects.toMatchObject({ failure: { code: 'BAD_VERSION' } });
    await remove('/a/b', 0);
    expect(await other.exists('/a/b')).toBeNull();
  });

  it('counts 3,000 nodes, then deletes them with progress', async () => {
    const { window, other } = await open({ '/big/x/y/z': '', '/keep': '' });
    await other.createLevel('/big/x', 'n-', 2_000);
    await other.createLevel('/big', 'n-', 1_000);
    await other.create('/big/e', '', { ephemeral: true });
    const plan = await window.planDelete('/big');
    expect(plan).toMatchObject({ version: 0, descendantCount: 3_004, ephemeralCount: 1 });
    expect(plan.sample.length).toBe(10);
    expect(await window.deleteBelow(plan)).toMatchObject({
      state: 'done',
      done: 3_005,
      total: 3_005,
    });
    expect(await other.exists('/big')).toBeNull();
    await window.until(() => window.paths().join() === '/,/keep');
    const reported = window.updates
      .filter(({ topic }) => topic === 'progress')
      .flatMap(({ value }) => value as readonly Progress[]);
    expect(reported.some(({ kind, done }) => kind === 'countingNodes' && done > 100)).toBe(true);
    expect(window.workspace.snapshot('progress')).toEqual([]);
  });

  it('deletes nothing when the node has changed since it was counted', async () => {
    const { window, other } = await open({ '/a/b': '' });
    const plan = await window.planDelete('/a');
    await other.setData('/a', 'changed');
    await expect(window.deleteBelow(plan)).rejects.toMatchObject({
      failure: { code: 'BAD_VERSION' },
    });
    expect(await other.exists('/a/b')).not.toBeNull();
  });

  it.each([
    ['created', (other: OtherClient) => other.create('/a/late', '')],
    ['set', (other: OtherClient) => other.setData('/a/b', 'changed')],
  ])('deletes nothing when a node below was %s after the count', async (_what, act) => {
    const { window, other } = await open({ '/a/b': '' });
    const plan = await window.planDelete('/a');
    await act(other);
    await expect(window.deleteBelow(plan)).rejects.toMatchObject({
      failure: { code: 'BAD_VERSION' },
    });
    expect(await other.exists('/a/b')).not.toBeNull();
  });

  it('deletes ephemeral nodes that came after the count, since they come and go by themselves', async () => {
    const { window, other } = await open({ '/a/b': '' });
    const plan = await window.planDelete('/a');
    await other.create('/a/late', '', { ephemeral: true });
    await window.deleteBelow(plan);
    expect(await other.exists('/a')).toBeNull();
  });

  it('copes with a subtree that others change meanwhile', async () => {
    const { window, node, other } = await open({ '/big': '' });
    await other.createLevel('/big', 'n-', 1_500);
    const { stat } = await node.read({ path: '/big' }, window.context());
    const { profile } = window.workspace.snapshot('connection') ?? {};
    if (!profile) throw new Error('it is connected');
    const plan = { version: 0, asOf: 2n ** 62n, czxid: stat.czxid, ctime: stat.ctime };
    const request = { kind: 'deleteSubtree', path: '/big', plan, total: 1_501 } as const;
    const deleting = window.untilEnded(() => window.tasks.start(profile, request));
    await Promise.allSettled([
      other.create('/big/n-00000003/late'),
      other.create('/big/late'),
      other.delete('/big/n-00000700'),
    ]);
    await deleting;
    expect(await other.exists('/big')).toBeNull();
  });
});
