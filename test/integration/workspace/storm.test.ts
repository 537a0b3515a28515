import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Change, ChangeKind } from '../../../shared/model/change.ts';
import type { SeedTree } from '../../fixtures/chroot.ts';
import { changeWhileStopped } from '../../fixtures/other-client.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

async function watching(connectString: string, path: string, sessionTimeoutMs = 1_000) {
  const window = await openWorkspace();
  await window.connect(connectString, { sessionTimeoutMs });
  await window.untilRowsAreLive();
  await window.workspace.watches.add({ path, scope: 'subtree' }, window.context());
  await untilLive(window);
  return { window };
}

async function watchingTree(tree: SeedTree, path: string) {
  const test = await zookeeper.withChroot();
  await test.seed(tree);
  return { ...(await watching(test.connectString, path, 10_000)), other: test.other };
}

const watchOf = (window: TestWorkspace) => window.workspace.snapshot('watches')[0];
const untilLive = (window: TestWorkspace) =>
  window.until(() => watchOf(window)?.state === 'live', 20_000);

/** What the timeline holds, oldest first. */
function timelineOf(window: TestWorkspace): Change[] {
  const rows: Change[] = [];
  for (;;) {
    const { kept } = window.workspace.snapshot('changes');
    const page = window.workspace.changes.getWindow(
      { from: rows.length, count: 500 },
      window.context(),
    );
    rows.push(...(page as { rows: readonly Change[] }).rows);
    if (rows.length >= kept) return rows.reverse();
  }
}

const linesOf = (window: TestWorkspace) =>
  timelineOf(window)
    .filter(({ kind }) => kind !== 'session')
    .map(({ kind, path, count, gap }) =>
      gap ? `gap ${path} ${gap.reason}` : `${kind} ${path}${count > 1 ? ` ×${count}` : ''}`,
    );

