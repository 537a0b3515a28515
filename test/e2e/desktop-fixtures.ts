import { join } from 'node:path';
import { test as base, expect } from './fixtures.ts';
import { startDesktop, type Desktop } from './support/desktop.ts';

interface DesktopFixtures {
  /** A session bus of the test's own, with a keychain and a notification service. */
  readonly desktop: Desktop;
}

export const test = base.extend<DesktopFixtures>({
  desktop: async ({ tempDir }, use) => {
    const desktop = await startDesktop({ folder: join(tempDir, 'desktop') });
    await use(desktop);
    await desktop.end();
  },
});

export { expect };
