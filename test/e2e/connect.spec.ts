import type { Workbench } from './pages/workbench.ts';
import { expect, test } from './fixtures.ts';
import {
  findClosedAddress,
  startHttpServer,
  startSilentServer,
  type TcpListener,
} from './support/tcp-servers.ts';

/** Fills the form so that a failure is final within two seconds. */
async function connectInHaste(workbench: Workbench, connectString: string): Promise<void> {
  const { connect } = workbench;
  await connect.connectString.fill(connectString);
  await connect.showOptions();
  await connect.setNumber(connect.connectionTimeout, 1_500);
  await connect.setNumber(connect.retryBase, 50);
  await connect.setNumber(connect.retryTries, 1);
  await connect.connect.click();
}

test('connects to the server that answers of several, inside a chroot', async ({
  launch,
  znodes,
}) => {
  await znodes.seed({ '/inside': '' });
  const dead = await findClosedAddress();
  const { workbench } = await launch();
  await workbench.connect.connectString.fill(`${dead},${znodes.connectString}`);
  await workbench.connect.connect.click();
  await workbench.expectConnected();
  await expect(workbench.session).toContainText(znodes.connectString.split('/')[0] ?? '');
  await expect(workbench.tree.row('inside')).toBeVisible();
});

test('a chroot that does not exist is named, and can be created or left out', async ({
  launch,
  znodes,
}) => {
  await znodes.seed({ '/inside': '' });
  const { workbench, page } = await launch(['--connect', `${znodes.connectString}/not/there`]);
  const absence = page.getByText(/The chroot \/.*\/not\/there does not exist/);
  await expect(absence.first()).toBeVisible();
  await expect(page.getByText(/^\W*\/ does not exist/)).toHaveCount(0);
  await expect(workbench.node.create).toBeDisabled();
  await expect(workbench.node.remove).toBeDisabled();
  await page.getByRole('button', { name: 'Create it' }).click();
  await expect.poll(() => znodes.other.exists('/not/there')).not.toBeNull();
  await expect(page.getByText(/does not exist/)).toHaveCount(0);
  await expect(workbench.node.create).toBeEnabled();
  await znodes.other.delete('/not/there');
  await expect(absence.first()).toBeVisible();
  await expect(workbench.node.create).toBeDisabled();
  await page.getByRole('button', { name: 'Connect without it' }).click();
  await workbench.expectConnected();
  await expect(workbench.tree.row('zookeeper')).toBeVisible();
});

