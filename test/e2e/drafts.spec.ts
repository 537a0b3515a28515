import { expect, test } from './fixtures.ts';
import { connectTo, openTab } from './pages/tab-strip.ts';
import { readState } from './support/read-state.ts';
import { readText } from './support/read-text.ts';

test('text stays with its node while other nodes are read', async ({ workbench, znodes }) => {
  await znodes.seed({ '/one': 'first', '/two': 'second' });
  await workbench.open('/one');
  await workbench.node.type('draft of one');
  await workbench.tree.select('two');
  await workbench.node.expectText('second');
  await expect(workbench.tree.row('one')).toHaveAccessibleName(/unsaved|draft/i);
  await workbench.tree.select('one');
  await workbench.node.expectText('draft of one');
  await workbench.node.save.click();
  await workbench.node.expectStat('version', 1);
  await expect(workbench.tree.row('one')).not.toHaveAccessibleName(/unsaved|draft/i);
  expect(await readText(znodes.other, '/one')).toBe('draft of one');
});

test('text outlives a reload of the window', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/one': 'first' });
  await workbench.open('/one');
  await workbench.node.type('not saved yet');
  await expect(workbench.tree.row('one')).toHaveAccessibleName(/unsaved|draft/i);
  await page.reload();
  await workbench.expectConnected();
  await workbench.open('/one');
  await workbench.node.expectText('not saved yet');
  await expect(workbench.node.save).toBeEnabled();
});

test('text outlives the application, and its base version too', async ({ launch, znodes }) => {
  await znodes.seed({ '/one': 'first' });
  const args = ['--connect', znodes.connectString, '--path', '/one'];
  const first = await launch(args);
  await first.workbench.node.expectText('first');
  await first.workbench.node.type('not saved yet');
  await expect(first.workbench.tree.row('one')).toHaveAccessibleName(/unsaved|draft/i);
  await first.close();
  await znodes.other.setData('/one', 'changed while closed');

  const { workbench } = await launch(args);
  await workbench.node.expectText('not saved yet');
  await workbench.node.save.click();
  await expect(workbench.conflictDialog.dialog).toContainText('changed while closed');
  await workbench.conflictDialog.overwrite.click();
  await expect.poll(() => readText(znodes.other, '/one')).toBe('not saved yet');
});

test('text outlives a killed application', async ({ launch, znodes, userDataDir }) => {
  await znodes.seed({ '/one': 'first' });
  const args = ['--connect', znodes.connectString, '--path', '/one'];
  const first = await launch(args);
  await first.workbench.node.expectText('first');
  await first.workbench.node.type('not saved yet');
  await expect(first.workbench.tree.row('one')).toHaveAccessibleName(/unsaved|draft/i);
  // A mark in the tree says that it is a draft; what outlives a kill is what has reached the disk.
  await expect.poll(() => readState(userDataDir)).toContain('not saved yet');
  first.kill();
  await first.ended;

  const { workbench } = await launch(args);
  await workbench.node.expectText('not saved yet');
});

test('a draft of a deleted node can still be reached by its path', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/one': 'first', '/two': 'second' });
  await workbench.open('/one');
  await workbench.node.type('typed');
  await workbench.tree.select('two');
  await workbench.node.expectText('second');
  await znodes.other.delete('/one');
  await expect(workbench.tree.row('one')).toBeHidden();
  await workbench.page.keyboard.press('Alt+ArrowLeft');
  await workbench.node.expectText('typed');
});

test('Revert returns to what the server holds, and can itself be undone', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/one': 'first' });
  await workbench.open('/one');
  await workbench.node.type('mistake');
  await workbench.node.revert.click();
  await workbench.node.expectText('first');
  await expect(workbench.node.save).toBeDisabled();
  await page.getByRole('button', { name: 'Undo' }).click();
  await workbench.node.expectText('mistake');
});

test('what was typed after Revert is kept when that is undone', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/one': 'first' });
  await workbench.open('/one');
  await workbench.node.type('mistake');
  await workbench.node.revert.click();
  await workbench.node.expectText('first');
  await workbench.node.type('better');
  await page.getByRole('button', { name: 'Undo' }).click();
  await workbench.node.expectText('mistake');
  await page.getByRole('button', { name: 'Show that draft' }).click();
  await workbench.node.expectText('better');
});

test('drafts of one node that were typed in two tabs are both kept, and each can be shown', async ({
  launch,
  znodes,
}) => {
  await znodes.seed({ '/one': 'first' });
  const app = await launch(['--connect', znodes.connectString, '--path', '/one']);
  const { node, page } = app.workbench;
  await node.expectText('first');
  await node.type('typed here');
  const second = await openTab(app);
  await connectTo(second, znodes.connectString);
  await second.open('/one');
  await second.node.type('typed there');
  await expect(second.tree.row('one')).toHaveAccessibleName(/unsaved|draft/i);
  const closed = second.page.waitForEvent('close');
  await second.page.keyboard.press('Control+w').catch(() => undefined);
  await closed;
  const show = page.getByRole('button', { name: 'Show that draft' });
  await show.click();
  await node.expectText('typed there');
  await expect(page.getByText(/Another draft of this node from \d\d:\d\d is kept/)).toBeVisible();
  await show.press('Enter');
  await node.expectText('typed here');
});
