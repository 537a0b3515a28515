import { app } from 'electron';

export interface QuitOptions {
  /** Quitting has begun: whatever is opened from now on would be closed again. */
  readonly onBegin: () => void;
  /** Resolves, and never rejects, when all sessions are closed and everything is written; asked for once, at the end. */
  readonly end: () => Promise<void>;
}

/** Ends the application with its last window, but not before what belongs to the windows has ended too. */
export function quitAfter({ onBegin, end }: QuitOptions): void {
  let settled = false;
  let isEnding = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('before-quit', onBegin);
  // The last moment at which quitting can be put off, whichever way it began; all windows are closed by then.
  app.on('will-quit', (event) => {
    if (settled) return;
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    void end().then(() => {
      settled = true;
      app.quit();
    });
  });
}
