import { expect, test } from './fixtures.ts';
import { connectTo, findStrip, openTab } from './pages/tab-strip.ts';
import { crash, readIn, shownIn } from './support/renderers.ts';
import { startSilentServer } from './support/tcp-servers.ts';

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
  await crash(app.electron, 'page');
  const read = (expression: string) => readIn(app.electron, 'page', expression);
  await expect.poll(() => read(shownIn.session)).toBe(session);
  await expect.poll(() => read(shownIn.path)).toBe('/one');
  await expect.poll(() => read(shownIn.alerts)).toContain('stopped and was loaded again');
  const after = await processes();
  expect(after[0]).not.toBe(before[0]);
  expect(after.slice(1)).toEqual(before.slice(1));
  await znodes.other.create('/three');
  await expect(third.tree.row('three')).toBeAttached();
  await second.expectConnected();
});

test('a page that crashes while it connects comes back connecting to the same', async ({
  launch,
  expectedProblems,
}) => {
  expectedProblems.push(/crash/i);
  const silent = await startSilentServer();
  const app = await launch(['--connect', silent.address]);
  await expect(app.workbench.session).toContainText('Connecting');
  await expect.poll(() => silent.acceptedCount).toBeGreaterThan(0);
  const before = silent.acceptedCount;
  await crash(app.electron, 'page');
  await expect.poll(() => readIn(app.electron, 'page', shownIn.session)).toContain('Connecting');
  await expect.poll(() => silent.acceptedCount).toBeGreaterThan(before);
  await silent.close();
});

test('a strip whose process crashes comes back', async ({ launch, expectedProblems }) => {
  expectedProblems.push(/crash/i);
  const app = await launch();
  await app.workbench.expectStart();
  await findStrip(app.electron);
  await crash(app.electron, 'strip');
  const countTabs = () =>
    readIn(app.electron, 'strip', `document.querySelectorAll('[role=tab]').length`);
  await expect.poll(countTabs).toBe(1);
});
