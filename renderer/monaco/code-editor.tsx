import { lazy, Suspense } from 'react';
import type { TextLanguage } from '../../shared/value/detect-language.ts';
import styles from './editor.module.css';
import { loadMonaco } from './load-monaco.ts';

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
  /** Called with what the user typed, lines ended by a line feed. */
  readonly onChange?: (text: string) => void;
  readonly onBlur?: () => void;
}

/** A window onto a text shows this many characters before the editor itself is there. */
const previewLength = 20_000;

const MonacoCodeEditor = lazy(async () => {
  const { MonacoCodeEditor: component } = await loadMonaco();
  return { default: component };
});

/** The editor for text data. Monaco is loaded when the first one is shown. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<pre className={styles.preview}>{props.text.slice(0, previewLength)}</pre>}>
      <MonacoCodeEditor {...props} />
    </Suspense>
  );
}
