import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchApp, type RunningApp } from '../../e2e/support/electron-app.ts';
import { readRuntime, type Runtime } from '../../e2e/support/runtime.ts';
import { Workbench } from '../../e2e/pages/workbench.ts';
import { installObserver } from './observe.ts';

export interface MeasuredApp extends RunningApp {
  readonly workbench: Workbench;
}

let runtime: Runtime | undefined;

/** Asked for once: the answer stays the same while the benchmarks run. */
export function benchRuntime(): Runtime {
  return (runtime ??= readRuntime());
}

/**
 * Starts the application with measuring instruments in its page, and closes it afterwards.
 * @param args appended to the command line.
 */
export async function withApplication<T>(
  args: readonly string[],
  measure: (app: MeasuredApp) => Promise<T>,
): Promise<T> {
  return withUserData(async (userDataDir) => {
    const app = await launchApp(benchRuntime(), { userDataDir, args: ['--lang', 'en', ...args] });
    try {
      await app.page.waitForLoadState();
      await installObserver(app.page);
      return await measure({ ...app, workbench: new Workbench(app.page) });
    } finally {
      await app.close();
    }
  });
}

/** Gives a folder for the application's state that is gone afterwards. */
export async function withUserData<T>(use: (userDataDir: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
