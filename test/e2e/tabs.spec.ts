import type { StripBridge } from '../../shared/contract/strip.ts';
import { expect, test } from './fixtures.ts';
import { connectTo, findStrips, openTab } from './pages/tab-strip.ts';

test('the first page stays the first one, and the strip is the window itself', async ({
  launch,
  znodes,
}) => {
  const { page, electron, workbench } = await launch(['--connect', znodes.connectString]);
  await workbench.expectConnected();
  expect(new URL(page.url()).pathname).toBe('/index.html');
  const [strip] = await findStrips(electron);
  if (!strip) throw new Error('there is no strip');
  await expect(strip.tab(znodes.connectString)).toHaveAttribute('aria-selected', 'true');
  expect(electron.windows()[0]).toBe(page);
  expect((await electron.firstWindow()).url()).toBe(page.url());
  const found = await electron.evaluate(({ BrowserWindow, webContents }) => {
    const windows = BrowserWindow.getAllWindows();
    const own = webContents
      .getAllWebContents()
      .find((each) => each.getURL().endsWith('/index.html'));
    return {
      count: windows.length,
      title: windows[0]?.getTitle(),
      ownsPage: own !== undefined && BrowserWindow.fromWebContents(own) === windows[0],
    };
  });
  expect(found).toEqual({
    count: 1,
    title: `Treekeeper — ${znodes.connectString}`,
    ownsPage: true,
  });
});

