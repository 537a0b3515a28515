import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { benchRuntime } from './application.ts';
import { askPage } from './page-debugger.ts';

/** React listens before it draws, so what is painted takes input. The connect string is focused when it is there. */
const whenInteractive = `new Promise((resolve) => {
  const painted = new PerformanceObserver((list) => {
    if (!document.querySelector('input:focus')) return;
    resolve(performance.timeOrigin + list.getEntries().at(-1).startTime);
  });
  painted.observe({ type: 'largest-contentful-paint', buffered: true });
})`;

/**
 * Starts the application as a user does, not through a driver, and asks its page afterwards when it was ready.
 * @returns milliseconds from the start of the process to the frame with the connect screen.
 */
export async function measureStart(userDataDir: string): Promise<number> {
  const { executable, args } = benchRuntime();
  const startedAt = Date.now();
  const child = spawn(
    executable,
    [...args, '--remote-debugging-port=0', `--user-data-dir=${userDataDir}`, '--lang', 'en'],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    return (await askPage(await readDebuggingPort(child), whenInteractive)) - startedAt;
  } finally {
    // The main process ends the others in order, and writes what Chromium wants to keep.
    child.kill('SIGTERM');
    await ended;
  }
}

function readDebuggingPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The application ended with ${String(code)}.`));
    });
    if (!child.stderr) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}
