/** Something that went wrong with a file; the application goes on. */
export type StorageProblem =
  /** A file could not be understood: it was renamed to `setAsideAs`, and the defaults are used. */
  | {
      readonly kind: 'corrupt';
      readonly file: string;
      readonly setAsideAs: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'readFailed' | 'writeFailed';
      readonly file: string;
      readonly reason: string;
    };

export type ReportProblem = (problem: StorageProblem) => void;
