import { describe, expect, it } from 'vitest';
import type { WatchState } from '../../../shared/model/change.ts';
import { startOlderServer } from '../../fixtures/older-server.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper();
const openWorkspace = useWorkspaces();

it.each(['3.4', '3.5'] as const)(
  'is live on %s, and says what it cannot do there',
  async (release) => {
    const { chroot, seed, other } = await zookeeper.withChroot();
    await seed({ '/services/a': '1', '/services/b': '1', '/config': '1' });
    const server = await startOlderServer(zookeeper.server.clientPort, release);
    const window = await openWorkspace();
    await window.connect(server.connectString + chroot);
    await window.expand('/services');
    await window.untilRowsAreLive();

    await other.create('/services/c', 'new');
    await window.until(() => window.paths().includes('/services/c'));
    for (const version of [1, 2, 3]) {
      await other.setData('/services/a', String(version));
      await window.until(() => window.row('/services/a').stat?.version === version);
    }
    await other.delete('/services/b');
    await window.until(() => !window.paths().includes('/services/b'));
    await other.create('/config/x');
    await window.until(() => window.row('/config').stat?.numChildren === 1);

    const { watches } = window.workspace;
    await expect(
      watches.add({ path: '/services', scope: 'subtree' }, window.context()),
    ).rejects.toMatchObject({
      failure: { code: 'UNIMPLEMENTED', operation: 'addWatch', path: '/services' },
    });
    await watches.add({ path: '/config', scope: 'node' }, window.context());
    const { seen } = window;
    await other.setData('/config', '2');
    await window.until(() => window.seen > seen);
    await server.close();
  },
);

describe('a watch of a subtree', () => {
  const watchOf = (window: TestWorkspace) => window.workspace.snapshot('watches')[0];
  const untilState = (window: TestWorkspace, state: WatchState) =>
    window.until(() => watchOf(window)?.state === state);

  it('that was left is paused where the server cannot report it, says why, and stays kept', async () => {
    const { chroot, seed, other } = await zookeeper.withChroot();
    await seed({ '/a/x': '0' });
    const server = await startOlderServer(zookeeper.server.clientPort, '3.8');
    const connectString = server.connectString + chroot;
    const window = await openWorkspace();
    await window.connect(connectString);
    await window.workspace.watches.add({ path: '/a', scope: 'subtree' }, window.context());
    await untilState(window, 'live');
    await window.app.dispose();
    server.become('3.5');
    const again = await openWorkspace({ folder: window.folder });
    await again.connect(connectString);
    const { watches } = again.workspace;
    const restoreFailure = { code: 'UNIMPLEMENTED', operation: 'addWatch', path: '/a' };
    expect(watchOf(again)).toMatchObject({ isPaused: true, state: 'paused', restoreFailure });
    const id = watchOf(again)?.id ?? '';
    expect(() => watches.setPaused({ id, isPaused: false }, again.context())).toThrow();
    expect(watchOf(again)).toMatchObject({ isPaused: true, restoreFailure });
    await again.app.dispose();

    server.become('3.8');
    const last = await openWorkspace({ folder: window.folder });
    await last.connect(connectString);
    await untilState(last, 'live');
    await other.setData('/a/x', '1');
    await last.until(() => last.seen === 1);
    await server.close();
  });

  it('is paused for as long as the server cannot report it, and then finds what differs', async () => {
    const { chroot, seed, other } = await zookeeper.withChroot();
    await seed({ '/a/x': '0' });
    const older = await startOlderServer(zookeeper.server.clientPort, '3.5');
    const toOlder = await startTcpProxy(Number(older.connectString.split(':')[1]));
    const toNewer = await startTcpProxy(zookeeper.server.clientPort);
    await toOlder.refuse();
    const window = await openWorkspace();
    const both = `${toNewer.connectString},${toOlder.connectString}`;
    await window.connect(both + chroot, { sessionTimeoutMs: 20_000 });
    await window.workspace.watches.add({ path: '/a', scope: 'subtree' }, window.context());
    await untilState(window, 'live');

    await Promise.all([toNewer.refuse(), toOlder.heal()]);
    toNewer.cut();
    await untilState(window, 'paused');
    expect(watchOf(window)).toMatchObject({ restoreFailure: { code: 'UNIMPLEMENTED' } });
    await other.setData('/a/x', '1');

    await Promise.all([toOlder.refuse(), toNewer.heal()]);
    toOlder.cut();
    await untilState(window, 'live');
    await window.until(() => window.seen === 1);
    expect(watchOf(window)?.restoreFailure).toBeUndefined();
    expect(window.changes()).toMatchObject([
      { kind: 'dataChanged', path: '/a/x', seenBy: 'comparison' },
    ]);
    await Promise.all([toOlder.close(), toNewer.close(), older.close()]);
  });
});
