import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './editor-props.ts';
import styles from './editor.module.css';
import { loadMonaco } from './load-monaco.ts';

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
