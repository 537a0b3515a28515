import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { useWorkspaces } from './harness.ts';

const zookeeper = useZooKeeper();
const openWorkspace = useWorkspaces();

async function open(tree: Record<string, string>) {
  const test = await zookeeper.withChroot();
  await test.seed(tree);
  const window = await openWorkspace();
  await window.connect(test.connectString);
  await window.untilRowsAreLive();
  return { window, other: test.other, connectString: test.connectString };
}

describe('watches', () => {
  it('of a node report what happens to it, also before it exists', async () => {
    const { window, other } = await open({ '/a/deep/x': '' });
    const { watches } = window.workspace;
    await watches.add({ path: '/a/deep/later', scope: 'node' }, window.context());
    await other.create('/a/deep/later', '1');
    await other.setData('/a/deep/later', '2');
    await other.create('/a/deep/unwatched');
    await other.delete('/a/deep/later');
    await window.until(() => window.seen === 3);
    expect(window.changes().map(({ kind }) => kind)).toEqual(['deleted', 'dataChanged', 'created']);
    expect(window.workspace.snapshot('watches')).toMatchObject([{ scope: 'node', changeCount: 3 }]);
  });

  it('of the children report the direct children only', async () => {
    const { window, other } = await open({ '/a/b/c': '' });
    await window.workspace.watches.add({ path: '/a', scope: 'children' }, window.context());
    await other.create('/a/new');
    await other.setData('/a/b', '1');
    await other.setData('/a/b/c', '1');
    await other.create('/a/b/d');
    await other.delete('/a/new');
    await window.until(() => window.seen === 3);
    expect(window.changes().map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'deleted /a/new',
      'dataChanged /a/b',
      'created /a/new',
    ]);
  });

  it('of a subtree report everything below, each change once, whatever is shown', async () => {
    const { window, other } = await open({ '/a/b/c': '' });
    await window.expand('/a');
    await window.untilRowsAreLive();
    const watch = await window.workspace.watches.add(
      { path: '/a', scope: 'subtree' },
      window.context(),
    );
    await other.create('/a/b/d');
    await other.create('/a/b/d/e', 'x');
    await other.setData('/a/b/c', '1');
    await other.create('/a/x');
    await other.delete('/a/b/d', { recursive: true });
    await window.until(() => window.seen >= 6);
    expect(window.changes().map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'deleted /a/b/d',
      'deleted /a/b/d/e',
      'created /a/x',
      'dataChanged /a/b/c',
      'created /a/b/d/e',
      'created /a/b/d',
    ]);
    expect(window.paths()).toEqual(['/', '/a', '/a/b', '/a/x']);
    await window.until(() => window.row('/a/b').stat?.numChildren === 1);
    expect(window.seen).toBe(6);

    await window.workspace.watches.remove({ id: watch.id }, window.context());
    expect(window.workspace.watches.list(undefined, window.context())).toEqual([]);
    await other.setData('/a/b/c', '2');
    // What is shown is watched on its own again.
    await other.setData('/a/b', '1');
    await window.until(() => window.row('/a/b').stat?.version === 1);
    await window.until(() => window.seen === 7);
  });
});

