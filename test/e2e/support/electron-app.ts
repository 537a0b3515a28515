import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { Runtime } from './runtime.ts';

/** A running application with its window, and what it said. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Everything printed by the main process and on the window's console. */
  readonly log: readonly string[];
  /** Uncaught errors and console errors of the window: a test that causes one fails. */
  readonly problems: readonly string[];
  forgetProblems(): void;
  /** Closes the window as a user does, and ends by force what is then still there. */
  close(): Promise<void>;
  /** Pastes text where the focus is: the way by which much of it comes. */
  paste(text: string): Promise<void>;
  /** Gives the window's content this size and waits until the page has it. */
  resize(width: number, height: number): Promise<void>;
  /** Ends it and its helper processes at once, as a power failure would. */
  kill(): void;
  /** Resolves when the main process has ended. */
  readonly ended: Promise<void>;
}

export interface LaunchOptions {
  readonly userDataDir: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How long an application may take to end in order before its process group is killed. */
const closeDeadlineMs = 5_000;

/** Starts the application and waits until its window has a document. */
export async function launchApp(runtime: Runtime, options: LaunchOptions): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [...runtime.args, `--user-data-dir=${options.userDataDir}`, ...(options.args ?? [])],
    env: { ...inheritedEnvironment(), ...options.env },
    timeout: 30_000,
  });
  const child = electron.process();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const log: string[] = [];
  const problems: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => log.push(text.trimEnd()));
  }
  electron.on('window', (window) => {
    window.on('console', (message) => {
      log.push(`[window ${message.type()}] ${message.text()}`);
      if (message.type() === 'error') problems.push(message.text());
    });
    window.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  });
  const kill = () => {
    killGroup(child.pid);
  };
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = Promise.all([electron.close(), ended]);
    const inTime = await Promise.race([closed.then(() => true), deadline(closeDeadlineMs)]);
    // A hung Electron would keep the output pipe open, and with it the whole test run.
    if (!inTime) kill();
  };
  try {
    const page = await electron.firstWindow();
    const resize = async (width: number, height: number) => {
      // The menu takes its part of the window's height when the window comes up.
      await expect
        .poll(() =>
          electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
        )
        .toBe(true);
      await electron.evaluate(
        ({ BrowserWindow }, [width, height]) => {
          const [window] = BrowserWindow.getAllWindows();
          const [page] = window?.contentView.children ?? [];
          // The page is what the window leaves below its tab strip.
          window?.setContentSize(width, height + (page?.getBounds().y ?? 0));
        },
        [width, height] as const,
      );
      await page.waitForFunction((size) => innerWidth === size[0] && innerHeight === size[1], [
        width,
        height,
      ] as const);
    };
    const paste = async (text: string) => {
      await electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
      await page.keyboard.press('ControlOrMeta+V');
    };
    const forgetProblems = () => {
      problems.length = 0;
    };
    return { electron, page, log, problems, forgetProblems, close, paste, resize, kill, ended };
  } catch (error) {
    await close();
    throw new Error(`No window was opened. The application said:\n${log.join('\n')}`, {
      cause: error,
    });
  }
}

function inheritedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

function deadline(ms: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, ms).unref();
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    // Playwright starts Electron as the leader of a process group of its own.
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
