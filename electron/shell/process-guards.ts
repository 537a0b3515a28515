import type { Log } from './log.ts';

/**
 * Keeps a bug from ending the session: it is recorded, shown, and survived, because somebody's unsaved text may be
 * on the screen.
 * @param show shows the user the incident id
 */
export function surviveBugs(log: Log, show: (incident: string) => void): void {
  process.on('uncaughtException', (error) => {
    show(log.incident(error, 'the main process'));
  });
  process.on('unhandledRejection', (reason) => {
    show(log.incident(reason, 'a promise of the main process'));
  });
  // A terminal that has been closed must not turn each further line into an exception.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
