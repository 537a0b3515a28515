import { expect, test } from './fixtures.ts';

test('each kind of change is listed, newest first, and counted', async ({ workbench, znodes }) => {
  const { changes, tree } = workbench;
  await znodes.seed({ '/services/orders': 'v0' });
  await tree.expand('services');
  await expect(tree.row('orders')).toBeVisible();
  await workbench.open('/services/orders');
  const before = await changes.seenCount();

  await znodes.other.create('/services/users', 'x');
  await expect(changes.rows('Created', '/services/users')).toHaveCount(1);
  await znodes.other.setData('/services/orders', 'v1');
  await expect(changes.rows('Data changed', '/services/orders')).toHaveCount(1);
  await znodes.other.delete('/services/users');
  await expect(changes.rows('Deleted', '/services/users')).toHaveCount(1);
  await changes.expectSeen(before + 3);

  const paths = await changes.grid.getByRole('row').allTextContents();
  const place = (text: string) => paths.findIndex((row) => row.includes(text));
  expect(place('Deleted')).toBeLessThan(place('Data changed'));
  expect(place('Data changed')).toBeLessThan(place('Created'));
  await expect(changes.rows('Data changed', '/services/orders')).toContainText('1');
  for (const column of ['Time', 'Kind', 'Path', 'Version']) {
    await expect(changes.grid.getByRole('columnheader', { name: column })).toBeVisible();
  }
});

test('a change of children of a node that is not expanded is listed', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/closed': '' });
  await workbench.open('/closed');
  await znodes.other.create('/closed/child');
  await expect(workbench.changes.rows('Children changed', '/closed')).toHaveCount(1);
});

test('a click goes to the node and shows the change before and after', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/config/timeout': '3000', '/elsewhere': '' });
  await workbench.open('/config/timeout');
  await workbench.node.expectText('3000');
  await znodes.other.setData('/config/timeout', '5000');
  await workbench.node.expectText('5000');
  await workbench.open('/elsewhere');
  await workbench.changes.rows('Data changed', '/config/timeout').first().click();
  await expect(workbench.address).toHaveValue('/config/timeout');
  await expect(workbench.changes.detail).toContainText('3000');
  await expect(workbench.changes.detail).toContainText('5000');
});

test('Enter on a row shows the change', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/config': 'before' });
  await workbench.open('/config');
  await workbench.node.expectText('before');
  await znodes.other.setData('/config', 'after');
  const row = workbench.changes.rows('Data changed', '/config').first();
  await expect(row).toBeVisible();
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(workbench.changes.detail).toContainText('before');
  await expect(workbench.changes.detail).toContainText('after');
});

test('a change can be closed while its two values are still being compared', async ({
  workbench,
  znodes,
}) => {
  const lines = (step: number) =>
    Array.from({ length: 2_000 }, (_, i) => `key${String((i * step) % 2_003)}=value`).join('\n');
  await znodes.seed({ '/large': lines(7) });
  await workbench.open('/large');
  await workbench.node.expectText('key7=value');
  await znodes.other.setData('/large', lines(13));
  const { detail } = workbench.changes;
  const row = workbench.changes.rows('Data changed', '/large').first();
  await row.click();
  await detail.locator('.monaco-diff-editor .view-line').first().waitFor();
  await detail.getByRole('button', { name: /close/i }).click();
  await expect(detail).toBeHidden();
  await row.click();
  await expect(detail.locator('.line-delete').first()).toBeVisible();
});

test('a burst is counted in full, also where rows were merged', async ({ workbench, znodes }) => {
  await znodes.seed({ '/counter': '0' });
  await workbench.open('/counter');
  const before = await workbench.changes.seenCount();
  const values = Array.from({ length: 300 }, (_, index) => String(index + 1));
  await znodes.other.setMany('/counter', values);
  await workbench.node.expectText('300');
  await workbench.node.expectStat('version', 300);
  await workbench.changes.expectSeen(before + 300);
});

test("one's own save is listed once", async ({ workbench, znodes }) => {
  await znodes.seed({ '/config': 'a' });
  await workbench.open('/config');
  await workbench.node.type('b');
  await workbench.node.save.click();
  await workbench.node.expectStat('version', 1);
  await expect(workbench.changes.rows('Data changed', '/config')).toHaveCount(1);
});

test('clearing empties the list', async ({ workbench, znodes }) => {
  await znodes.seed({ '/config': 'a' });
  await workbench.open('/config');
  await znodes.other.setData('/config', 'b');
  await expect(workbench.changes.rows('Data changed', '/config')).toHaveCount(1);
  await workbench.changes.region.getByRole('button', { name: /clear/i }).click();
  await expect(workbench.changes.rows('Data changed', '/config')).toHaveCount(0);
});

