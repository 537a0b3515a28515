import type { ElectronApplication } from '@playwright/test';

/** The first page, or the strip of the first window. */
export type Renderer = 'page' | 'strip';

const documents: Readonly<Record<Renderer, string>> = {
  page: '/index.html',
  strip: '/strip.html',
};

/**
 * Crashes a renderer, and has the one that is loaded in its place go on: each new process waits for the driver, whose
 * own page object does not outlive the crash.
 */
export function crash(electron: ElectronApplication, renderer: Renderer): Promise<void> {
  return electron.evaluate(async ({ webContents }, document) => {
    const all = webContents.getAllWebContents().filter((each) => each.getURL().endsWith(document));
    const [first] = all.sort((one, other) => one.id - other.id);
    if (!first) throw new Error(`nothing shows ${document}`);
    const reloads = new Promise((resolve) => first.once('did-start-navigation', resolve));
    first.forcefullyCrashRenderer();
    await reloads;
    first.debugger.attach();
    await first.debugger.sendCommand('Runtime.runIfWaitingForDebugger');
    first.debugger.detach();
  }, documents[renderer]);
}

/**
 * Reads in a renderer that the driver has lost by a crash.
 * @param expression of the page's own language
 * @returns its value, null while there is no process
 */
export function readIn(
  electron: ElectronApplication,
  renderer: Renderer,
  expression: string,
): Promise<unknown> {
  return electron.evaluate(
    async ({ webContents }, [document, expression]) => {
      const all = webContents
        .getAllWebContents()
        .filter((each) => each.getURL().endsWith(document));
      const [first] = all.sort((one, other) => one.id - other.id);
      if (!first || first.isCrashed()) return null;
      return (await first.executeJavaScript(expression)) as unknown;
    },
    [documents[renderer], expression] as const,
  );
}

/** Expressions for `readIn`. */
export const shownIn = {
  session: `document.querySelector('[role=status][aria-label=Session]')?.textContent ?? ''`,
  path: `document.querySelector('input[aria-label=Path]')?.value ?? ''`,
  alerts: `[...document.querySelectorAll('[role=alert]')].map((each) => each.textContent).join()`,
} as const;