describe('several watches', () => {
  it('write a change down once, and each counts what it sees', async () => {
    const { window, other } = await open({ '/a/b/c': '0' });
    await window.expand('/a', '/a/b');
    await window.untilRowsAreLive();
    const { watches } = window.workspace;
    await watches.add({ path: '/a/b/c', scope: 'node' }, window.context());
    await watches.add({ path: '/a/b', scope: 'children' }, window.context());
    await watches.add({ path: '/', scope: 'subtree' }, window.context());
    await other.setData('/a/b/c', '1');
    await other.create('/a/b/d', 'x');
    await other.setData('/a', '1');
    await window.until(() => window.seen === 3);
    expect(window.changes()).toMatchObject([
      { kind: 'dataChanged', path: '/a', version: 1 },
      { kind: 'created', path: '/a/b/d', version: 0 },
      { kind: 'dataChanged', path: '/a/b/c', version: 1 },
    ]);
    const counts = () => window.workspace.snapshot('watches').map(({ changeCount }) => changeCount);
    await window.until(() => counts().join() === '1,2,3');
    await window.until(() => window.row('/a/b/c').stat?.version === 1);
    expect(window.row('/a/b/c').events).toMatchObject([{ kind: 'dataChanged', count: 1 }]);
    const detail = await window.workspace.changes.getDetail({ id: 2 }, window.context());
    expect(detail).toMatchObject({ before: { version: 0 }, after: { version: 1 } });
    const budget = window.workspace.snapshot('connection');
    // The recursive watch on the root stands for all but the lists of the three levels.
    expect(budget?.watchCount).toBe(3);
  });

  it('also report a hidden child, which only the list of its level shows', async () => {
    const { window, other } = await open({ '/a/b': '' });
    await window.expand('/a');
    await window.untilRowsAreLive();
    await window.workspace.watches.add({ path: '/a', scope: 'children' }, window.context());
    await window.until(() => window.workspace.snapshot('watches').length === 1);
    await other.setData('/a/b', '1');
    await window.until(() => window.seen === 1);
    const acl = [{ scheme: 'digest', id: 'nobody:x', permissions: 31 }];
    await other.create('/a/hidden', 'x', { acl });
    await other.create('/a/c');
    // Under a recursive watch no event reports a hidden child: its level shows it when it is read again.
    await window.workspace.tree.refresh(undefined, window.context());
    await window.until(() => window.seen === 3);
    expect(window.paths()).toEqual(['/', '/a', '/a/b', '/a/c', '/a/hidden']);
    expect(window.workspace.snapshot('watches')).toMatchObject([{ changeCount: 3 }]);
  });

  it('find what changed while the connection was cut, also where nothing is shown', async () => {
    const test = await zookeeper.withChroot();
    await test.seed({ '/a/b/c': '0', '/a/b/gone': '', '/shown/x': '0' });
    const proxy = await startTcpProxy(zookeeper.server.clientPort);
    const window = await openWorkspace();
    await window.connect(proxy.connectString + test.chroot);
    await window.expand('/shown');
    await window.untilRowsAreLive();
    const { watches } = window.workspace;
    await watches.add({ path: '/a', scope: 'subtree' }, window.context());
    await watches.add({ path: '/shown', scope: 'children' }, window.context());
    await test.other.setData('/a', '1');
    await test.other.setData('/shown/x', '1');
    await window.until(() => window.seen === 2);
    const stateOf = () => window.workspace.snapshot('connection')?.state.kind;
    await proxy.refuse();
    proxy.cut();
    await window.until(() => stateOf() === 'reconnecting');
    await test.other.setMany('/a/b/c', ['1', '2', '3']);
    await test.other.delete('/a/b/gone');
    await test.other.setData('/shown/x', '2');
    await test.other.create('/shown/y', '');
    await test.other.create('/shown/brief', '');
    await test.other.delete('/shown/brief');
    await proxy.heal();
    await window.until(() => window.seen === 10);
    await window.until(() => window.row('/shown/x').stat?.version === 2);
    const rows = window.changes().map(({ kind, path, count }) => `${kind} ${path} ${count}`);
    expect(rows.slice(0, -2).sort()).toEqual([
      'childrenChanged /shown 2',
      'created /shown/y 1',
      'dataChanged /a/b/c 3',
      'dataChanged /shown/x 1',
      'deleted /a/b/gone 1',
    ]);
    expect(window.workspace.snapshot('watches').map(({ changeCount }) => changeCount)).toEqual([
      5, 5,
    ]);
    await test.other.setData('/a/b/c', '4');
    await window.until(() => window.seen === 11);
    await proxy.close();
  });
});

describe('changes', () => {
  it('can be cleared, and go on counting', async () => {
    const { window, other } = await open({ '/a': '' });
    await other.setData('/a', '1');
    await window.until(() => window.seen === 1);
    await window.workspace.changes.clear(undefined, window.context());
    expect(window.workspace.snapshot('changes')).toEqual({ seen: 1, kept: 0 });
    expect(window.workspace.changes.getDetail({ id: 2 }, window.context())).toBeNull();
  });
});

describe('drafts', () => {
  it('belong to the ensemble and chroot, and are on disk at the end', async () => {
    const { window, connectString } = await open({ '/a': 'one' });
    const { drafts } = window.workspace;
    const base = { text: 'one', version: 0, mzxid: 0x1_0000_0000_0001n };
    await drafts.keep({ path: '/a', text: 'typed', base, baseId: 'a' }, window.context());
    await drafts.keep({ path: '/b', text: 'other', base, baseId: 'a' }, window.context());
    await drafts.discard({ path: '/b' }, window.context());
    expect(await drafts.list(undefined, window.context())).toMatchObject([
      { path: '/a', text: 'typed', base },
    ]);
    await window.disconnect();
    const kept = () => window.workspace.drafts.list(undefined, window.context());
    expect(await kept()).toEqual([]);
    await window.connect(zookeeper.server.connectString);
    expect(await kept()).toEqual([]);
    await window.connect(` ${connectString}/`);
    expect(await kept()).toMatchObject([{ text: 'typed', base }]);
    await window.app.dispose();
    const folder = join(window.folder, 'drafts');
    const files = await readdir(folder);
    expect(files).toHaveLength(1);
    expect(await readFile(join(folder, String(files[0])), 'utf8')).toContain('typed');
  });
});
