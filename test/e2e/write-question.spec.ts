import { expect, test } from './fixtures.ts';
import { openTab } from './pages/tab-strip.ts';
import type { Workbench } from './pages/workbench.ts';

async function connectReadOnly({ connect, session }: Workbench, target: string): Promise<void> {
  await connect.connectString.fill(target);
  await connect.readOnly.check();
  await connect.connect.click();
  await expect(session).toContainText(/read-only/i);
}

async function askToWrite({ connect }: Workbench, target: string): Promise<void> {
  await connect.connectString.fill(target);
  await connect.readOnly.uncheck();
  await connect.connect.click();
}

test('a connection that was read-only asks before it writes', async ({ launch, znodes }) => {
  const first = await launch();
  await connectReadOnly(first.workbench, znodes.connectString);
  await first.close();

  const { workbench, electron } = await launch();
  await electron.evaluate(({ dialog }) => {
    // Answers as the button that has the focus.
    dialog.showMessageBox = (...given: unknown[]) => {
      const options = given.at(-1) as { message: string; defaultId: number };
      process.env.TREEKEEPER_ASKED = options.message;
      return Promise.resolve({ response: options.defaultId, checkboxChecked: false });
    };
  });
  await askToWrite(workbench, znodes.connectString);
  await expect(workbench.session).toContainText(/read-only/i);
  expect(await electron.evaluate(() => process.env.TREEKEEPER_ASKED)).toContain('Allow writing');
});

test('the question stands over the window of the tab that asks, and ends with that tab', async ({
  launch,
  znodes,
}) => {
  const app = await launch();
  await connectReadOnly(app.workbench, znodes.connectString);
  const beside = await openTab(app, app.page, 'Control+Shift+n');
  await beside.expectStart();
  const asking = await openTab(app, beside.page);
  await asking.expectStart();
  const ids = await app.electron.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = (...given: unknown[]) => {
      const { signal } = given.at(-1) as { signal: AbortSignal };
      const over = given.length > 1 ? (given[0] as { id: number }).id : null;
      process.env.TREEKEEPER_ASKED = JSON.stringify({ over, isEnded: false });
      // As the real one: it is closed by its signal, which counts as Cancel.
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          process.env.TREEKEEPER_ASKED = JSON.stringify({ over, isEnded: true });
          resolve({ response: 0, checkboxChecked: false });
        });
      });
    };
    const windows = BrowserWindow.getAllWindows().sort((one, other) => one.id - other.id);
    windows[0]?.focus();
    return windows.map(({ id }) => id);
  });
  const asked = () =>
    app.electron.evaluate(() => JSON.parse(process.env.TREEKEEPER_ASKED ?? 'null') as unknown);
  await askToWrite(asking, znodes.connectString);
  await expect.poll(asked).toEqual({ over: ids[1], isEnded: false });
  const closed = asking.page.waitForEvent('close');
  await asking.page.evaluate(() => {
    void window.treekeeper.calls['page.runTabCommand']({ command: { kind: 'closeTab' } });
  });
  await closed;
  await expect.poll(asked).toEqual({ over: ids[1], isEnded: true });
});
