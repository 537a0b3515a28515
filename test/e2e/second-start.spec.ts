import { join } from 'node:path';
import { targetOf } from '../fixtures/target-of.ts';
import { expect, test } from './fixtures.ts';
import { connectTo, findStrip, findStrips, openTab, openedPage } from './pages/tab-strip.ts';
import type { App } from './support/app.ts';
import { launchApp } from './support/electron-app.ts';
import type { Workbench } from './pages/workbench.ts';

async function expectReadOnly({ session, node }: Workbench): Promise<void> {
  await expect(session).toContainText(/read-only/i);
  await expect(node.create).toBeDisabled();
}

/** @returns how many tabs the windows have, as the main process knows it. */
function countPages({ electron }: App): Promise<number> {
  return electron.evaluate(
    ({ webContents }) =>
      webContents.getAllWebContents().filter((each) => !each.getURL().endsWith('/strip.html'))
        .length,
  );
}

test('a second start hands over what it was asked for, and ends', async ({
  launch,
  startAgain,
  znodes,
}) => {
  await znodes.seed({ '/one': '1' });
  const app = await launch();
  await app.workbench.expectStart();
  const asked = ['--connect', znodes.connectString, '--path', '/one'];
  const opened = await openedPage(app.electron, async () => {
    expect(await startAgain(asked)).toEqual({ code: 0, output: '' });
  });
  await opened.expectConnected();
  await opened.node.expectText('1');
  const strip = await findStrip(app.electron);
  await expect(strip.tab(znodes.connectString)).toHaveAttribute('aria-selected', 'true');
  await expect(strip.tabs).toHaveCount(2);

  // It is brought up after its tabs are what they are to be.
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await startAgain()).toEqual({ code: 0, output: '' });
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
    )
    .toBe(true);
  expect(await countPages(app), 'nothing was asked for').toBe(2);
});

test('a second start that asks for --read-only gets a window of its own, in which every tab is', async ({
  launch,
  startAgain,
  znodes,
}) => {
  const app = await launch();
  await app.workbench.expectStart();
  const asked = ['--connect', znodes.connectString];
  const guarded = await openedPage(app.electron, () => startAgain([...asked, '--read-only']));
  await expectReadOnly(guarded);
  await findStrips(app.electron, 2);
  for (const keys of ['Control+t', 'Control+Shift+n']) {
    const further = await openTab(app, guarded.page, keys);
    await connectTo(further, znodes.connectString);
    await expectReadOnly(further);
  }
  const free = await openedPage(app.electron, () => startAgain(asked));
  await free.expectConnected();
  await expect(free.node.create, 'a window that was not asked for it').toBeEnabled();
});

test('--read-only is lifted by no new window and by no second start', async ({
  launch,
  startAgain,
  znodes,
}) => {
  const connect = ['--connect', znodes.connectString];
  const app = await launch([...connect, '--read-only']);
  await expectReadOnly(app.workbench);
  const inWindow = await openTab(app, app.page, 'Control+Shift+n');
  await connectTo(inWindow, znodes.connectString);
  await expectReadOnly(inWindow);
  const handedOver = await openedPage(app.electron, () => startAgain(connect));
  await expectReadOnly(handedOver);
});

test('what ends at once needs no look at the application that runs', async ({
  launch,
  startAgain,
}) => {
  const app = await launch();
  await app.workbench.expectStart();
  expect((await startAgain(['--version'])).output).toMatch(/^\d+\.\d+\.\d+$/);
  expect((await startAgain(['--connect'])).code).toBe(2);
  // What they had handed over would be there before what this one does.
  await openedPage(app.electron, () => startAgain(['--path', '/']));
  expect(await countPages(app)).toBe(2);
});

test('a second start that arrives while the only window is closing opens another one', async ({
  launch,
  znodes,
}) => {
  const app = await launch();
  await app.workbench.expectStart();
  const start = { readOnly: false, args: [], connect: targetOf(znodes.connectString) };
  // A start of its own could not be held in the moment between the two events of a window that closes.
  await app.electron.evaluate(
    ({ app, BrowserWindow }, message) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.once('close', () => app.emit('second-instance', {}, [], '', message));
    },
    { start: encodeURIComponent(JSON.stringify(start)) },
  );
  // The page may be gone before the key is up again.
  const close = () => app.page.keyboard.press('Control+w').catch(() => undefined);
  const opened = await openedPage(app.electron, close);
  await opened.expectConnected();
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
