import { describe, expect, it } from 'vitest';
import { watchEventLoop } from '../../fixtures/watch-event-loop.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { useWorkspaces } from './harness.ts';

const zookeeper = useZooKeeper();
const openWorkspace = useWorkspaces();

async function open(tree: Record<string, string>) {
  const test = await zookeeper.withChroot();
  await test.seed(tree);
  const window = await openWorkspace();
  await window.connect(test.connectString);
  return { window, other: test.other, connectString: test.connectString };
}

describe('the tree', () => {
  it('shows the root expanded, with what is known of each row', async () => {
    const { window, other } = await open({ '/services/order': '', '/config': 'abc' });
    await other.create('/mine', 'x', { ephemeral: true });
    await window.until(() => window.paths().length === 4);
    await window.untilRowsAreLive();
    expect(window.rows()).toMatchObject([
      { path: '/', level: 1, expansion: 'expanded', stat: { numChildren: 3 } },
      { path: '/config', position: 1, setSize: 3, expansion: 'leaf', stat: { dataLength: 3 } },
      { path: '/mine', expansion: 'leaf', stat: { ephemeral: true } },
      { path: '/services', position: 3, expansion: 'collapsed', stat: { numChildren: 1 } },
    ]);
    await window.expand('/services');
    expect(window.paths()).toEqual(['/', '/config', '/mine', '/services', '/services/order']);
    await window.workspace.tree.collapse({ path: '/services' }, window.context());
    expect(window.row('/services').expansion).toBe('collapsed');
  });

  it('takes the end of a name for a sequence number only where the parent has given it out', async () => {
    const { window, other } = await open({ '/lock': '', '/lock/backup-1700000000': '' });
    await other.create('/lock/n-', '', { sequence: true });
    await window.expand('/lock');
    await window.until(() => window.row('/lock/n-0000000001').sequenceLength === 10);
    expect(window.row('/lock/backup-1700000000').sequenceLength).toBeUndefined();
  });

  it('shows at once what others create, change and delete, each once in the changes', async () => {
    const { window, other } = await open({
      '/services/a': '1',
      '/services/b': '1',
      '/config': '1',
    });
    await window.expand('/services');
    await window.untilRowsAreLive();
    expect(window.row('/services/a').events).toEqual([]);

    await other.create('/services/c', 'new');
    await window.until(() => window.paths().includes('/services/c'));
    await other.setData('/services/a', '22');
    await window.until(() => window.row('/services/a').stat?.version === 1);
    await other.delete('/services/b');
    await window.until(() => !window.paths().includes('/services/b'));
    // A node whose children are not shown.
    await other.create('/config/x');
    await window.until(() => window.row('/config').stat?.numChildren === 1);

    expect(window.row('/services/a').events).toMatchObject([{ kind: 'dataChanged', count: 1 }]);
    expect(window.row('/services/c').events).toMatchObject([{ kind: 'created', count: 1 }]);
    expect(window.row('/services').events).toMatchObject([{ kind: 'deleted', count: 1 }]);
    expect(window.row('/services').stat?.numChildren).toBe(2);
    expect(window.row('/config').expansion).toBe('collapsed');
    await window.until(() =>
      window.changes().every(({ kind, version }) => kind === 'deleted' || version !== undefined),
    );
    expect(window.changes()).toMatchObject([
      { id: 5, kind: 'childrenChanged', path: '/config', version: 1, count: 1 },
      { id: 4, kind: 'deleted', path: '/services/b', count: 1 },
      { id: 3, kind: 'dataChanged', path: '/services/a', version: 1, count: 1 },
      { id: 2, kind: 'created', path: '/services/c', version: 0, count: 1 },
    ]);
    expect(window.seen).toBe(4);
  });

  it('keeps the value before and after a change', async () => {
    const { window, other } = await open({ '/config': 'one' });
    await window.workspace.node.open({ path: '/config' }, window.context());
    await other.setData('/config', 'two');
    await window.until(() => window.text === 'two');
    await other.delete('/config');
    await window.until(() => window.seen === 2);
    const detailOf = (place: number) =>
      window.workspace.changes.getDetail({ id: window.changes()[place]!.id }, window.context());
    const [deleted, changed] = [await detailOf(0), await detailOf(1)];
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(Buffer.from((changed?.before as { data: Uint8Array }).data)).toEqual(
      Buffer.from(bytes('one')),
    );
    expect(changed).toMatchObject({ before: { version: 0 }, after: { version: 1 } });
    expect(deleted).toMatchObject({
      before: { kind: 'value', version: 1 },
      after: { kind: 'absent' },
    });
  });

  it('counts a burst of 1,000 creates truly', async () => {
    const { window, other } = await open({ '/level/a': '' });
    await window.expand('/level');
    await window.untilRowsAreLive();
    await other.createLevel('/level', 'n-', 1_000);
    await window.until(() => window.workspace.snapshot('tree').rowCount === 1_003);
    expect(window.changesOf('created').length).toBe(500);
    expect(window.workspace.snapshot('changes')).toEqual({ seen: 1_000, kept: 1_001 });
  });

  it('counts changes of one node truly when several are read at once', async () => {
    const { window, other } = await open({ '/config': '0' });
    await window.untilRowsAreLive();
    await other.setMany(
      '/config',
      Array.from({ length: 300 }, (_, i) => String(i)),
    );
    await window.until(() => window.row('/config').stat?.version === 300);
    await window.until(() => window.seen === 300);
    expect(window.changes()[0]).toMatchObject({ kind: 'dataChanged', version: 300 });
  });

  it('counts children that came and went between two lists', async () => {
    const { window, other } = await open({ '/level/a': '' });
    await window.expand('/level');
    await window.untilRowsAreLive();
    const names = Array.from({ length: 20 }, (_, i) => `/level/t${i}`);
    await Promise.all(names.flatMap((path) => [other.create(path), other.delete(path)]));
    await window.until(() => window.seen === 40);
    expect(window.paths()).toEqual(['/', '/level', '/level/a']);
  });

  it('takes away a node that is expanded, with all below it', async () => {
    const { window, other } = await open({ '/a/b/c': '', '/z': '' });
    await window.expand('/a', '/a/b');
    await window.untilRowsAreLive();
    await other.delete('/a', { recursive: true });
    await window.until(() => window.paths().length === 2);
    expect(window.paths()).toEqual(['/', '/z']);
    expect(window.changesOf('deleted').map(({ path }) => path)).toEqual(['/a', '/a/b', '/a/b/c']);
  });

  it('shows a locked node with its stat, and why it cannot be expanded', async () => {
    const { window, other } = await open({ '/locked/secret': '', '/open': '' });
    await other.setAcl('/locked', [{ scheme: 'digest', id: 'nobody:x', permissions: 31 }]);
    await window.until(() => window.row('/locked').stat !== undefined);
    await window.expand('/locked');
    expect(window.row('/locked')).toMatchObject({
      expansion: 'failed',
      failure: { code: 'NO_AUTH', path: '/locked' },
      stat: { numChildren: 1 },
    });
    await window.workspace.node.open({ path: '/locked' }, window.context());
    expect(window.workspace.snapshot('node')).toMatchObject({
      kind: 'failed',
      failure: { code: 'NO_AUTH' },
    });
  });

  it('shows a node as locked once its data was refused, until it can be read', async () => {
    const { window, other } = await open({ '/secret': 'x' });
    const everyone = { scheme: 'world', id: 'anyone' };
    await other.setAcl('/secret', [{ ...everyone, permissions: 16 }]);
    await window.until(() => window.row('/secret').stat !== undefined);
    expect(window.row('/secret').failure).toBeUndefined();
    await window.workspace.node.open({ path: '/secret' }, window.context());
    await window.until(() => window.row('/secret').failure?.code === 'NO_AUTH');
    await other.setAcl('/secret', [{ ...everyone, permissions: 31 }]);
    await window.workspace.node.open({ path: '/secret' }, window.context());
    await window.until(() => window.row('/secret').failure === undefined);
  });

  it('reveals a path, and refuses one that is not there', async () => {
    const { window } = await open({ '/a/b/c/d': '', '/z': '' });
    expect(await window.workspace.tree.reveal({ path: '/a/b/c/d' }, window.context())).toBe(4);
    await expect(
      window.workspace.tree.reveal({ path: '/a/b/nothing/x' }, window.context()),
    ).rejects.toMatchObject({ failure: { code: 'NO_NODE' } });
    await window.workspace.tree.setFilter({ text: 'z' }, window.context());
    expect(window.workspace.tree.indexOf({ path: '/a/b' }, window.context())).toBeNull();
    expect(await window.workspace.tree.reveal({ path: '/a/b' }, window.context())).toBe(2);
    expect(window.workspace.snapshot('tree').filter).toBe('');
  });

  it('opens a level of 20,000 children in windows of rows, and filters it', async () => {
    const { window, other } = await open({ '/level': '', '/z': '' });
    await other.createLevel('/level', 'node-', 20_000);
    await window.until(() => window.row('/level').stat?.numChildren === 20_000);
    const loop = watchEventLoop();
    await window.expand('/level');
    expect(loop.stop()).toBeLessThan(200);
    expect(window.workspace.snapshot('tree').rowCount).toBe(20_003);
    const rows = () => window.rows(10_000, 50);
    await window.until(() => rows().every(({ stat }) => stat !== undefined));
    expect(rows()[0]).toMatchObject({
      path: '/level/node-00009998',
      position: 9_999,
      setSize: 20_000,
      level: 3,
    });
    expect(window.workspace.snapshot('connection')?.watchCount).toBeLessThan(1_000);

    await window.workspace.tree.setFilter({ text: '777' }, window.context());
    const matches = window.workspace.snapshot('tree').matchCount;
    expect(window.workspace.snapshot('tree')).toMatchObject({
      filter: '777',
      rowCount: matches + 2,
    });
    await other.create('/level/new-777');
    await window.until(() => window.workspace.snapshot('tree').matchCount === matches + 1);
    await window.workspace.tree.setFilter({ text: '' }, window.context());
    expect(window.workspace.snapshot('tree').rowCount).toBe(20_004);
    expect(
      window.workspace.tree.getWindow(
        {
          from: 0,
          count: 10,
          anchor: { path: '/level/node-00005000', offset: 3 },
          locate: ['/z', '/no'],
        },
        window.context(),
      ),
    ).toMatchObject({ from: 5_000, located: [20_003, null] });
  });

  it('keeps to its budget of watches while rows scroll by', async () => {
    const { window, other } = await open({ '/level': '' });
    await other.createLevel('/level', 'node-', 3_000);
    await window.expand('/level');
    for (let from = 0; from < 3_000; from += 250) {
      await window.until(() => window.rows(from, 250).every(({ stat }) => stat !== undefined));
    }
    expect(window.workspace.snapshot('connection')?.watchCount).toBeLessThanOrEqual(1_000);
    await other.setData('/level/node-00002990', 'x');
    await window.until(() => window.changes()[0]?.path === '/level/node-00002990');
    // Its watch gave way; what is shown is right all the same once its row is asked for again.
    await other.setData('/level/node-00000010', 'x');
    await window.until(() => window.rows(12, 1)[0]?.stat?.version === 1);
  });
});
