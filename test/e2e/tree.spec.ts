import { expect, test } from './fixtures.ts';

test('rows show level, place and state, also to assistive tools', async ({ workbench, znodes }) => {
  await znodes.seed({ '/app1': '', '/app2': '', '/app4/p1': '', '/app4/p2': '' });
  const { tree } = workbench;
  await expect(tree.root).toHaveAttribute('aria-level', '1');
  await expect(tree.root).toHaveAttribute('aria-expanded', 'true');
  await tree.expand('app4');
  const row = tree.row('p2');
  await expect(row).toHaveAttribute('aria-level', '3');
  await expect(row).toHaveAttribute('aria-posinset', '2');
  await expect(row).toHaveAttribute('aria-setsize', '2');
  await expect(tree.row('app4')).toHaveAttribute('aria-setsize', '3');
  await expect(tree.row('app4')).toHaveAttribute('aria-posinset', '3');
  await expect(tree.row('app1'), 'a leaf cannot be expanded').not.toHaveAttribute('aria-expanded');
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(tree.selected).toHaveCount(1);
});

test('is used with the keyboard alone', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/alpha/one': '', '/alpha/two': '', '/beta': '', '/gamma': '' });
  const { tree } = workbench;
  await expect(tree.row('gamma')).toBeVisible();
  await tree.root.click();
  const press = (key: string) => workbench.page.keyboard.press(key);

  await press('ArrowDown');
  await tree.expectActive('alpha');
  await expect(tree.row('alpha')).toHaveAttribute('aria-expanded', 'false');
  await press('ArrowRight');
  await expect(tree.row('alpha')).toHaveAttribute('aria-expanded', 'true');
  await press('ArrowRight');
  await tree.expectActive('one');
  await press('ArrowDown');
  await tree.expectActive('two');
  await press('ArrowLeft');
  await tree.expectActive('alpha');
  await press('ArrowLeft');
  await expect(tree.row('alpha')).toHaveAttribute('aria-expanded', 'false');
  await press('End');
  await tree.expectActive('gamma');
  await press('Home');
  await tree.expectActive('/');
  await page.keyboard.type('ga');
  await tree.expectActive('gamma');
  await press('Enter');
  await expect(tree.row('gamma')).toHaveAttribute('aria-selected', 'true');
  await expect(workbench.address).toHaveValue('/gamma');
});

test('a level of 20,000 children shows only the rows in view', async ({ workbench, other }) => {
  await other.create('/many');
  await other.createLevel('/many', 'node-', 20_000);
  const { tree, page } = workbench;
  await tree.expand('many');
  const first = tree.row('node-00000000');
  await expect(first).toHaveAttribute('aria-setsize', '20000');
  await expect(first).toHaveAttribute('aria-posinset', '1');
  expect(await tree.rows.count()).toBeLessThan(200);
  await page.keyboard.press('End');
  const last = tree.row('node-00019999');
  await expect(last).toBeVisible();
  await expect(last).toHaveAttribute('aria-posinset', '20000');
  await tree.expectActive('node-00019999');
  await page.keyboard.type('node-00012345');
  await expect(tree.row('node-00012345')).toBeInViewport();
  await tree.expectActive('node-00012345');
  await page.keyboard.press('PageDown');
  await tree.expectActive(/node-000123[67]\d/);
  expect(await tree.rows.count()).toBeLessThan(200);
});

test('rows appear and vanish as the server changes, without a refresh', async ({
  workbench,
  other,
}) => {
  const { tree } = workbench;
  await other.create('/services');
  await expect(tree.row('services')).toBeVisible();
  await other.create('/services/orders');
  await tree.expand('services');
  await other.create('/services/users');
  await expect(tree.row('users')).toBeVisible();
  await other.delete('/services/orders');
  await expect(tree.row('orders')).toBeHidden();
  await other.delete('/services/users');
  await expect(tree.row('users')).toBeHidden();
  await expect(tree.row('services')).not.toHaveAttribute('aria-expanded');
});

test('the number of children beside a row follows the server', async ({ workbench, other }) => {
  await other.create('/lock');
  const row = workbench.tree.row('lock');
  await expect(row).toBeVisible();
  await other.createLevel('/lock', 'waiting-', 3);
  await expect(row).toContainText('3');
  await other.create('/lock/waiting-4');
  await expect(row).toContainText('4');
});

test('a row flashes when its data is changed by somebody else', async ({ workbench, znodes }) => {
  await znodes.seed({ '/config': 'a' });
  const row = workbench.tree.row('config');
  await expect(row).toBeVisible();
  // The row under watch is known by its number of children, which comes with the watch.
  const flashed = workbench.tree.tree.evaluate(
    (tree) =>
      new Promise<string>((resolve) => {
        tree.addEventListener('animationstart', ({ target }) => {
          const item = (target as Element).closest('[role=treeitem]');
          if (item) resolve(item.getAttribute('aria-label') ?? item.textContent);
        });
      }),
  );
  await workbench.tree.select('config');
  await workbench.node.expectText('a');
  await znodes.other.setData('/config', 'b');
  expect(await flashed).toContain('config');
});

