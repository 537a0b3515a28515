import { expect } from '@playwright/test';
import { Workbench } from '../pages/workbench.ts';
import type { App } from './app.ts';
import { launchApp } from './electron-app.ts';
import type { Runtime } from './runtime.ts';
import { makeTempDir, removeDir } from './temp-dir.ts';

/**
 * One application that one test after the other uses, each with a connection of its own: starting one takes longer
 * than most tests do. After a test that failed it is thrown away.
 */
export class SharedApp {
  readonly #runtime: Runtime;
  #app: App | undefined;
  #userDataDir: string | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** @returns the application, its window as after a start, connected to this part of a server. */
  async connect(connectString: string): Promise<App> {
    const app = this.#app ? await reset(this.#app) : await this.#launch();
    const { connect } = app.workbench;
    await connect.connectString.fill(connectString);
    await connect.connectString.press('Enter');
    await app.workbench.expectConnected();
    return app;
  }

  async close(): Promise<void> {
    await this.#app?.close();
    this.#app = undefined;
    if (this.#userDataDir !== undefined) await removeDir(this.#userDataDir);
  }

  async #launch(): Promise<App> {
    this.#userDataDir = await makeTempDir();
    const running = await launchApp(this.#runtime, {
      userDataDir: this.#userDataDir,
      args: ['--lang', 'en'],
    });
    this.#app = { ...running, workbench: new Workbench(running.page) };
    return this.#app;
  }
}

/** Ends the last test's connection and forgets what its window knew. */
async function reset(app: App): Promise<App> {
  const isForgotten = await app.page.evaluate(async () => {
    // The tab that the last test has chosen would be remembered.
    const { ok } = await window.treekeeper.calls['app.changeSettings']({
      panels: { 'view.node': {} },
    });
    return ok;
  });
  expect(isForgotten).toBe(true);
  const renewed = app.page.waitForEvent('domcontentloaded');
  await app.page.evaluate(() => void window.treekeeper.calls['session.disconnect'](undefined));
  await renewed;
  app.forgetProblems();
  return app;
}
