import { basename, dirname } from 'node:path';
import type { StorageProblemNotice } from '../../shared/contract/topics.ts';
import type { ReportProblem } from '../storage/storage-problem.ts';
import type { Log } from './log.ts';

const mishaps = {
  corrupt: 'could not be understood',
  unreadSetAside: 'could not be read',
} as const;

/**
 * Handles problems with the application's own files. All go to the log, leaving out what a file holds, since drafts
 * are node data. The user is shown what cannot be written, because it is lost when the application ends, files
 * that could not be read or were set aside, because what they held is missing, and histories that end, of which something
 * is missing, or that can no longer be read.
 * @param show shows the user a problem
 */
export function reportStorageProblems(
  log: Pick<Log, 'error'>,
  show: (problem: StorageProblemNotice) => void,
): ReportProblem {
  return (problem) => {
    const file = basename(problem.file);
    log.error(
      problem.kind === 'corrupt' || problem.kind === 'unreadSetAside'
        ? `${file} ${mishaps[problem.kind]} and was set aside as ${basename(problem.setAsideAs)}.`
        : `${file}: ${problem.kind}: ${problem.reason}`,
    );
    switch (problem.kind) {
      case 'unread':
      case 'historyIncomplete':
        // One sentence for all files of a folder: what is missing in one of them is missing for the same reason.
        show({ kind: problem.kind, file: dirname(problem.file), reason: problem.reason });
        break;
      case 'corrupt':
      case 'unreadSetAside':
        show({ kind: problem.kind, file: problem.file, reason: problem.setAsideAs });
        break;
      case 'writeFailed':
      case 'historyStopped':
      case 'historyKeyLost':
        show({ kind: problem.kind, file: problem.file, reason: problem.reason });
        break;
      case 'readFailed':
        break;
    }
  };
}
