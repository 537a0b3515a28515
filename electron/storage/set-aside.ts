import { rename } from 'node:fs/promises';
import { isMissing, reasonOf } from './file-error.ts';
import type { ReportProblem, StorageProblem } from './storage-problem.ts';

/** What is wrong with a file that is set aside, and how its new name ends. */
const marks = {
  corrupt: 'corrupt',
  historyKeyLost: 'lost',
  unreadSetAside: 'unread',
} as const satisfies Partial<Record<StorageProblem['kind'], string>>;

export interface SetAsideOptions {
  readonly report: ReportProblem;
  /** Milliseconds since the epoch; part of the new name. */
  readonly clock: () => number;
}

/**
 * Gives a file that cannot be used another name, so that nothing is lost and nobody meets it again, and reports it.
 * One that is gone meanwhile is nobody's problem; a failure is reported, not thrown.
 * @returns whether no such file stands in the way any more
 */
export async function setAside(
  file: string,
  kind: keyof typeof marks,
  cause: unknown,
  { report, clock }: SetAsideOptions,
): Promise<boolean> {
  const setAsideAs = `${file}.${marks[kind]}-${String(clock())}`;
  try {
    await rename(file, setAsideAs);
    report({ kind, file, setAsideAs, reason: reasonOf(cause) });
    return true;
  } catch (error) {
    if (isMissing(error)) return true;
    report({ kind: 'readFailed', file, reason: reasonOf(error) });
    return false;
  }
}
