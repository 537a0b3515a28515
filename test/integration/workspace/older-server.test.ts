import { expect, it } from 'vitest';
import { startOlderServer } from '../../fixtures/older-server.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { useWorkspaces } from './harness.ts';

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
