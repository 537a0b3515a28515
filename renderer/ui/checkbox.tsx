import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * The platform's own element lies unseen over the box that is drawn, so that whatever points at the checkbox, an
 * assistive tool too, hits it and not a picture of it.
 */
export function Checkbox(props: CheckboxProps) {
  const { isSelected, onChange, isDisabled, autoFocus, className, children } = props;
  return (
    <label className={classNames(styles.checkbox, className)}>
      <span className={styles.box}>
        <input
          type="checkbox"
          className={styles.input}
          checked={isSelected}
          disabled={isDisabled}
          autoFocus={autoFocus}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className={styles.mark} aria-hidden>
          <Check strokeWidth={3} />
        </span>
      </span>
      {children}
    </label>
  );
}
