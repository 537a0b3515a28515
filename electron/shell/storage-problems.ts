import { basename } from 'node:path';
import type { StorageProblemNotice } from '../../shared/contract/topics.ts';
import type { ReportProblem } from '../storage/storage-problem.ts';
import type { Log } from './log.ts';

/**
 * Handles problems with the application's own files. All go to the log, leaving out what a file holds, since drafts
 * are node data. The user is shown what cannot be written, because it is lost when the application ends, files
 * that were set aside, because what they held is missing, and histories that end or can no longer be read.
 * @param show shows the user a problem
 */
export function reportStorageProblems(
  log: Pick<Log, 'error'>,
  show: (problem: StorageProblemNotice) => void,
): ReportProblem {
  return (problem) => {
    const file = basename(problem.file);
    log.error(
      problem.kind === 'corrupt'
        ? `${file} could not be understood and was set aside as ${basename(problem.setAsideAs)}.`
        : `${file}: ${problem.kind}: ${problem.reason}`,
    );
    switch (problem.kind) {
      case 'corrupt':
        show({ kind: problem.kind, file: problem.file, reason: problem.setAsideAs });
        break;
      case 'writeFailed':
      case 'historyStopped':
      case 'historyKeyLost':
        show({ kind: problem.kind, file: problem.file, reason: problem.reason });
        break;
      case 'readFailed':
      case 'historyIncomplete':
        break;
    }
  };
}
