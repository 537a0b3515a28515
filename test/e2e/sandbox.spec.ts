import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { launchApp } from './support/electron-app.ts';
import type { Runtime } from './support/runtime.ts';

/**
 * Chromium's sandbox does not start as root, who may be running the tests: in a user namespace of its own the
 * application is somebody else.
 */
async function asAnotherUser(runtime: Runtime, folder: string): Promise<Runtime> {
  if (process.getuid?.() !== 0) return runtime;
  const executable = join(folder, 'electron-as-user');
  // Playwright adds the argument for root, which the application is not any more.
  const withoutFlag = 'for each; do shift; [ "$each" = --no-sandbox ] || set -- "$@" "$each"; done';
  const command = `exec unshare --user --map-user=1000 --map-group=1000 '${runtime.executable}' "$@"`;
  await writeFile(executable, `#!/bin/sh\n${withoutFlag}\n${command}\n`);
  await chmod(executable, 0o755);
  return { executable, args: runtime.args.filter((arg) => arg !== '--no-sandbox') };
}

test('no page can be made outside the sandbox, whatever its window asks for', async ({
  runtime,
  tempDir,
  userDataDir,
}) => {
  const app = await launchApp(await asAnotherUser(runtime, tempDir), { userDataDir });
  const hasNode = await app.electron.evaluate(async ({ app: main, BrowserWindow }) => {
    if (main.commandLine.hasSwitch('no-sandbox')) throw new Error('it runs without the sandbox');
    const webPreferences = { sandbox: false, nodeIntegration: true, contextIsolation: false };
    const window = new BrowserWindow({ show: false, webPreferences });
    await window.loadURL('about:blank');
    const found: unknown = await window.webContents.executeJavaScript('typeof require');
    window.destroy();
    return found;
  });
  expect(hasNode).toBe('undefined');
  await app.close();
});
