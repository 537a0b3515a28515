import type { Log } from './log.ts';

/** How long the end of the application waits for a server, or a disk, that does not answer. */
const patienceMs = 3_000;

export interface ApplicationEnd {
  /** Interrupts what would go on without a window. Resolves when it has ended. */
  readonly interrupt: () => Promise<void>;
  /** Ends the sessions, and with them what the pages have handed over last. */
  readonly endSessions: () => Promise<void>;
  /** Writes what is not yet on disk; may be asked for more than once. */
  readonly write: () => Promise<void>;
}

/**
 * Ends what belongs to the windows. What runs is interrupted and what is known is written at once, beside the end of the
 * sessions, which a silent server may hold up until the patience is over; what came meanwhile is written after that.
 * Resolves when everything is written, or could not be in time; never rejects.
 */
export async function endInOrder(
  { interrupt, endSessions, write }: ApplicationEnd,
  log: Pick<Log, 'incident' | 'warn'>,
): Promise<void> {
  const survive = async (part: () => Promise<void>) => {
    try {
      await part();
    } catch (error) {
      log.incident(error, 'the end of the application');
    }
  };
  const ends = Promise.all([interrupt, write, endSessions].map(survive));
  if (!(await isInTime(ends))) {
    log.warn('The session did not end in time; the application ends without it.');
  }
  if (!(await isInTime(survive(write)))) {
    log.warn('Not everything was written in time; the application ends without it.');
  }
}

async function isInTime(end: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const inTime = await Promise.race([end.then(() => true), patience]);
  clearTimeout(timer);
  return inTime;
}
