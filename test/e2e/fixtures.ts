import { join } from 'node:path';
import { test as base, expect, type TestInfo } from '@playwright/test';
import { ProcessKeeper } from '../../build/lib/process-keeper.ts';
import { startVirtualDisplay } from '../../build/lib/virtual-display.ts';
import { startZooKeeper, type RunningZooKeeper } from '../../build/lib/zookeeper-server.ts';
import { openChroot, type TestChroot } from '../fixtures/chroot.ts';
import { startOtherClient, type OtherClient } from '../fixtures/other-client.ts';
import { Workbench } from './pages/workbench.ts';
import type { App } from './support/app.ts';
import { launchApp } from './support/electron-app.ts';
import { readRuntime, type Runtime } from './support/runtime.ts';
import { runToEnd } from './support/run-to-end.ts';
import { SharedApp } from './support/shared-app.ts';
import { makeTempDir, removeDir } from './support/temp-dir.ts';

export interface LaunchOptions {
  /** Where it keeps its state; the test's own folder when absent. */
  readonly userDataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Leaves the language to the settings and the system. */
  readonly withoutLanguage?: boolean;
}

interface TestFixtures {
  /** A folder that is removed after the test. */
  readonly tempDir: string;
  readonly userDataDir: string;
  /** The test's own part of the server. */
  readonly znodes: TestChroot;
  /** Somebody else, who works in that part with a session of their own. */
  readonly other: OtherClient;
  /** Errors on the window's console that a test causes on purpose are added here. */
  readonly expectedProblems: RegExp[];
  /** Starts an application with these arguments. It is closed after the test. */
  readonly launch: (args?: readonly string[], options?: LaunchOptions) => Promise<App>;
  /** Starts the application once more in the test's own folder, without a driver, and waits until it has ended. */
  readonly startAgain: (args?: readonly string[]) => ReturnType<typeof runToEnd>;
  /** Whether `app` is started for this test alone: for tests that change settings or the window itself. */
  readonly ownApp: boolean;
  /** An application that shows the test's own part of the server. */
  readonly app: App;
  readonly workbench: Workbench;
}

interface WorkerFixtures {
  /** A display that no other worker uses. */
  readonly display: null;
  readonly runtime: Runtime;
  /** One standalone server for all tests that do not stop or freeze it. */
  readonly server: RunningZooKeeper;
  readonly everywhere: OtherClient;
  /** One application for all tests that only need a connected window. */
  readonly sharedApp: SharedApp;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  display: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures out of the pattern.
    async ({}, use) => {
      const keeper = new ProcessKeeper();
      if (process.platform === 'linux') {
        process.env.DISPLAY = await startVirtualDisplay(keeper, '1920x1200');
      }
      await use(null);
      await keeper.end();
    },
    { scope: 'worker', auto: true },
  ],

  runtime: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      await use(readRuntime());
    },
    { scope: 'worker' },
  ],

  server: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const dataDir = await makeTempDir();
      const server = await startZooKeeper({ dataDir });
      await use(server);
      await server.kill();
      await removeDir(dataDir);
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  everywhere: [
    async ({ server }, use) => {
      const other = await startOtherClient(server.connectString);
      await use(other);
      await other.crash();
    },
    { scope: 'worker' },
  ],

  // eslint-disable-next-line no-empty-pattern -- as above
  tempDir: async ({}, use) => {
    const folder = await makeTempDir();
    await use(folder);
    await removeDir(folder);
  },

  userDataDir: async ({ tempDir }, use) => {
    await use(join(tempDir, 'user-data'));
  },

  znodes: async ({ server, everywhere }, use, testInfo) => {
    const chroot = `/e2e-${testInfo.testId}-${String(testInfo.repeatEachIndex)}`;
    await everywhere.create(chroot);
    await use(openChroot(server.connectString, chroot, everywhere));
  },

  other: async ({ znodes }, use) => {
    await use(znodes.other);
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  expectedProblems: async ({}, use) => {
    await use([]);
  },

  launch: async ({ runtime, userDataDir, expectedProblems }, use, testInfo) => {
    const apps: App[] = [];
    await use(async (args = [], { withoutLanguage, ...options } = {}) => {
      const language = args.includes('--lang') || withoutLanguage ? [] : ['--lang', 'en'];
      const running = await launchApp(runtime, {
        userDataDir,
        args: [...language, ...args],
        ...options,
      });
      const app = { ...running, workbench: new Workbench(running.page) };
      apps.push(app);
      return app;
    });
    if (testInfo.status !== testInfo.expectedStatus) await attachEvidence(apps, testInfo);
    await Promise.all(apps.map((app) => app.close()));
    expectNoProblems(apps, expectedProblems);
  },

  startAgain: async ({ runtime, userDataDir }, use) => {
    await use((args = []) => runToEnd(runtime, [`--user-data-dir=${userDataDir}`, ...args]));
  },

  sharedApp: [
    async ({ runtime }, use) => {
      const shared = new SharedApp(runtime);
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],

  ownApp: [false, { option: true }],

  app: async ({ ownApp, sharedApp, launch, znodes, expectedProblems }, use, testInfo) => {
    if (ownApp) {
      const app = await launch(['--connect', znodes.connectString]);
      await app.workbench.expectConnected();
      await use(app);
      return;
    }
    const app = await sharedApp.connect(znodes.connectString);
    await use(app);
    if (testInfo.status !== testInfo.expectedStatus) {
      await attachEvidence([app], testInfo);
      await sharedApp.close();
    }
    expectNoProblems([app], expectedProblems);
  },

  // Instead of Playwright's own, which would start a browser.
  page: async ({ app }, use) => {
    await use(app.page);
  },

  workbench: async ({ app }, use) => {
    await use(app.workbench);
  },
});

export { expect };

function expectNoProblems(apps: readonly App[], expected: readonly RegExp[]): void {
  const problems = apps
    .flatMap((app) => app.problems)
    .filter((problem) => !expected.some((pattern) => pattern.test(problem)));
  expect(problems, 'errors in the window').toEqual([]);
}

/** Keeps what helps to understand a failure: what each window showed and what each application said. */
async function attachEvidence(apps: readonly App[], testInfo: TestInfo): Promise<void> {
  for (const [index, app] of apps.entries()) {
    const name = `application-${String(index + 1)}`;
    await testInfo.attach(`${name}.log`, { body: app.log.join('\n') });
    if (app.page.isClosed()) continue;
    try {
      const body = await app.page.screenshot({ timeout: 5_000 });
      await testInfo.attach(`${name}.png`, { body, contentType: 'image/png' });
    } catch (error) {
      // A window that hangs cannot be photographed, which is worth knowing.
      await testInfo.attach(`${name}.no-picture.txt`, { body: String(error) });
    }
  }
}
