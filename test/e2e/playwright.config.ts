import { defineConfig } from '@playwright/test';

const isLinux = process.platform === 'linux';

/**
 * On Linux two workers, each with a virtual display of its own, so that none takes the focus or the clipboard from the
 * other; elsewhere there is one screen, hence one worker. The tests of a file take turns.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  // A session bus, a keychain and a notification service of a test's own can be had on Linux alone.
  testIgnore: isLinux ? [] : 'desktop-*.spec.ts',
  globalSetup: './support/build-once.ts',
  outputDir: '../../test-results/e2e',
  workers: isLinux ? 2 : 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
});