test('selection and scroll stay where they were put while rows come and go', async ({
  workbench,
  other,
}) => {
  await other.create('/queue');
  await other.createLevel('/queue', 'item-', 500, 1_000);
  const { tree } = workbench;
  await tree.expand('queue');
  await workbench.goTo('/queue/item-00001250');
  const row = tree.row('item-00001250');
  await expect(row).toBeInViewport();
  await expect(row).toHaveAttribute('aria-posinset', '251');
  const before = await row.boundingBox();
  await other.createLevel('/queue', 'item-', 100, 0);
  await expect(row).toHaveAttribute('aria-posinset', '351');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  expect(await row.boundingBox()).toEqual(before);
  for (let i = 0; i < 20; i++) await other.delete(`/queue/item-${String(i).padStart(8, '0')}`);
  await expect(row).toHaveAttribute('aria-posinset', '331');
  await expect(row).toHaveAttribute('aria-selected', 'true');
  expect(await row.boundingBox()).toEqual(before);
});

test('the filter shows matching rows with their parents, and clears', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/services/orders': '', '/services/users': '', '/config/timeout': '' });
  const { tree } = workbench;
  await tree.expand('services');
  await expect(tree.row('users')).toBeVisible();
  await tree.filter.fill('order');
  await expect(tree.row('users')).toBeHidden();
  await expect(tree.row('orders')).toBeVisible();
  await expect(tree.row('services')).toBeVisible();
  await expect(tree.row('config')).toBeHidden();
  await tree.filter.press('Escape');
  await expect(tree.row('users')).toBeVisible();
  await expect(tree.filter).toHaveValue('');
});

test('the filter is live', async ({ workbench, znodes, other }) => {
  await znodes.seed({ '/alpha': '', '/beta': '' });
  await expect(workbench.tree.row('alpha')).toBeVisible();
  await workbench.tree.filter.fill('bet');
  await expect(workbench.tree.row('alpha')).toBeHidden();
  await other.create('/betamax');
  await expect(workbench.tree.row('betamax')).toBeVisible();
  await other.create('/alphabet');
  await expect(workbench.tree.row('alphabet')).toBeVisible();
  await other.create('/gamma');
  await other.delete('/betamax');
  await expect(workbench.tree.row('betamax')).toBeHidden();
  await expect(workbench.tree.row('gamma')).toBeHidden();
});

test('a node hidden by its ACL is shown as locked, with the reason', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/secret/inside': 'x', '/open': 'y' });
  await znodes.other.setAcl('/secret', [
    { scheme: 'digest', id: 'nobody:AAAAAAAAAAAAAAAAAAAAAAAAAAA=', permissions: 31 },
  ]);
  const { tree, node } = workbench;
  await tree.select('secret');
  await expect(workbench.page.getByText(/permission/i).first()).toBeVisible();
  await workbench.page.keyboard.press('ArrowRight');
  await expect(tree.row('secret')).toHaveAccessibleName(/locked|permission/i);
  await tree.select('open');
  await node.expectText('y');
});

test('an ephemeral node carries a mark and goes with its owner', async ({
  workbench,
  server,
  znodes,
}) => {
  const { startOtherClient } = await import('../fixtures/other-client.ts');
  const owner = await startOtherClient(server.connectString);
  await owner.below(znodes.chroot).create('/leader', 'me', { ephemeral: true });
  await expect(workbench.tree.row('leader')).toHaveAccessibleName(/ephemeral/i);
  await owner.close();
  await expect(workbench.tree.row('leader')).toBeHidden();
});

test('the address goes to a node, and back and forward return', async ({ workbench, znodes }) => {
  await znodes.seed({ '/a/b/c/d': 'deep', '/z': 'last' });
  const { page, address, node } = workbench;
  await workbench.goTo('/a/b/c/d');
  await node.expectText('deep');
  await workbench.goTo('/z');
  await node.expectText('last');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(address).toHaveValue('/a/b/c/d');
  await node.expectText('deep');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(address).toHaveValue('/z');
});

test('a bad or missing path in the address is reported in one sentence', async ({ workbench }) => {
  const { page, address } = workbench;
  await address.fill('no/slash');
  await address.press('Enter');
  await expect(page.getByText(/must begin with|start with|begins with/i).first()).toBeVisible();
  await address.fill('/does/not/exist');
  await address.press('Enter');
  await expect(page.getByText(/\/does\/not\/exist/).first()).toBeVisible();
  await expect(address).toHaveValue('/does/not/exist');
});
