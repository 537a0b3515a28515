import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './select.module.css';

export interface SelectItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

export interface SelectProps<Id extends string> {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly items: readonly SelectItem<Id>[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
  readonly description?: string | undefined;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/**
 * A choice of one among few. The platform's own element on purpose: it is a `combobox` to assistive tools, has
 * type-ahead, and its list is not clipped by a small window.
 */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, isLabelHidden, items, value, onChange, description, isDisabled, className } =
    props;
  const id = useId();
  const descriptionId = `${id}-description`;
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={styles.control}>
        <select
          id={id}
          className={styles.select}
          value={value}
          disabled={isDisabled}
          {...(description !== undefined && { 'aria-describedby': descriptionId })}
          onChange={(event) => {
            const chosen = items.find((item) => item.id === event.target.value);
            if (chosen) onChange(chosen.id);
          }}
        >
          {items.map((item) => (
            <option key={item.id} value={item.id}>
              {item.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className={styles.arrow} />
      </div>
      {description !== undefined && (
        <div id={descriptionId} className={styles.description}>
          {description}
        </div>
      )}
    </div>
  );
}