test('keys open, choose and close tabs; the last one closes the window', async ({
  launch,
  znodes,
}) => {
  const app = await launch(['--connect', znodes.connectString]);
  await app.workbench.expectConnected();
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  const second = await openTab(app);
  await expect(strip.tabs).toHaveText([new RegExp(znodes.connectString), /New connection/]);
  await expect(strip.tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(second.connect.connectString).toBeFocused();
  await second.page.keyboard.press('Control+Tab');
  await expect(strip.tabs.nth(0)).toHaveAttribute('aria-selected', 'true');
  await app.page.keyboard.press('Control+2');
  await expect(strip.tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await second.page.keyboard.press('Control+Shift+Tab');
  await expect(strip.tabs.nth(0)).toHaveAttribute('aria-selected', 'true');
  const closed = second.page.waitForEvent('close');
  await strip.tabs.nth(1).click({ button: 'middle' });
  await closed;
  await expect(strip.tabs).toHaveCount(1);
  // The page may be gone before the key is up again.
  await app.page.keyboard.press('Control+w').catch(() => undefined);
  await app.ended;
});

test('two windows with three tabs: a page that crashes comes back alone, with its connection', async ({
  launch,
  znodes,
  expectedProblems,
}) => {
  expectedProblems.push(/crash/i);
  await znodes.seed({ '/one': '1', '/two': '2' });
  const app = await launch(['--connect', znodes.connectString, '--path', '/one']);
  await app.workbench.expectConnected();
  const second = await openTab(app);
  await connectTo(second, `${znodes.connectString}/one`);
  const third = await openTab(app, second.page, 'Control+Shift+n');
  await connectTo(third, znodes.connectString);
  expect(
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
  ).toBe(2);

  const session = (await app.workbench.session.textContent()) ?? '';
  const processes = () =>
    app.electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .filter((each) => each.getURL().endsWith('/index.html'))
        .sort((one, other) => one.id - other.id)
        .map((each) => each.getOSProcessId()),
    );
  const before = await processes();
  // The driver's own page object does not outlive the crash, so that the main process is asked, and has Chromium go on,
  // which waits for the driver in each new process.
  const crash = () =>
    app.electron.evaluate(async ({ webContents }) => {
      const pages = webContents
        .getAllWebContents()
        .filter((each) => each.getURL().endsWith('/index.html'));
      const [first] = pages.sort((one, other) => one.id - other.id);
      if (!first) return;
      const reloads = new Promise((resolve) => first.once('did-start-navigation', resolve));
      first.forcefullyCrashRenderer();
      await reloads;
      first.debugger.attach();
      await first.debugger.sendCommand('Runtime.runIfWaitingForDebugger');
      first.debugger.detach();
    });
  await crash();
  const shownSession = () =>
    app.electron.evaluate(async ({ webContents }) => {
      const pages = webContents
        .getAllWebContents()
        .filter((each) => each.getURL().endsWith('/index.html'));
      const [first] = pages.sort((one, other) => one.id - other.id);
      if (!first || first.isCrashed()) return '';
      return (await first.executeJavaScript(
        `document.querySelector('[role=status][aria-label=Session]')?.textContent ?? ''`,
      )) as string;
    });
  await expect.poll(shownSession).toBe(session);
  const after = await processes();
  expect(after[0]).not.toBe(before[0]);
  expect(after.slice(1)).toEqual(before.slice(1));
  await znodes.other.create('/three');
  await expect(third.tree.row('three')).toBeAttached();
  await second.expectConnected();
});

test('a page is renewed in its view when its connection is ended', async ({ launch, znodes }) => {
  const app = await launch(['--connect', znodes.connectString]);
  await app.workbench.expectConnected();
  const renewed = app.page.waitForEvent('domcontentloaded');
  await app.page.evaluate(() => void window.treekeeper.calls['session.disconnect'](undefined));
  await renewed;
  await expect(app.workbench.connect.connectString).toBeFocused();
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  await expect(strip.tab('New connection')).toBeVisible();
  await app.workbench.connect.connectString.fill(znodes.connectString);
  await app.workbench.connect.connectString.press('Enter');
  await app.workbench.expectConnected();
});

test('settings changed in one page are seen in every other', async ({ launch }) => {
  const app = await launch();
  await expect(app.workbench.connect.connectString).toBeFocused();
  const second = await openTab(app);
  await second.page.evaluate(() =>
    window.treekeeper.calls['app.changeSettings']({ theme: 'dark', language: 'zh-CN' }),
  );
  for (const page of [app.page, second.page]) {
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  }
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  await expect(strip.page.getByRole('tablist', { name: '连接' })).toBeVisible();
});

test('closing a tab ends its session and no other', async ({ launch, znodes }) => {
  const app = await launch(['--connect', znodes.connectString]);
  await app.workbench.expectConnected();
  const second = await openTab(app);
  await connectTo(second, znodes.connectString);
  for (const [workbench, name] of [
    [app.workbench, 'of-the-first'],
    [second, 'of-the-second'],
  ] as const) {
    await workbench.node.create.click();
    await workbench.createDialog.name.fill(name);
    await workbench.createDialog.chooseMode('Ephemeral');
    await workbench.createDialog.submit.click();
    await expect.poll(() => znodes.other.exists(`/${name}`)).not.toBeNull();
  }
  const closed = second.page.waitForEvent('close');
  // The page may be gone before the key is up again.
  await second.page.keyboard.press('Control+w').catch(() => undefined);
  await closed;
  await expect.poll(() => znodes.other.exists('/of-the-second')).toBeNull();
  expect(await znodes.other.exists('/of-the-first')).not.toBeNull();
  await app.workbench.expectConnected();
});

test('a page that closes itself takes its tab and its session with it', async ({
  launch,
  znodes,
}) => {
  const app = await launch();
  await expect(app.workbench.connect.connectString).toBeFocused();
  const second = await openTab(app);
  await connectTo(second, znodes.connectString);
  await second.node.create.click();
  await second.createDialog.name.fill('mine');
  await second.createDialog.chooseMode('Ephemeral');
  await second.createDialog.submit.click();
  await expect.poll(() => znodes.other.exists('/mine')).not.toBeNull();
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  const closed = second.page.waitForEvent('close');
  await second.page.evaluate(() => window.close());
  await closed;
  await expect(strip.tabs).toHaveCount(1);
  await expect.poll(() => znodes.other.exists('/mine')).toBeNull();
  await app.page.evaluate(() => window.close()).catch(() => undefined);
  await app.ended;
});

test('a page that hangs is closed by its tab, and takes no other with it', async ({
  launch,
  znodes,
}) => {
  const app = await launch(['--connect', znodes.connectString]);
  await app.workbench.expectConnected();
  const second = await openTab(app);
  await expect(second.connect.connectString).toBeFocused();
  const closed = second.page.waitForEvent('close');
  await second.page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  await strip.page.getByRole('button', { name: 'Close New connection' }).click();
  await closed;
  await expect(strip.tabs).toHaveCount(1);
  await znodes.other.create('/seen');
  await expect(app.workbench.tree.row('seen')).toBeVisible();
});

test('the strip is used by keys: arrows move, Enter shows, Delete closes, Escape leaves', async ({
  launch,
}) => {
  const app = await launch();
  await expect(app.workbench.connect.connectString).toBeFocused();
  const second = await openTab(app);
  await expect(second.connect.connectString).toBeFocused();
  await second.page.keyboard.press('F6');
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  await expect(strip.tabs.nth(1)).toBeFocused();
  await strip.page.keyboard.press('ArrowRight');
  await expect(strip.tabs.nth(0)).toBeFocused();
  await strip.page.keyboard.press('Enter');
  await expect(strip.tabs.nth(0)).toHaveAttribute('aria-selected', 'true');
  await strip.tabs.nth(1).focus();
  await strip.page.keyboard.press('Delete');
  await expect(strip.tabs).toHaveCount(1);
  await expect(strip.tabs.nth(0), 'the focus stays in the strip').toBeFocused();
  await strip.newTab.click();
  await expect(strip.tabs).toHaveCount(2);
});

test('a page that asks to be closed is the one that is, not the one in sight', async ({
  launch,
}) => {
  const app = await launch();
  await expect(app.workbench.connect.connectString).toBeFocused();
  const second = await openTab(app);
  await expect(second.connect.connectString).toBeFocused();
  const closed = app.page.waitForEvent('close');
  await app.page.evaluate(() => {
    void window.treekeeper.calls['page.runTabCommand']({ command: { kind: 'closeTab' } });
  });
  await closed;
  await expect(second.connect.connectString).toBeVisible();
});

test('the strip is sent what it shows, and nothing while a connection watches more', async ({
  launch,
  znodes,
}) => {
  await znodes.seed({ '/one': '', '/one/two': '', '/one/two/three': '' });
  const app = await launch(['--connect', znodes.connectString]);
  await app.workbench.expectConnected();
  const [strip] = await findStrips(app.electron);
  if (!strip) throw new Error('there is no strip');
  await expect(strip.tab(znodes.connectString)).toHaveAttribute('data-session', 'connected');
  await strip.page.evaluate(() => {
    const { treekeeperStrip } = window as unknown as { treekeeperStrip: StripBridge };
    treekeeperStrip.onState(({ tabs }) => {
      document.body.dataset.counts = `${document.body.dataset.counts ?? ''}${String(tabs.length)} `;
    });
  });
  await app.workbench.open('/one/two/three');
  await znodes.other.create('/one/two/four');
  await expect(app.workbench.tree.row('four')).toBeVisible();
  await openTab(app);
  await expect(strip.page.locator('body')).toHaveAttribute('data-counts', /^2 /);
});

test('a strip whose process crashes comes back', async ({ launch, expectedProblems }) => {
  expectedProblems.push(/crash/i);
  const app = await launch();
  await expect(app.workbench.connect.connectString).toBeFocused();
  await findStrips(app.electron);
  // As for a page: the driver's own object does not outlive the crash.
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const strip = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!strip) return;
    const reloads = new Promise((resolve) => strip.once('did-start-navigation', resolve));
    strip.forcefullyCrashRenderer();
    await reloads;
    strip.debugger.attach();
    await strip.debugger.sendCommand('Runtime.runIfWaitingForDebugger');
    strip.debugger.detach();
  });
  const countTabs = () =>
    app.electron.evaluate(async ({ BrowserWindow }) => {
      const strip = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!strip || strip.isCrashed()) return 0;
      return (await strip.executeJavaScript(
        `document.querySelectorAll('[role=tab]').length`,
      )) as number;
    });
  await expect.poll(countTabs).toBe(1);
});
