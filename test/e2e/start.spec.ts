import { runToEnd } from './support/run-to-end.ts';
import { expect, test } from './fixtures.ts';

test('starts with the connect screen when no connection is asked for', async ({ launch }) => {
  const { workbench, page } = await launch();
  await expect(workbench.connect.connectString).toBeVisible();
  await expect(workbench.connect.connectString).toBeFocused();
  await expect(workbench.tree.tree).toBeHidden();
  expect(await page.title()).toContain('Treekeeper');
});

test('--connect opens the tree without a dialog', async ({ launch, znodes, server }) => {
  await znodes.seed({ '/services/orders': 'x' });
  const { workbench } = await launch(['--connect', znodes.connectString]);
  await workbench.expectConnected();
  await expect(workbench.session).toContainText(server.connectString);
  await expect(workbench.tree.row('services')).toBeVisible();
});

test('--path goes to a znode deep in the tree', async ({ launch, znodes }) => {
  await znodes.seed({ '/services/orders/instance-001': '192.168.1.10:8080' });
  const path = '/services/orders/instance-001';
  const { workbench } = await launch(['--connect', znodes.connectString, '--path', path]);
  await expect(workbench.address).toHaveValue(path);
  await expect(workbench.tree.row('instance-001', 4)).toHaveAttribute('aria-selected', 'true');
  await workbench.node.expectText('192.168.1.10:8080');
});

test('a zk:// address opens a connection and a znode', async ({ launch, znodes }) => {
  await znodes.seed({ '/config/database url': 'jdbc' });
  const { workbench } = await launch([`zk://${znodes.connectString}?path=/config/database%20url`]);
  await expect(workbench.address).toHaveValue('/config/database url');
  await workbench.node.expectText('jdbc');
});

test('--path to a znode that does not exist is reported, and the tree is there', async ({
  launch,
  znodes,
}) => {
  const { workbench } = await launch(['--connect', znodes.connectString, '--path', '/not/there']);
  await workbench.expectConnected();
  await expect(workbench.page.getByText('/not/there').first()).toBeVisible();
});

test('--read-only refuses every way to write', async ({ launch, znodes }) => {
  await znodes.seed({ '/config': 'untouched' });
  const { workbench, page } = await launch([
    '--connect',
    znodes.connectString,
    '--path',
    '/config',
    '--read-only',
  ]);
  await expect(workbench.session).toContainText(/read-only/i);
  await workbench.node.expectText('untouched');
  await expect(workbench.node.create).toBeDisabled();
  await expect(workbench.node.remove).toBeDisabled();
  const refused = await page.evaluate(async () => {
    const { calls } = window.treekeeper;
    return [
      await calls['node.save']({
        path: '/config',
        data: new Uint8Array([1]),
        base: { version: 0, mzxid: 1n },
      }),
      await calls['node.delete']({ path: '/config', version: 0 }),
      await calls['node.create']({
        path: '/config/new',
        data: null,
        mode: 'persistent',
        createParents: false,
      }),
    ].map((result) => (result.ok ? 'done' : result.error.code));
  });
  expect(refused, 'refused in the main process').toEqual(Array(3).fill('READ_ONLY_LOCK'));
  expect(await znodes.other.getChildren('/')).toEqual(['config']);
});

test('--lang zh-CN speaks Chinese', async ({ launch, znodes }) => {
  const { page } = await launch(['--lang', 'zh-CN', '--connect', znodes.connectString]);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('tree')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '已连接' })).toBeVisible();
});

const badArguments: readonly (readonly [what: string, args: string[], tells: string])[] = [
  ['a port that is no port', ['--connect', 'zk1:99999'], 'zk1:99999'],
  ['an empty server', ['--connect', 'zk1:2181,,zk2:2181'], '--connect'],
  ['a chroot that is no path', ['--connect', 'zk1:2181/a//b'], '/a//b'],
  ['a missing value', ['--connect'], '--connect'],
  ['an unknown language', ['--lang', 'tlh'], 'tlh'],
  ['a relative path', ['--path', 'config'], 'config'],
  ['a bad zk:// address', ['zk://zk1:none'], 'zk1:none'],
  ['a misspelt option', ['--conect', 'zk1:2181'], '--connect'],
];

for (const [what, args, tells] of badArguments) {
  test(`exits with 2 and one sentence for ${what}`, async ({ runtime, userDataDir }) => {
    const { code, output } = await runToEnd(runtime, [...args, `--user-data-dir=${userDataDir}`]);
    expect(code).toBe(2);
    expect(output).toContain(tells);
    expect(output.trim().split('\n')).toHaveLength(1);
  });
}

test('--version prints the version and ends', async ({ runtime, userDataDir }) => {
  const args = ['--version', `--user-data-dir=${userDataDir}`];
  const { code, output } = await runToEnd(runtime, args);
  expect(code).toBe(0);
  expect(output).toMatch(/\d+\.\d+\.\d+/);
});
