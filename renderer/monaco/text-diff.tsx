import { lazy, Suspense } from 'react';
import type { TextLanguage } from '../../shared/value/detect-language.ts';
import styles from './editor.module.css';
import { loadMonaco } from './load-monaco.ts';

export interface TextDiffProps {
  /** The accessible name of the comparison. */
  readonly label: string;
  readonly original: string;
  readonly modified: string;
  readonly language: TextLanguage;
  /** Whether long lines are broken; not where columns have a meaning. */
  readonly isWrapped?: boolean;
}

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
