import { startZooKeeper, type RunningZooKeeper } from '../../build/lib/zookeeper-server.ts';
import { openChroot } from '../fixtures/chroot.ts';
import { startOtherClient, type OtherClient } from '../fixtures/other-client.ts';
import { startTcpProxy, type TcpProxy } from '../fixtures/tcp-proxy.ts';
import { expect, test as base } from './fixtures.ts';
import type { App } from './support/app.ts';
import { readText } from './support/read-text.ts';
import { makeTempDir, removeDir } from './support/temp-dir.ts';

/** What the server grants at most, so that no test waits for the 30 s that the application asks for. */
const sessionTimeoutMs = 2_000;

interface Fixtures {
  /** A server of the test's own, which it may freeze and kill. */
  readonly fragile: RunningZooKeeper;
  /** A network between the application and that server. */
  readonly network: TcpProxy;
  /** Somebody else with a way of their own to the server. */
  readonly bystander: OtherClient;
  readonly connected: App;
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures out of the pattern.
  fragile: async ({}, use) => {
    const dataDir = await makeTempDir();
    const extraConfig = { tickTime: '200', maxSessionTimeout: String(sessionTimeoutMs) };
    const server = await startZooKeeper({ dataDir, extraConfig });
    await use(server);
    await server.kill();
    await removeDir(dataDir);
  },
  network: async ({ fragile }, use) => {
    const proxy = await startTcpProxy(fragile.clientPort);
    await use(proxy);
    await proxy.close();
  },
  bystander: async ({ fragile }, use) => {
    const other = await startOtherClient(fragile.connectString);
    await openChroot('', '', other).seed({ '/config/timeout': '3000', '/services/orders': 'x' });
    await use(other);
    await other.crash();
  },
  connected: async ({ launch, network, bystander }, use) => {
    expect(await readText(bystander, '/config/timeout')).toBe('3000');
    const app = await launch(['--connect', network.connectString]);
    await app.workbench.expectConnected();
    await use(app);
  },
});

test('a server that is killed and comes back: the window recovers with tree and draft', async ({
  connected: { workbench },
  fragile,
  bystander,
}) => {
  const { tree, node, session } = workbench;
  await tree.expand('services');
  await workbench.open('/config/timeout');
  await node.type('typed before the crash');
  await fragile.kill();
  await expect(session).toContainText('Reconnecting');
  await node.expectText('typed before the crash');
  await fragile.restart();
  await expect(session).toContainText('Connected');
  await bystander.close();
  const back = await startOtherClient(fragile.connectString);
  await back.create('/services/users', 'x');
  await expect(tree.row('users')).toBeVisible();
  await node.expectText('typed before the crash');
  await node.save.click();
  await node.expectStat('version', 1);
  expect(await readText(back, '/config/timeout')).toBe('typed before the crash');
  await back.close();
});

test('what changed while the network was away is on screen afterwards', async ({
  connected: { workbench },
  network,
  bystander,
}) => {
  const { tree, node, session, changes } = workbench;
  await tree.expand('services');
  await expect(tree.row('orders')).toBeVisible();
  await workbench.open('/config/timeout');
  await node.expectText('3000');
  await network.refuse();
  network.cut();
  await expect(session).toContainText('Reconnecting');
  await bystander.setData('/config/timeout', '5000');
  await bystander.create('/services/users', 'new');
  await bystander.delete('/services/orders');
  await network.heal();
  await expect(session).toContainText('Connected');
  await node.expectText('5000');
  await node.expectStat('version', 1);
  await expect(tree.row('users')).toBeVisible();
  await expect(tree.row('orders')).toBeHidden();
  await expect(changes.rows('Data changed', '/config/timeout')).toHaveCount(1);
  await expect(changes.rows('Created', '/services/users')).toHaveCount(1);
  await expect(changes.rows('Deleted', '/services/orders')).toHaveCount(1);
});

test('a save while there is no connection is refused, not queued', async ({
  connected: { workbench },
  network,
  bystander,
}) => {
  const { node, session } = workbench;
  await workbench.open('/config/timeout');
  await node.type('typed');
  await network.refuse();
  network.cut();
  await expect(session).toContainText('Reconnecting');
  if (await node.save.isEnabled()) {
    await node.save.click();
    await expect(workbench.page.getByText(/not connected|no connection/i).first()).toBeVisible();
  }
  await node.expectText('typed');
  await network.heal();
  await expect(session).toContainText('Connected');
  await bystander.create('/services/after', 'x');
  await workbench.tree.expand('services');
  await expect(workbench.tree.row('after')).toBeVisible();
  expect(await readText(bystander, '/config/timeout')).toBe('3000');
  await workbench.open('/config/timeout');
  await node.expectText('typed');
});

test('a frozen server is noticed', async ({ connected: { workbench }, fragile }) => {
  await workbench.open('/config/timeout');
  fragile.pause();
  await expect(workbench.session).toContainText('Reconnecting');
  fragile.resume();
  await expect(workbench.session).toContainText('Connected');
  await workbench.node.expectText('3000');
});

test('an expired session is replaced, and what went with it is reported', async ({
  connected: { workbench },
  network,
  bystander,
}) => {
  const { createDialog, node, session, tree } = workbench;
  await tree.expand('services');
  await workbench.open('/services');
  await node.create.click();
  await createDialog.name.fill('mine');
  await createDialog.chooseMode('Ephemeral');
  await createDialog.submit.click();
  await expect(tree.row('mine')).toBeVisible();
  await workbench.open('/config/timeout');
  await node.type('draft');
  await network.refuse();
  network.cut();
  await expect(session).toContainText('Reconnecting');
  // The server has given the session up when its ephemeral node is gone.
  await expect.poll(() => bystander.exists('/services/mine')).toBeNull();
  await network.heal();
  await expect(session).toContainText('Connected');
  await expect(tree.row('mine')).toBeHidden();
  await expect(workbench.page.getByText(/expired/i).first()).toBeVisible();
  await expect(workbench.page.getByText(/ephemeral/i).first()).toBeVisible();
  await node.expectText('draft');
  await bystander.create('/services/users', 'x');
  await expect(tree.row('users'), 'the new session watches too').toBeVisible();
});

test('one can leave while the server is away', async ({ connected: { workbench }, fragile }) => {
  await fragile.kill();
  await expect(workbench.session).toContainText('Reconnecting');
  await workbench.runCommand('Disconnect');
  await expect(workbench.connect.connectString).toBeVisible();
});
