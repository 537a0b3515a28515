import type { TextLanguage } from '../../shared/value/detect-language.ts';

export interface CodeEditorProps {
  /** The accessible name. */
  readonly label: string;
  /** Documents with the same id share undo history, cursor and scroll. */
  readonly documentId: string;
  /** The text, lines ended by a line feed. A change from outside keeps cursor and scroll. */
  readonly text: string;
  readonly language: TextLanguage;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
  /** Says how to leave the editor by keyboard. */
  readonly hint: string;
  /**
   * Called at each change the user makes. `read` gives the whole text, lines ended by a line feed; it takes time by the
   * length of the text, so it is for the pauses between keys.
   */
  readonly onChange?: (read: () => string) => void;
  readonly onBlur?: () => void;
  /** Sets the text on lines of its own; absent where there is no such way. */
  readonly onFormat?: (() => void) | undefined;
}

export interface TextDiffProps {
  /** The accessible name of the comparison. */
  readonly label: string;
  readonly original: string;
  readonly modified: string;
  readonly language: TextLanguage;
  /** Whether long lines are broken; not where columns have a meaning. */
  readonly isWrapped?: boolean;
}
