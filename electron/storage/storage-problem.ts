/** Something that went wrong with a file; the application goes on. */
export type StorageProblem =
  /** A file could not be understood: it was renamed to `setAsideAs`, and the defaults are used. */
  | {
      readonly kind: 'corrupt';
      readonly file: string;
      readonly setAsideAs: string;
      readonly reason: string;
    }
  /**
   * A file is there and could not be read this time: what it holds is missing until a start that can. It is never
   * written over.
   */
  | { readonly kind: 'unread'; readonly file: string; readonly reason: string }
  /** Such a file was renamed to `setAsideAs`, because another value was to be written in its place. */
  | {
      readonly kind: 'unreadSetAside';
      readonly file: string;
      readonly setAsideAs: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'readFailed' | 'writeFailed';
      readonly file: string;
      readonly reason: string;
    }
  /** The keychain no longer turns a key back: what is kept under it cannot be read, and a new key is used. */
  | {
      readonly kind: 'historyKeyLost';
      readonly file: string;
      readonly setAsideAs: string;
      readonly reason: string;
    }
  /** A history could not be written and is not kept any further; what is kept already stays. */
  | { readonly kind: 'historyStopped'; readonly file: string; readonly reason: string }
  /** A part of a history is missing that was kept once. */
  | { readonly kind: 'historyIncomplete'; readonly file: string; readonly reason: string };

export type ReportProblem = (problem: StorageProblem) => void;
