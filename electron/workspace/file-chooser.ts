/** Asks the user for a file; the renderer never names one. */
export interface FileChooser {
  /** @returns the file to be written, which may exist; null when the user has changed their mind. */
  chooseSave(suggestion: FileSuggestion): Promise<string | null>;
  /** @returns the file to be read, or null. */
  chooseOpen(type: FileType): Promise<string | null>;
}

export interface FileType {
  /** As the user reads it. */
  readonly name: string;
  /** Without the dot. */
  readonly extensions: readonly string[];
}

export interface FileSuggestion {
  readonly fileName: string;
  readonly type: FileType;
}
