import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { readState } from './support/read-state.ts';
import { runToEnd } from './support/run-to-end.ts';

/** @returns the process that holds Chromium's lock on a folder; null when none does. */
async function findHolder(userDataDir: string): Promise<number | null> {
  try {
    return Number((await readlink(join(userDataDir, 'SingletonLock'))).split('-').at(-1));
  } catch {
    return null;
  }
}

test('a start while the application ends opens it again after that', async ({
  launch,
  runtime,
  userDataDir,
  znodes,
}) => {
  const app = await launch();
  await app.workbench.expectStart();
  const first = await findHolder(userDataDir);
  // However slow this machine is, the second start comes before the end.
  await app.electron.evaluate(({ app }) => {
    let isHandedOver = false;
    app.on('will-quit', (event) => {
      if (!isHandedOver) event.preventDefault();
    });
    app.once('second-instance', () => {
      isHandedOver = true;
      // Not within the event, which is answered only after it.
      setImmediate(() => app.quit());
    });
  });
  // The page may be gone before the key is up again.
  await app.page.keyboard.press('Control+w').catch(() => undefined);
  const asked = [`--user-data-dir=${userDataDir}`, '--connect', znodes.connectString];
  // Nobody drives what is started again, so that it must not wait for a driver.
  const preload = runtime.args.indexOf('-r');
  const own = runtime.args.filter(
    (_, at) => preload === -1 || (at !== preload && at !== preload + 1),
  );
  expect((await runToEnd({ ...runtime, args: own }, asked)).code).toBe(0);
  await app.ended;
  try {
    await expect.poll(() => readState(join(userDataDir, 'profiles'))).toContain(znodes.chroot);
  } finally {
    const again = await findHolder(userDataDir);
    if (again !== null && again !== first) process.kill(again);
    await expect.poll(() => findHolder(userDataDir)).toBeNull();
  }
});
