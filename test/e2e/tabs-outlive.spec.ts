import { startZooKeeper } from '../../build/lib/zookeeper-server.ts';
import { startOtherClient } from '../fixtures/other-client.ts';
import { startTcpProxy } from '../fixtures/tcp-proxy.ts';
import { expect, test } from './fixtures.ts';
import { connectTo, openTab } from './pages/tab-strip.ts';
import { makeTempDir, removeDir } from './support/temp-dir.ts';
import { readState } from './support/read-state.ts';

test('two windows with three tabs: a session expires, and what a killed application did is there again', async ({
  launch,
  server,
  userDataDir,
  znodes,
}) => {
  test.slow();
  const { other, chroot } = znodes;
  await other.create('/large');
  await other.createLevel('/large', 'node-', 20_000);
  await other.create('/one', 'first');
  const far = await startTcpProxy(server.clientPort);
  // A server that gives a session up soon, for the tab whose session is to expire.
  const dataDir = await makeTempDir();
  const hasty = await startZooKeeper({
    dataDir,
    extraConfig: { tickTime: '200', maxSessionTimeout: '2000' },
  });
  const bystander = await startOtherClient(hasty.connectString);
  const fragile = await startTcpProxy(hasty.clientPort);

  const app = await launch(['--connect', far.connectString + chroot, '--path', '/large']);
  const deleting = app.workbench;
  await deleting.expectConnected();
  const typing = await openTab(app);
  await connectTo(typing, znodes.connectString);
  const expiring = await openTab(app, typing.page, 'Control+Shift+n');
  await connectTo(expiring, fragile.connectString);

  await expiring.createEphemeral('mine');
  await expect(expiring.tree.row('mine')).toBeVisible();

  const sessions = () =>
    Promise.all([deleting, typing].map(({ session }) => session.textContent()));
  const before = await sessions();
  await fragile.refuse();
  fragile.cut();
  await expect(expiring.session).toContainText('Reconnecting');
  // The server has given the session up when its ephemeral node is gone.
  await expect.poll(() => bystander.exists('/mine')).toBeNull();
  await fragile.heal();
  await expect(expiring.session).toContainText('Connected');
  await expect(expiring.page.getByText(/expired/i).first()).toBeVisible();
  expect(await sessions(), 'the others have not noticed').toEqual(before);

  await typing.open('/one');
  await typing.node.type('not saved yet');
  await expect.poll(() => readState(userDataDir)).toContain('not saved yet');
  await deleting.node.remove.click();
  await expect(deleting.deleteDialog.dialog).toContainText('20,001');
  far.delay(25);
  await deleting.deleteDialog.name.fill('large');
  await deleting.deleteDialog.submit.click();
  const task = (page = deleting.page) =>
    page.getByRole('region', { name: 'Tasks' }).getByRole('group', { name: 'Deleting /large' });
  await expect(task().getByRole('status')).toContainText(/^Running: [1-9]/);
  // So that it is still under way at the end, however long that takes to come.
  far.freeze();
  app.kill();
  await app.ended;
  await far.heal();

  const again = await launch();
  const { connect } = again.workbench;
  for (const recent of [far.connectString + chroot, znodes.connectString, fragile.connectString]) {
    await expect(connect.recent(recent)).toBeVisible();
  }
  await connect.recent(far.connectString + chroot).click();
  await again.workbench.expectConnected();
  await expect(task(again.page).getByRole('status')).toContainText(/^Interrupted/);
  await task(again.page).getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => other.exists('/large')).toBeNull();
  const second = await openTab(again);
  await second.connect.recent(znodes.connectString).click();
  await second.expectConnected();
  await second.goTo('/one');
  await second.node.expectText('not saved yet');

  await bystander.crash();
  await fragile.close();
  await far.close();
  await hasty.kill();
  await removeDir(dataDir);
});

test('text that is typed while a connection is being ended is there when it is opened again', async ({
  launch,
  server,
  znodes,
}) => {
  await znodes.seed({ '/one': 'first' });
  const far = await startTcpProxy(server.clientPort);
  const connectString = far.connectString + znodes.chroot;
  const { page, workbench } = await launch(['--connect', connectString, '--path', '/one']);
  await workbench.node.expectText('first');
  await workbench.node.type('typed before');
  // A server that is silent, so that the session does not end at once.
  far.freeze();
  const renewed = page.waitForEvent('domcontentloaded');
  // The key that comes next is typed when the call is under way, and before the page is gone.
  await page.evaluate(() => {
    const disconnect = () => void window.treekeeper.calls['session.disconnect'](undefined);
    window.addEventListener('keydown', disconnect, { capture: true, once: true });
  });
  await page.keyboard.press('X');
  await renewed;
  await far.heal();
  await connectTo(workbench, connectString);
  await workbench.open('/one');
  await workbench.node.expectText('typed beforeX');
  await far.close();
});
