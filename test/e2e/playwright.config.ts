import { defineConfig } from '@playwright/test';

/** One worker: every test drives a whole application, and the machines that run this have two cores. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  // A session bus, a keychain and a notification service of a test's own can be had on Linux alone.
  testIgnore: process.platform === 'linux' ? [] : 'desktop-*.spec.ts',
  outputDir: '../../test-results/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
});
