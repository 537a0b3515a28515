import { lazy, Suspense } from 'react';
import type { TextDiffProps } from './editor-props.ts';
import styles from './editor.module.css';
import { loadMonaco } from './load-monaco.ts';

const MonacoTextDiff = lazy(async () => {
  const { MonacoTextDiff: component } = await loadMonaco();
  return { default: component };
});

/** Two texts side by side, one above the other where it is narrow; read-only. */
export function TextDiff(props: TextDiffProps) {
  return (
    <div role="group" aria-label={props.label} className={styles.host}>
      <Suspense fallback={<div className={styles.preview} />}>
        <MonacoTextDiff {...props} />
      </Suspense>
    </div>
  );
}