describe('a storm', () => {
  it('is counted in full, merged where it must be, while calls are answered', async () => {
    const { window, other } = await watchingTree({ '/storm/hot': '', '/storm/warm': '' }, '/storm');
    const nodes = 2_000;
    const values = Array.from({ length: 2_000 }, (_, i) => String(i));
    const writer = { isOver: false };
    const writing = Promise.all([
      other.setMany('/storm/hot', values),
      other.createLevel('/storm', 'node-', nodes),
      other.setMany('/storm/warm', values),
      other.createLevel('/storm/hot', 'node-', nodes),
    ]).finally(() => (writer.isOver = true));
    const total = 2 * nodes + 2 * values.length;
    let answers = 0;
    while (!writer.isOver || window.seen < total) {
      await delay(1);
      expect(window.rows().length).toBeGreaterThan(0);
      if (!writer.isOver) answers += 1;
    }
    await writing;
    await other.create('/storm/end');
    await window.until(() => window.seen > total);
    const rows = timelineOf(window);

    expect(window.seen).toBe(total + 1);
    expect(watchOf(window)?.changeCount).toBe(total + 1);
    expect(answers).toBeGreaterThan(10);
    const created = rows.filter(({ kind }) => kind === 'created');
    expect(new Set(created.map(({ path }) => path)).size).toBe(2 * nodes + 1);
    for (const path of ['/storm/hot', '/storm/warm']) {
      const changes = rows.filter((row) => row.kind === 'dataChanged' && row.path === path);
      expect(changes.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      // Fewer rows than changes, and those that stand for several say so.
      expect(changes.length).toBeLessThan(values.length);
      expect(changes.some(({ count }) => count > 1)).toBe(true);
      expect(changes.at(-1)?.version).toBe(values.length);
    }
    const changeRows = rows.filter(({ kind }) => kind !== 'session').length;
    expect(window.workspace.snapshot('changes').kept).toBe(rows.length);
    expect(changeRows).toBeLessThan(total);
  });

  it('takes down and rebuilds a subtree in front of a watch', async () => {
    const { window, other } = await watchingTree({ '/a/b/c': 'x', '/a/d': '' }, '/a');
    await other.delete('/a', { recursive: true });
    await other.createMany([
      ['/a', 'again'],
      ['/a/b', ''],
      ['/a/b/c', 'y'],
    ]);
    await other.setData('/a/b/c', 'z');
    await window.until(() => window.seen === 8);
    const lines = linesOf(window);
    expect(lines.slice(0, 4).sort()).toEqual([
      'deleted /a',
      'deleted /a/b',
      'deleted /a/b/c',
      'deleted /a/d',
    ]);
    expect(lines.indexOf('deleted /a')).toBe(3);
    expect(lines.slice(4)).toEqual([
      'created /a',
      'created /a/b',
      'created /a/b/c',
      'dataChanged /a/b/c',
    ]);
  });
});

describe('a watched path', () => {
  it('need not be there yet', async () => {
    const { window, other } = await watchingTree({ '/top/here': '' }, '/top/here/later');
    await other.create('/top/here/later', '1');
    await other.create('/top/here/later/deep', '2');
    await other.create('/top/here/beside', '');
    await other.delete('/top/here/later', { recursive: true });
    await window.until(() => window.seen === 4);
    expect(linesOf(window)).toEqual([
      'created /top/here/later',
      'created /top/here/later/deep',
      'deleted /top/here/later/deep',
      'deleted /top/here/later',
    ]);
  });

  it('may be taken away by its ACL and given back', async () => {
    const { window, other } = await watchingTree({ '/a/x': '0', '/a/y': '0' }, '/a');
    const open = await other.getAcl('/a/x');
    await other.setData('/a/x', '1');
    await window.until(() => window.seen === 1);
    await other.addAuth('digest', 'owner:secret');
    await other.setAcl('/a/x', [{ scheme: 'auth', id: '', permissions: 31 }]);
    await other.setData('/a/x', '2');
    await other.setData('/a/y', '1');
    await window.until(() => linesOf(window).includes('dataChanged /a/y'));
    await other.setAcl('/a/x', open);
    await other.setData('/a/x', '3');
    await window.until(() => window.seen === 6);
    // No event reports a node that may not be read; its versions show all changes afterwards.
    expect(linesOf(window)).toEqual([
      'dataChanged /a/x',
      'dataChanged /a/y',
      'dataChanged /a/x ×2',
      'aclChanged /a/x ×2',
    ]);
    expect(watchOf(window)).toMatchObject({ state: 'live', nodeCount: 3 });
  });
});

describe('a watched path that may not be read any more', () => {
  const ownersOnly = [{ scheme: 'auth', id: '', permissions: 31 }];
  const alertOf = (window: TestWorkspace) => watchOf(window)?.readFailure?.code;

  it('is reported while it is watched, and what happened to it once it may be read again', async () => {
    const { window, other } = await watchingTree({ '/a/x/y': '0' }, '/a/x');
    const open = await other.getAcl('/a/x');
    // One that comes after it, and one that has it in its scope.
    for (const [path, scope] of [
      ['/a/x', 'node'],
      ['/a', 'subtree'],
    ] as const) {
      await window.workspace.watches.add({ path, scope }, window.context());
    }
    await window.until(() =>
      window.workspace.snapshot('watches').every(({ state }) => state === 'live'),
    );
    await other.addAuth('digest', 'owner:secret');
    await other.setAcl('/a/x', ownersOnly);
    await window.until(() => alertOf(window) === 'NO_AUTH');
    expect(linesOf(window)).toEqual(['aclChanged /a/x']);
    await other.setMany('/a/x', ['1', '2']);
    await other.create('/a/x/z', '', { acl: ownersOnly });
    await other.setData('/a/x/y', '1');
    await window.until(() => linesOf(window).includes('dataChanged /a/x/y'));
    await other.setAcl('/a/x', open);
    await window.until(() => window.seen === 6);
    await untilLive(window);
    await window.until(() => alertOf(window) === undefined);
    const [, , , ...found] = linesOf(window);
    expect(linesOf(window).slice(0, 3)).toEqual([
      'aclChanged /a/x',
      'dataChanged /a/x/y',
      'aclChanged /a/x',
    ]);
    expect(found.filter((line) => !line.startsWith('gap')).sort()).toEqual([
      'created /a/x/z',
      'dataChanged /a/x ×2',
    ]);
    // Each of the two that watch the node itself says for how long it could not.
    expect(found.filter((line) => line.startsWith('gap'))).toEqual([
      'gap /a/x unreadable',
      'gap /a/x unreadable',
    ]);
  });

  it('after a gap is not taken for deleted, nor what is below it', async () => {
    const test = await zookeeper.withChroot();
    await test.seed({ '/a/x/y': '0', '/a/x/z': '0' });
    const proxy = await startTcpProxy(zookeeper.server.clientPort);
    const { window } = await watching(proxy.connectString + test.chroot, '/a/x', 10_000);
    const open = await test.other.getAcl('/a/x');
    await test.other.addAuth('digest', 'owner:secret');
    await proxy.refuse();
    proxy.cut();
    await window.until(() => watchOf(window)?.state === 'away');
    await test.other.setAcl('/a/x', ownersOnly);
    await test.other.delete('/a/x/y');
    await proxy.heal();
    await window.until(() => alertOf(window) === 'NO_AUTH');
    expect(linesOf(window)).toEqual([
      'gap / reconnected',
      'aclChanged /a/x',
      'childrenChanged /a/x',
    ]);
    await test.other.setAcl('/a/x', open);
    await window.until(() => linesOf(window).includes('gap /a/x unreadable'));
    await untilLive(window);
    expect(alertOf(window)).toBeUndefined();
    expect(watchOf(window)?.nodeCount).toBe(2);
    await proxy.close();
  });
});

const tree = { '/a/x': '0', '/a/gone': '', '/a/same': '' };

describe('a connection that was frozen until its session had expired', () => {
  it('is a gap, and exactly what differs comes after it', async () => {
    const test = await zookeeper.withChroot();
    await test.seed(tree);
    const proxy = await startTcpProxy(zookeeper.server.clientPort);
    const { window } = await watching(proxy.connectString + test.chroot, '/a');
    await createEphemeral(window, '/a/mine');
    proxy.freeze();
    await test.other.setMany('/a/x', ['1', '2']);
    await test.other.create('/a/new');
    await test.other.delete('/a/gone');
    await test.other.create('/a/brief');
    await test.other.delete('/a/brief');
    await expect.poll(() => test.other.exists('/a/mine'), { timeout: 10_000 }).toBeNull();
    expect(window.seen).toBe(1);
    await proxy.heal();
    await window.until(() => window.seen === 8, 20_000);
    const [first, gap, ...differences] = linesOf(window);
    expect([first, gap]).toEqual(['created /a/mine', 'gap / sessionExpired']);
    expect(differences.sort()).toEqual([
      'childrenChanged /a ×2',
      'created /a/new',
      'dataChanged /a/x ×2',
      'deleted /a/gone',
      'deleted /a/mine',
    ]);
    await proxy.close();
  });
});

describe('a process that was stopped until its session had expired', () => {
  it('reports each change once, by what still reached it or by comparing after the gap', async () => {
    const test = await zookeeper.withChroot();
    await test.seed(tree);
    const { window } = await watching(test.connectString, '/a');
    await createEphemeral(window, '/a/mine');
    const changes = [
      ['/a/x', '1'],
      ['/a/x', '2'],
      ['/a/new', ''],
      ['/a/gone', null],
      ['/a/brief', ''],
      ['/a/brief', null],
    ] as const;
    changeWhileStopped(test.connectString, changes, '/a/mine');
    await window.until(() => linesOf(window).includes('gap / sessionExpired'), 20_000);
    await untilLive(window);
    await window.until(() => window.seen === 8);
    const counts = (kind: ChangeKind, path: string) =>
      window
        .changesOf(kind)
        .filter((change) => change.path === path)
        .reduce((sum, { count }) => sum + count, 0);
    expect(counts('dataChanged', '/a/x')).toBe(2);
    expect(counts('created', '/a/new')).toBe(1);
    expect(counts('deleted', '/a/gone')).toBe(1);
    expect(counts('deleted', '/a/mine')).toBe(1);
    expect(linesOf(window).filter((line) => line.startsWith('gap'))).toHaveLength(1);
  });
});

async function createEphemeral(window: TestWorkspace, path: string): Promise<void> {
  const request = { path, data: null, mode: 'ephemeral', createParents: false } as const;
  await window.workspace.node.create(request, window.context());
  await window.until(() => window.seen === 1);
}
