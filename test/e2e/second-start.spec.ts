import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { findStrips, openedPage } from './pages/tab-strip.ts';
import { launchApp } from './support/electron-app.ts';
import { runToEnd } from './support/run-to-end.ts';

test('a second start hands over what it was asked for, and ends', async ({
  launch,
  runtime,
  userDataDir,
  znodes,
}) => {
  await znodes.seed({ '/one': '1' });
  const app = await launch();
  await expect(app.workbench.connect.connectString).toBeVisible();
  const folder = `--user-data-dir=${userDataDir}`;
  const asked = ['--connect', znodes.connectString, '--path', '/one', '--read-only'];
  const opened = await openedPage(app.electron, async () => {
    expect(await runToEnd(runtime, [folder, ...asked])).toEqual({ code: 0, output: '' });
  });
  await opened.expectConnected();
  await opened.node.expectText('1');
  await expect(opened.statusBar).toContainText(/read-only/i);
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  await expect(strip.tab(znodes.connectString)).toHaveAttribute('aria-selected', 'true');
  await expect(strip.tabs).toHaveCount(2);

  expect(await runToEnd(runtime, [folder])).toEqual({ code: 0, output: '' });
  await expect(strip.tabs, 'nothing was asked for').toHaveCount(2);
});

test('what ends at once needs no look at the application that runs', async ({
  launch,
  runtime,
  userDataDir,
}) => {
  const app = await launch();
  await expect(app.workbench.connect.connectString).toBeVisible();
  const folder = `--user-data-dir=${userDataDir}`;
  expect((await runToEnd(runtime, [folder, '--version'])).output).toMatch(/^\d+\.\d+\.\d+$/);
  expect((await runToEnd(runtime, [folder, '--connect'])).code).toBe(2);
  expect(app.electron.windows().filter((page) => page.url().endsWith('/index.html'))).toHaveLength(
    1,
  );
});

test('a start with a folder of its own is another application', async ({
  launch,
  runtime,
  tempDir,
}) => {
  const first = await launch();
  await expect(first.workbench.connect.connectString).toBeVisible();
  const second = await launchApp(runtime, {
    userDataDir: join(tempDir, 'other-user-data'),
    args: ['--lang', 'en'],
  });
  await expect(second.page.getByRole('textbox', { name: 'Connect string' })).toBeVisible();
  await second.close();
  await expect(first.workbench.connect.connectString).toBeVisible();
});
