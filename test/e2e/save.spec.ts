import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

test('Save writes the text at the version that was read', async ({ workbench, znodes }) => {
  await znodes.seed({ '/config/timeout': '3000' });
  await workbench.open('/config/timeout');
  const { node } = workbench;
  await expect(node.save).toBeDisabled();
  await node.type('5000');
  await expect(node.save).toBeEnabled();
  await node.save.click();
  await node.expectStat('version', 1);
  await expect(node.save).toBeDisabled();
  expect(await readText(znodes.other, '/config/timeout')).toBe('5000');
  await node.append('0');
  await workbench.page.keyboard.press('ControlOrMeta+S');
  await node.expectStat('version', 2);
  expect(await readText(znodes.other, '/config/timeout')).toBe('50000');
});

test('undoing to the text that was read leaves nothing to save', async ({ workbench, znodes }) => {
  await znodes.seed({ '/node': 'as it was' });
  await workbench.open('/node');
  await workbench.node.append('!');
  await expect(workbench.node.save).toBeEnabled();
  await workbench.page.keyboard.press('Backspace');
  await expect(workbench.node.save).toBeDisabled();
});

test('a change from outside never touches what is being typed', async ({ workbench, znodes }) => {
  await znodes.seed({ '/config': 'base' });
  await workbench.open('/config');
  await workbench.node.type('mine');
  await znodes.other.setData('/config', 'theirs');
  await workbench.node.expectStat('version', 1);
  await workbench.node.expectText('mine');
  await expect(workbench.node.save).toBeEnabled();
  expect(await readText(znodes.other, '/config')).toBe('theirs');
});

test.describe('when the node was changed meanwhile', () => {
  const base = 'timeout=3000\nretries=3\nhost=zk1\n';
  const theirs = 'timeout=3000\nretries=3\nhost=zk9\n';
  const mine = 'timeout=9999\nretries=3\nhost=zk1\n';
  const merged = 'timeout=9999\nretries=3\nhost=zk9\n';

  test.beforeEach(async ({ workbench, znodes }) => {
    await znodes.seed({ '/config': base });
    await workbench.open('/config');
    await workbench.node.type(mine);
    await znodes.other.setData('/config', theirs);
    await workbench.node.expectStat('version', 1);
    await workbench.node.save.click();
    await expect(workbench.conflictDialog.dialog).toBeVisible();
  });

  test('the dialog shows both versions and has written nothing', async ({ workbench, znodes }) => {
    await expect(workbench.conflictDialog.dialog).toContainText('zk9');
    await expect(workbench.conflictDialog.dialog).toContainText('9999');
    expect(await readText(znodes.other, '/config')).toBe(theirs);
    await workbench.page.keyboard.press('Escape');
    await expect(workbench.conflictDialog.dialog).toBeHidden();
    await workbench.node.expectText('9999');
    expect(await readText(znodes.other, '/config')).toBe(theirs);
  });

  test('Overwrite writes mine', async ({ workbench, znodes }) => {
    await workbench.conflictDialog.overwrite.click();
    await expect(workbench.conflictDialog.dialog).toBeHidden();
    await workbench.node.expectStat('version', 2);
    expect(await readText(znodes.other, '/config')).toBe(mine);
  });

  test('Keep theirs shows theirs and writes nothing', async ({ workbench, znodes }) => {
    await workbench.conflictDialog.keepTheirs.click();
    await expect(workbench.conflictDialog.dialog).toBeHidden();
    await workbench.node.expectText('zk9');
    await expect(workbench.node.save).toBeDisabled();
    const { stat } = await znodes.other.getData('/config');
    expect(stat.version).toBe(1);
  });

  test('Merge joins both, and neither text is lost', async ({ workbench, znodes }) => {
    await workbench.conflictDialog.merge.click();
    await workbench.node.expectText('zk9');
    await workbench.node.expectText('9999');
    expect((await znodes.other.getData('/config')).stat.version, 'nothing written yet').toBe(1);
    await workbench.node.save.click();
    await workbench.node.expectStat('version', 2);
    expect(await readText(znodes.other, '/config')).toBe(merged);
  });

  test('a change while the dialog is open is not overwritten unseen', async ({
    workbench,
    znodes,
  }) => {
    const later = 'timeout=1\nretries=3\nhost=later\n';
    await znodes.other.setData('/config', later);
    await expect(workbench.conflictDialog.dialog).toContainText('later');
    await workbench.conflictDialog.overwrite.click();
    await expect.poll(() => readText(znodes.other, '/config')).toBe(mine);
    expect((await znodes.other.getData('/config')).stat.version).toBe(3);
  });
});

test('a merge of the same line keeps both texts for the user to choose', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/config': 'timeout=3000\n' });
  await workbench.open('/config');
  await workbench.node.type('timeout=1111\n');
  await znodes.other.setData('/config', 'timeout=2222\n');
  await workbench.node.expectStat('version', 1);
  await workbench.node.save.click();
  await workbench.conflictDialog.merge.click();
  await workbench.node.expectText('1111');
  await workbench.node.expectText('2222');
  expect(await readText(znodes.other, '/config')).toBe('timeout=2222\n');
});

test('a node deleted under the draft is reported, and made again with the text', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/config/timeout': '3000' });
  await workbench.open('/config/timeout');
  await workbench.node.type('typed before it went');
  await znodes.other.delete('/config/timeout');
  await expect(workbench.page.getByText(/deleted|no longer/i).first()).toBeVisible();
  await workbench.node.expectText('typed before it went');
  await workbench.page.getByRole('button', { name: /create (it )?again/i }).click();
  await expect
    .poll(() => znodes.other.exists('/config/timeout').then((stat) => stat?.version))
    .toBe(0);
  expect(await readText(znodes.other, '/config/timeout')).toBe('typed before it went');
  await expect(workbench.node.save).toBeDisabled();
  await expect(workbench.tree.row('timeout')).toBeVisible();
});

test('saving to a node that another client deleted and made again is a conflict', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/config': 'base' });
  await workbench.open('/config');
  await workbench.node.type('mine');
  await znodes.other.delete('/config');
  await znodes.other.create('/config', 'made again');
  // Its version is 0 as it was when the text was typed, so the version alone would not tell.
  await workbench.node.save.click();
  await expect(workbench.conflictDialog.dialog).toBeVisible();
  expect(await readText(znodes.other, '/config')).toBe('made again');
});

test('a save that the ACL refuses says so and keeps the text', async ({ workbench, znodes }) => {
  await znodes.seed({ '/config': 'base' });
  await znodes.other.setAcl('/config', [{ scheme: 'world', id: 'anyone', permissions: 1 }]);
  await workbench.open('/config');
  await workbench.node.type('mine');
  await workbench.node.save.click();
  await expect(workbench.page.getByText(/permission/i).first()).toBeVisible();
  await workbench.node.expectText('mine');
  await expect(workbench.node.save).toBeEnabled();
});
