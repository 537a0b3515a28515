import type { ChangeValue } from '../../shared/model/change.ts';
import { detectLanguage } from '../../shared/value/detect-language.ts';
import { ComparedTexts } from './compared-texts.tsx';
import type { ShownSide } from './shown-value.ts';
import styles from './value-diff.module.css';

export interface ValueDiffProps {
  /** The accessible name of the comparison. */
  readonly label: string;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
  /** The two as `showSides` answers. */
  readonly shown: readonly [ShownSide, ShownSide];
}

/** Two values side by side; where one is not known, the other alone. */
export function ValueDiff({ label, before, after, shown }: ValueDiffProps) {
  const [shownBefore, shownAfter] = shown;
  const isOneSided = before.kind === 'unknown' || after.kind === 'unknown';
  const known = before.kind === 'unknown' ? shownAfter : shownBefore;
  const text = shownAfter.text === '' ? shownBefore.text : shownAfter.text;
  return (
    <div className={styles.values}>
      {isOneSided ? (
        <pre className={styles.value}>{known.text}</pre>
      ) : (
        <ComparedTexts
          label={label}
          original={shownBefore.text}
          modified={shownAfter.text}
          isWrapped={!shownBefore.isHex}
          language={shownBefore.isHex ? 'text' : detectLanguage(text)}
        />
      )}
    </div>
  );
}
