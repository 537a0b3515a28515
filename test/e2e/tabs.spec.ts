import type { StripBridge } from '../../shared/contract/strip.ts';
import { expect, test } from './fixtures.ts';
import { connectTo, findStrip, openTab } from './pages/tab-strip.ts';

test('the first page stays the first one, and the strip is the window itself', async ({
  launch,
  znodes,
}) => {
  const { page, electron, workbench } = await launch(['--connect', znodes.connectString]);
  await workbench.expectConnected();
  expect(new URL(page.url()).pathname).toBe('/index.html');
  const strip = await findStrip(electron);
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
  const strip = await findStrip(app.electron);
  const second = await openTab(app);
  await expect(strip.tabs).toHaveText([new RegExp(znodes.connectString), /New connection/]);
  await expect(strip.tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  await second.expectStart();
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

test('a page is renewed in its view when its connection is ended', async ({ launch, znodes }) => {
  const app = await launch(['--connect', znodes.connectString]);
  await app.workbench.expectConnected();
  const renewed = app.page.waitForEvent('domcontentloaded');
  await app.page.evaluate(() => void window.treekeeper.calls['session.disconnect'](undefined));
  await renewed;
  await app.workbench.expectStart();
  const strip = await findStrip(app.electron);
  await expect(strip.tab('New connection')).toBeVisible();
  await app.workbench.connect.connectString.fill(znodes.connectString);
  await app.workbench.connect.connectString.press('Enter');
  await app.workbench.expectConnected();
});

test('settings changed in one page are seen in every other', async ({ launch }) => {
  const app = await launch();
  await app.workbench.expectStart();
  const second = await openTab(app);
  await second.page.evaluate(() =>
    window.treekeeper.calls['app.changeSettings']({ theme: 'dark', language: 'zh-CN' }),
  );
  for (const page of [app.page, second.page]) {
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  }
  const strip = await findStrip(app.electron);
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
    await workbench.createEphemeral(name);
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
  await app.workbench.expectStart();
  const second = await openTab(app);
  await connectTo(second, znodes.connectString);
  await second.createEphemeral('mine');
  await expect.poll(() => znodes.other.exists('/mine')).not.toBeNull();
  const strip = await findStrip(app.electron);
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
  await second.expectStart();
  const closed = second.page.waitForEvent('close');
  await second.page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const strip = await findStrip(app.electron);
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
  await app.workbench.expectStart();
  const second = await openTab(app);
  await second.expectStart();
  await second.page.keyboard.press('F6');
  const strip = await findStrip(app.electron);
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
  await app.workbench.expectStart();
  const second = await openTab(app);
  await second.expectStart();
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
  const strip = await findStrip(app.electron);
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
