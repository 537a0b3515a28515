import { app } from 'electron';
import type { Log } from './log.ts';

/** How long the end of the application waits for a server that does not answer the close of its session. */
const patienceMs = 3_000;

/**
 * Ends the application with its last window, but not before what belongs to the windows has ended too.
 * @param ended settles when all sessions are closed and everything is written; asked for once, at the end
 */
export function quitAfter(ended: () => Promise<void>, log: Log): void {
  let settled = false;
  let isEnding = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  // The last moment at which quitting can be put off, whichever way it began; all windows are closed by then.
  app.on('will-quit', (event) => {
    if (settled) return;
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    const end = ended().catch((error: unknown) => {
      log.incident(error, 'the end of the windows');
    });
    void waitFor(end, log).then(() => {
      settled = true;
      app.quit();
    });
  });
}

async function waitFor(end: Promise<void>, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      log.warn('The session did not end in time; the application ends without it.');
      resolve();
    }, patienceMs);
  });
  await Promise.race([end, patience]);
  clearTimeout(timer);
}