test('a chroot that does not exist is not created where nothing may be written', async ({
  launch,
  znodes,
}) => {
  const args = ['--read-only', '--connect', `${znodes.connectString}/not/there`];
  const { page } = await launch(args);
  await expect(page.getByText(/connect without read-only to create it/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create it' })).toBeDisabled();
});

test('Enter in the connect string connects', async ({ launch, znodes }) => {
  const { workbench } = await launch();
  await workbench.connect.connectString.fill(znodes.connectString);
  await workbench.connect.connectString.press('Enter');
  await workbench.expectConnected();
});

test('the session timeout asked for is the one granted', async ({ launch, znodes }) => {
  const { workbench } = await launch();
  await workbench.connect.connectString.fill(znodes.connectString);
  await workbench.connect.showOptions();
  await workbench.connect.setNumber(workbench.connect.sessionTimeout, 9_000);
  await workbench.connect.connect.click();
  await workbench.expectConnected();
  await expect(workbench.statusBar).toContainText(/\b9 s/);
});

const failures: readonly {
  readonly what: string;
  readonly start: () => Promise<TcpListener | string>;
  readonly tells: RegExp;
}[] = [
  { what: 'a port on which nobody listens', start: findClosedAddress, tells: /refused/i },
  {
    what: 'a name that is not known',
    start: () => Promise.resolve('no-such-host.invalid:2181'),
    tells: /not found|no such|resolve|unknown/i,
  },
  { what: 'an HTTP server', start: startHttpServer, tells: /not (a )?ZooKeeper|no ZooKeeper/i },
  {
    what: 'a server that accepts and stays silent',
    start: startSilentServer,
    tells: /answer|silent|time/i,
  },
];

for (const { what, start, tells } of failures) {
  test(`reports which server, and what to do, for ${what}`, async ({ launch }) => {
    const started = await start();
    const address = typeof started === 'string' ? started : started.address;
    const { workbench } = await launch();
    await connectInHaste(workbench, address);
    await expect(workbench.connect.failure).toContainText(address);
    await expect(workbench.connect.failure).toContainText(tells);
    await expect(workbench.connect.failure).not.toContainText(
      /\bat .*\.(js|ts):\d|ECONN|undefined/,
    );
    await expect(workbench.connect.connectString, 'it can be edited').toHaveValue(address);
    await expect(workbench.connect.connect, 'it can be tried again').toBeEnabled();
    if (typeof started !== 'string') await started.close();
  });
}

test('a try that succeeds after a failure leads to the tree', async ({ launch, znodes }) => {
  const { workbench } = await launch();
  await connectInHaste(workbench, await findClosedAddress());
  await expect(workbench.connect.failure).toBeVisible();
  await workbench.connect.connectString.fill(znodes.connectString);
  await workbench.connect.connect.click();
  await workbench.expectConnected();
});

test('Cancel ends a connection attempt at once', async ({ launch }) => {
  const silent = await startSilentServer();
  const { workbench } = await launch();
  const { connect } = workbench;
  await connect.connectString.fill(silent.address);
  await connect.connect.click();
  await expect.poll(() => silent.acceptedCount).toBeGreaterThan(0);
  await connect.cancel.click();
  await expect(connect.cancel).toBeHidden();
  await expect(connect.connectString).toHaveValue(silent.address);
  await expect(connect.connect).toBeEnabled();
  await silent.close();
});

const malformed = [
  ['nothing', ''],
  ['a port beyond the last', '127.0.0.1:70000'],
  ['a port that is no number', '127.0.0.1:zk'],
  ['an empty server', '127.0.0.1:2181,,127.0.0.1:2182'],
  ['a chroot with two slashes', '127.0.0.1:2181/a//b'],
  ['blanks inside a name', 'zk 1:2181'],
] as const;

test('a malformed connect string is reported at the field, and nothing is sent', async ({
  launch,
}) => {
  const { connect } = (await launch()).workbench;
  for (const [what, text] of malformed) {
    await test.step(what, async () => {
      await connect.connectString.fill(text);
      await connect.connectString.press('Enter');
      await expect(connect.connectString).toHaveAttribute('aria-invalid', 'true');
      await expect(connect.cancel).toBeHidden();
    });
  }
});

test('connections that worked are remembered with their options', async ({ launch, znodes }) => {
  await znodes.seed({ '/inside': '' });
  const first = await launch();
  await first.workbench.connect.connectString.fill(znodes.connectString);
  await first.workbench.connect.showOptions();
  await first.workbench.connect.setNumber(first.workbench.connect.sessionTimeout, 8_000);
  await first.workbench.connect.connect.click();
  await first.workbench.expectConnected();
  await first.close();

  const { workbench } = await launch();
  await workbench.connect.recent(znodes.connectString).click();
  await workbench.expectConnected();
  await expect(workbench.statusBar).toContainText(/\b8 s/);
  await expect(workbench.tree.row('inside')).toBeVisible();
});

test('a connection that failed is not remembered', async ({ launch }) => {
  const address = await findClosedAddress();
  const first = await launch();
  await connectInHaste(first.workbench, address);
  await expect(first.workbench.connect.failure).toBeVisible();
  await first.close();
  const { workbench } = await launch();
  await expect(workbench.connect.connectString).toBeVisible();
  await expect(workbench.connect.recent(address)).toBeHidden();
});

test('disconnecting returns to the connect screen', async ({ workbench }) => {
  await workbench.runCommand('Disconnect');
  await expect(workbench.connect.connectString).toBeVisible();
  await expect(workbench.tree.tree).toBeHidden();
});

test('a chroot that does not exist is reported', async ({ launch, server }) => {
  const { workbench } = await launch(['--connect', `${server.connectString}/nobody/made/this`]);
  await expect(workbench.page.getByText(/does not exist|not there/i).first()).toBeVisible();
});
