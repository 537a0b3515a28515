import { expect, test } from './fixtures.ts';
import { HistoryPane } from './pages/history.ts';
import type { Workbench } from './pages/workbench.ts';
import { readText } from './support/read-text.ts';
import type { TestChroot } from '../fixtures/chroot.ts';

/** Opens a node and has another client set it: each value is a version that is seen. */
async function openWithVersions(
  workbench: Workbench,
  znodes: TestChroot,
  values: readonly string[],
): Promise<HistoryPane> {
  const [first = '', ...later] = values;
  await znodes.seed({ '/config': first });
  await workbench.open('/config');
  await workbench.node.expectText(first);
  for (const value of later) {
    await znodes.other.setData('/config', value);
    await workbench.node.expectText(value);
  }
  const history = new HistoryPane(workbench.page);
  await history.tab.click();
  // Its creation was seen as well.
  await expect(history.rows).toHaveCount(values.length);
  return history;
}

test('versions set by another client appear, also while it is shown', async ({
  workbench,
  znodes,
}) => {
  const history = await openWithVersions(workbench, znodes, [
    'value zero',
    'value one',
    'value two',
  ]);
  await expect(history.rows.first()).toContainText('2');
  await znodes.other.setData('/config', 'value three');
  await expect(history.rows).toHaveCount(4);
  await expect(history.rows.first()).toContainText('3');
  await history.version(3).click();
  await expect(history.comparison).toContainText('value two');
  await expect(history.comparison).toContainText('value three');
});

test('only versions of the open node are shown, and none at first', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/deep/quiet': 'x', '/busy': '0' });
  await workbench.open('/deep/quiet');
  await znodes.other.setData('/busy', '1');
  const history = new HistoryPane(workbench.page);
  await history.tab.click();
  await expect(workbench.page.getByText('No versions seen yet')).toBeVisible();
  await znodes.other.setData('/deep/quiet', 'y');
  await expect(history.rows).toHaveCount(1);
});

test('two versions are compared by keyboard', async ({ workbench, znodes, page }) => {
  const history = await openWithVersions(workbench, znodes, [
    'value zero',
    'value one',
    'value two',
    'value three',
  ]);
  await history.grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(history.comparison).toContainText('value zero');
  await expect(history.comparison).toContainText('value three');
  await expect(history.comparison).not.toContainText('value one');
  await page.keyboard.press('Escape');
  await expect(history.comparison).toBeHidden();
  await workbench.node.expectText('value three');
});

test('Restore writes the old value at the version that is there', async ({ workbench, znodes }) => {
  const history = await openWithVersions(workbench, znodes, [
    'value zero',
    'value one',
    'value two',
  ]);
  await history.version(1).click();
  await history.restore(1).click();
  await expect(history.dialog).toContainText('/config');
  expect((await znodes.other.getData('/config')).stat.version, 'nothing written yet').toBe(2);
  await history.confirm();
  await expect(history.dialog).toBeHidden();
  await expect.poll(() => readText(znodes.other, '/config')).toBe('value one');
  expect((await znodes.other.getData('/config')).stat.version).toBe(3);
  await expect(history.rows).toHaveCount(4);
});

test('a restore that meets a change of somebody else is a conflict', async ({
  workbench,
  znodes,
}) => {
  const history = await openWithVersions(workbench, znodes, [
    'value zero',
    'value one',
    'value two',
  ]);
  await history.version(1).click();
  await history.restore(1).click();
  await znodes.other.setData('/config', 'meanwhile');
  await expect(history.rows).toHaveCount(4);
  await history.confirm();
  const { conflictDialog } = workbench;
  await expect(conflictDialog.dialog).toBeVisible();
  await expect(conflictDialog.dialog).toContainText('meanwhile');
  expect(await readText(znodes.other, '/config')).toBe('meanwhile');
  await conflictDialog.overwrite.click();
  await expect(conflictDialog.dialog).toBeHidden();
  expect(await readText(znodes.other, '/config')).toBe('value one');
  expect((await znodes.other.getData('/config')).stat.version).toBe(4);
});

test('a node that was deleted is created again from its history', async ({ workbench, znodes }) => {
  const history = await openWithVersions(workbench, znodes, ['value zero', 'value one']);
  await znodes.other.delete('/config');
  await expect(history.rows).toHaveCount(3);
  await history.rows.first().click();
  await history.restore(1).click();
  const dialog = workbench.page.getByRole('dialog', { name: 'Create /config again' });
  await dialog.getByRole('button', { name: 'Create again' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => readText(znodes.other, '/config')).toBe('value one');
});

test('news of the open node shows what the change did, and leaves what is typed alone', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/config': 'before' });
  await workbench.open('/config');
  await workbench.node.expectText('before');
  await znodes.other.setData('/config', 'after');
  await expect(page.getByText(/^Changed .*, version 0 → 1$/)).toBeVisible();
  await workbench.node.append(' and typed');
  await page.getByRole('button', { name: 'Show diff', exact: true }).click();
  await expect(workbench.changes.detail).toContainText('before');
  await expect(workbench.changes.detail).toContainText('after');
  await workbench.node.expectText('after and typed');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('button', { name: 'Show diff', exact: true })).toBeHidden();
});

test("one's own save is no news", async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/config': 'before' });
  await workbench.open('/config');
  await workbench.node.type('mine');
  await workbench.node.save.click();
  await workbench.node.expectStat('version', 1);
  await expect(workbench.changes.rows('Data changed', '/config')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Show diff', exact: true })).toBeHidden();
});

test('what changes below a closed row shows on it until it is opened', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/services/orders/one': '0', '/services/users': '' });
  await workbench.open('/services');
  await workbench.watches.add('Subtree');
  await expect(workbench.watches.removeButtons).toHaveCount(1);
  const { tree } = workbench;
  const closed = tree.row('services', 2);
  await expect(closed).toHaveAttribute('aria-expanded', 'false');
  await znodes.other.setData('/services/orders/one', '1');
  await expect(closed).toHaveAccessibleName(/1 change below/);
  await znodes.other.create('/services/orders/two', '');
  await expect(closed).toHaveAccessibleName(/2 changes below/);
  await tree.expand('services', 2);
  await expect(closed).not.toHaveAccessibleName(/below/);
  await znodes.other.setData('/services/orders/one', '2');
  await expect(tree.row('orders')).toHaveAccessibleName(/1 change below/);
  await expect(closed).not.toHaveAccessibleName(/below/);
});

test('a row says in words what has just happened to it', async ({ workbench, znodes }) => {
  await znodes.seed({ '/services/orders': '0' });
  await workbench.open('/services');
  const { tree } = workbench;
  await tree.expand('services', 2);
  await expect(tree.row('orders')).toBeVisible();
  /** It is there for less than a second, so it is waited for from before the change on. */
  const told = (words: string) =>
    tree.tree.getByRole('treeitem', { name: words }).first().waitFor();
  const changed = told('just changed');
  await znodes.other.setData('/services/orders', '1');
  await changed;
  const created = told('just created');
  await znodes.other.create('/services/users', '');
  await created;
  const deleted = told('a child was just deleted');
  await znodes.other.delete('/services/users');
  await deleted;
});
