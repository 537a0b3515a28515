import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import styles from './progress.module.css';

export interface SpinnerProps {
  /** What is being waited for; leave it out where the text beside it already says so. */
  readonly label?: string;
}

/** A small ring for waits of unknown length. It shows only after 150 ms, so that quick answers do not flicker. */
export function Spinner({ label }: SpinnerProps) {
  if (label === undefined) return <span className={styles.spinner} aria-hidden />;
  return <span className={styles.spinner} role="img" aria-label={label} />;
}

export interface ProgressBarProps {
  /** Says the work. */
  readonly label: string;
  readonly value: number;
  /** Absent while the end is not known. */
  readonly max?: number | undefined;
  /** The numbers in words, shown at the end of the bar. */
  readonly valueText?: string;
}

export function ProgressBar({ label, value, max, valueText }: ProgressBarProps) {
  const isIndeterminate = max === undefined || max === 0;
  return (
    <AriaProgressBar
      aria-label={label}
      value={value}
      maxValue={isIndeterminate ? 100 : max}
      isIndeterminate={isIndeterminate}
      {...(valueText !== undefined && { valueLabel: valueText })}
      className={styles.progress ?? ''}
    >
      {({ percentage }) => (
        <>
          <div className={styles.text}>
            <span>{label}</span>
            <span className={styles.value}>{valueText}</span>
          </div>
          <div className={styles.track}>
            <div
              className={isIndeterminate ? styles.unknown : styles.fill}
              style={isIndeterminate ? undefined : { width: `${String(percentage ?? 0)}%` }}
            />
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}
