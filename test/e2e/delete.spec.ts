import { startTcpProxy } from '../fixtures/tcp-proxy.ts';
import { expect, test } from './fixtures.ts';

test('says what goes, asks first, and deletes one node', async ({ workbench, znodes }) => {
  await znodes.seed({ '/config/old': 'x', '/config/kept': 'y' });
  await workbench.open('/config/old');
  const { node, deleteDialog, tree } = workbench;
  await node.remove.click();
  await expect(deleteDialog.dialog).toContainText('/config/old');
  await deleteDialog.cancel.click();
  await expect(deleteDialog.dialog).toBeHidden();
  expect(await znodes.other.exists('/config/old')).not.toBeNull();
  await node.remove.click();
  await deleteDialog.submit.click();
  await expect(deleteDialog.dialog).toBeHidden();
  await expect(tree.row('old')).toBeHidden();
  await expect(tree.row('kept')).toBeVisible();
  expect(await znodes.other.getChildren('/config')).toEqual(['kept']);
});

test('the Delete key in the tree asks before deleting', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/old': 'x' });
  await workbench.tree.select('old');
  await page.keyboard.press('Delete');
  await expect(workbench.deleteDialog.dialog).toContainText('/old');
  await page.keyboard.press('Escape');
  await expect(workbench.deleteDialog.dialog).toBeHidden();
  expect(await znodes.other.exists('/old')).not.toBeNull();
});

test('a subtree goes only after its count was shown', async ({ workbench, znodes }) => {
  await znodes.seed({ '/app/a/one': '', '/app/a/two': '', '/app/b': '', '/other': '' });
  await workbench.open('/app');
  const { node, deleteDialog, tree } = workbench;
  await node.remove.click();
  await expect(deleteDialog.dialog).toContainText(/\b[45]\b/);
  await expect(deleteDialog.dialog).toContainText('/app/a');
  await deleteDialog.submit.click();
  await expect(tree.row('app')).toBeHidden();
  expect(await znodes.other.getChildren('/')).toEqual(['other']);
});

test('deleting many nodes goes on in the region Tasks, over a reload, until it is cancelled', async ({
  launch,
  server,
  znodes,
}) => {
  const { other, chroot } = znodes;
  await other.create('/large');
  await other.createLevel('/large', 'node-', 20_000);
  // A far server, so that there is time to change one's mind.
  const network = await startTcpProxy(server.clientPort);
  const { workbench, page } = await launch(['--connect', network.connectString + chroot]);
  await workbench.expectConnected();
  await workbench.open('/large');
  const { node, deleteDialog } = workbench;
  await node.remove.click();
  await expect(deleteDialog.dialog).toContainText('20,001');
  network.delay(100);
  await expect(deleteDialog.submit).toHaveText('Delete 20,001 nodes');
  await expect(deleteDialog.submit).toBeDisabled();
  await deleteDialog.name.fill('larg');
  await expect(deleteDialog.submit).toBeDisabled();
  await deleteDialog.name.fill('large');
  await deleteDialog.submit.click();
  const tasks = page.getByRole('region', { name: 'Tasks' });
  const task = tasks.getByRole('group', { name: 'Deleting /large' });
  await expect(deleteDialog.dialog).toBeHidden();
  const progress = task.getByRole('progressbar', { name: /^Deleting/ });
  await expect(progress).not.toHaveAttribute('aria-valuenow', '0');
  await expect(task.getByRole('status')).toContainText(/^Running: [\d,]+ of 20,001 nodes/);
  await task.getByRole('button', { name: 'Pause' }).click();
  await expect(task.getByRole('status')).toContainText(/^Paused/);
  await page.reload();
  await expect(task.getByRole('status')).toContainText(/^Paused/);
  await task.getByRole('button', { name: 'Cancel' }).click();
  await network.heal();
  await expect(progress).toBeHidden();
  await expect(task.getByRole('status')).toContainText(/^Cancelled/);
  await task.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByRole('dialog', { name: 'Report: Deleting /large' })).toContainText(
    '20,001',
  );
  await page.keyboard.press('Escape');
  const left = await other.getChildren('/large');
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(20_000);
  await expect(page.getByText(/^Stopped/)).toBeVisible();
  await task.getByRole('button', { name: 'Put away' }).click();
  await expect(tasks).toBeHidden();
  await network.close();
});

test('a node that grows while the dialog is open is not deleted unseen', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/app': 'x' });
  await workbench.open('/app');
  const { node, deleteDialog } = workbench;
  await node.remove.click();
  await expect(deleteDialog.submit).toBeEnabled();
  await znodes.other.create('/app/new');
  await deleteDialog.submit.click();
  await expect(deleteDialog.dialog).toContainText(/child|not empty|changed|1\b/i);
  expect(await znodes.other.exists('/app/new')).not.toBeNull();
});

test('a node that was changed while the dialog is open is not deleted unseen', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/app': 'x' });
  await workbench.open('/app');
  const { node, deleteDialog } = workbench;
  await node.remove.click();
  await expect(deleteDialog.submit).toBeEnabled();
  await znodes.other.setData('/app', 'important');
  await deleteDialog.submit.click();
  await expect(workbench.page.getByText(/changed/i).first()).toBeVisible();
  expect(await znodes.other.exists('/app')).not.toBeNull();
});

test('a node that is gone already is reported', async ({ workbench, znodes }) => {
  await znodes.seed({ '/app': 'x' });
  await workbench.open('/app');
  const { node, deleteDialog } = workbench;
  await node.remove.click();
  await expect(deleteDialog.submit).toBeEnabled();
  await znodes.other.delete('/app');
  await expect(workbench.tree.row('app')).toBeHidden();
  await deleteDialog.submit.click();
  await expect(workbench.page.getByText(/exist|gone|deleted/i).first()).toBeVisible();
});

test('a refusal says how much was deleted before it', async ({ workbench, znodes }) => {
  const { other } = znodes;
  await znodes.seed({ '/guarded/app': '' });
  await other.createLevel('/guarded/app', 'node-', 1_200);
  // What is below the application may be deleted, the application itself may not.
  await other.setAcl('/guarded', [{ scheme: 'world', id: 'anyone', permissions: 1 }]);
  await workbench.open('/guarded/app');
  const { node, deleteDialog, page } = workbench;
  await node.remove.click();
  await expect(deleteDialog.dialog).toContainText('1,201');
  await deleteDialog.name.fill('app');
  await deleteDialog.name.press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: '1,200 of 1,201 nodes were deleted' });
  await expect(alert).toContainText(/Deleting \/guarded\/app failed/);
  expect(await other.getChildren('/guarded/app')).toEqual([]);
  // A delete that ends at once says so in the dialog.
  await page.keyboard.press('Escape');
  const tasks = page.getByRole('region', { name: 'Tasks' });
  const task = tasks.getByRole('group', { name: 'Deleting /guarded/app' });
  await expect(task.getByRole('status')).toContainText('Failed: 1,200 of 1,201');
});

test('a refusal of the server is a sentence and the row stays', async ({ workbench, znodes }) => {
  await znodes.seed({ '/guarded/child': 'x' });
  // Without the right to delete in the parent.
  await znodes.other.setAcl('/guarded', [{ scheme: 'world', id: 'anyone', permissions: 1 }]);
  await workbench.open('/guarded/child');
  const { node, deleteDialog, tree } = workbench;
  await node.remove.click();
  await deleteDialog.submit.click();
  await expect(workbench.page.getByText(/permission/i).first()).toBeVisible();
  await workbench.page.keyboard.press('Escape');
  await expect(tree.row('child')).toBeVisible();
});