test('a glob shows only what it fits, and a bad pattern is reported at its field', async ({
  workbench,
  znodes,
  page,
}) => {
  const { changes } = workbench;
  await znodes.seed({ '/app/one': 'a', '/app/two': 'a' });
  await workbench.open('/app');
  await workbench.watches.add('Subtree');
  await znodes.other.setData('/app/one', 'b');
  await znodes.other.setData('/app/two', 'b');
  await expect(changes.rows('Data changed', '/app/two')).toHaveCount(1);
  const path = changes.region.getByRole('searchbox', { name: 'Filter changes by path' });
  await changes.region
    .getByRole('combobox', { name: 'How the path is matched' })
    .selectOption('Glob');
  await path.fill('/app/o*');
  await expect(changes.rows('Data changed', '/app/two')).toHaveCount(0);
  await expect(changes.rows('Data changed', '/app/one')).toHaveCount(1);
  await path.fill('/app/{');
  await expect(page.getByText(/^This pattern cannot be used: /)).toBeVisible();
  await changes.region.getByRole('button', { name: 'Reset filters' }).click();
  await expect(changes.rows('Data changed', '/app/two')).toHaveCount(1);
});

test('switching all watches off and on leaves a gap, and what changed in it is found', async ({
  workbench,
  znodes,
}) => {
  const { changes, watches } = workbench;
  await znodes.seed({ '/app': 'a' });
  await workbench.open('/app');
  await watches.add('Node');
  await watches.region.getByRole('button', { name: 'Switch all watches off' }).click();
  await expect(watches.region).toContainText('All watches are off.');
  await znodes.other.setData('/app', 'b');
  await watches.region.getByRole('button', { name: 'Switch all watches on' }).click();
  await expect(changes.rows('Data changed', '/app')).toHaveCount(1);
  await expect(changes.rows('Data changed', '/app')).toContainText('comparison');
  await expect(
    changes.grid.getByText(/^Watches off for .*; 1 change found afterwards; /),
  ).toBeVisible();
});

test('the time range of the chart is moved by keys, said in words and let go', async ({
  workbench,
  znodes,
  page,
}) => {
  const { changes } = workbench;
  await znodes.seed({ '/config': 'one' });
  await workbench.open('/config');
  await workbench.node.expectText('one');
  await znodes.other.setData('/config', 'two');
  const row = changes.rows('Data changed', '/config');
  await expect(row).toHaveCount(1);
  // The connection and the change: the brush begins at the end of what has been counted.
  await expect(changes.region.getByRole('img', { name: /^2 changes/ })).toBeVisible();
  const brush = changes.region.getByRole('slider', { name: 'Time range in the chart' });
  await brush.focus();
  await page.keyboard.press('End');
  await expect(brush).toHaveAttribute('aria-valuetext', / to .*, \d/);
  await expect(row).toHaveCount(1);
  await page.keyboard.press('Home');
  // The connection may be in the first range or not: the chart begins with it, or earlier where less time has passed.
  await expect(row).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(row).toHaveCount(1);
  await expect(brush).toHaveAttribute('aria-valuetext', 'All times');
  await expect(brush).toBeFocused();
});

test('the servers are asked for the client of an ephemeral node', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/locks/first': '' });
  await workbench.tree.expand('locks');
  await expect(workbench.tree.row('first')).toBeVisible();
  await znodes.other.create('/locks/mine', '', { ephemeral: true });
  await workbench.changes.rows('Created', '/locks/mine').click();
  await page.getByRole('button', { name: 'Find client address' }).click();
  await expect(workbench.changes.detail).toContainText(/127\.0\.0\.1:\d+, connected to 127/);
});

test('what an earlier connection saw can still be looked at', async ({
  workbench,
  znodes,
  page,
}) => {
  const { changes, connect } = workbench;
  await znodes.seed({ '/config': 'one', '/other': '' });
  await workbench.open('/config');
  await workbench.node.expectText('one');
  await znodes.other.setData('/config', 'two');
  await expect(changes.rows('Data changed', '/config')).toHaveCount(1);
  await workbench.runCommand('Disconnect');
  await connect.connectString.fill(`${znodes.connectString}/other`);
  await connect.connectString.press('Enter');
  await workbench.expectConnected();
  await expect(changes.rows('Data changed', '/config')).toHaveCount(0);
  const choice = changes.region.getByLabel('Timeline');
  const earlier = choice.locator('option').filter({ hasText: `${znodes.connectString} until` });
  await choice.selectOption((await earlier.getAttribute('value')) ?? '');
  await changes.rows('Data changed', '/config').click();
  await expect(changes.detail).toContainText('two');
  await expect(page.getByText('Earlier connection')).toBeVisible();
  await page.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText('Earlier connection')).toBeHidden();
});
