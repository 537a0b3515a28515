import { classNames } from './class-names.ts';
import styles from './middle-ellipsis.module.css';

export interface MiddleEllipsisProps {
  readonly text: string;
  /** Characters at the end that are never cut: for names, the end tells one from another. */
  readonly keepEnd?: number;
  readonly className?: string;
}

/** One line of text that is cut in the middle where it does not fit; the whole text shows on hover. */
export function MiddleEllipsis({ text, keepEnd = 8, className }: MiddleEllipsisProps) {
  // By code point, so that no character is torn apart.
  const characters = Array.from(text);
  const cut = characters.length > keepEnd * 2 ? characters.length - keepEnd : characters.length;
  return (
    <span className={classNames(styles.text, className)} title={text}>
      <span className={styles.start}>{characters.slice(0, cut).join('')}</span>
      {cut < characters.length && (
        <span className={styles.end}>{characters.slice(cut).join('')}</span>
      )}
    </span>
  );
}
