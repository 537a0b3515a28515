/** How often the parent is looked at; the system notifies nobody when a parent ends. */
const LOOK_EVERY_MS = 500;

/**
 * Calls `end` once, with the exit code to leave with, on Ctrl+C, on a request to end, and when npm, which started
 * this script, is gone: whoever kills npm means the script.
 */
export function onEndRequested(end: (exitCode: number) => void): void {
  let requested = false;
  const request = (exitCode: number) => {
    if (requested) return;
    requested = true;
    end(exitCode);
  };
  // 128 + the signal's number, as shells count.
  process.on('SIGINT', () => request(130));
  process.on('SIGTERM', () => request(143));
  process.on('SIGHUP', () => request(129));
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) request(143);
  }, LOOK_EVERY_MS).unref();
}
