import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { Button, FieldError, Input, SearchField as AriaSearchField } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './search-field.module.css';

export interface SearchFieldProps {
  /** The accessible name, also the placeholder. */
  readonly label: string;
  readonly value: string;
  /** Escape and the clear button give the empty string. */
  readonly onChange: (value: string) => void;
  /** Said at the end of the field, for example how much was found. */
  readonly note?: string | undefined;
  /** One sentence, which lies over what is below; the field counts as invalid while it is there. */
  readonly error?: string | undefined;
  readonly className?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

export function SearchField({ label, note, error, className, ref, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField
      {...rest}
      aria-label={label}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={classNames(styles.field, className)}
    >
      <Search aria-hidden className={styles.glass} />
      <Input
        className={styles.input ?? ''}
        placeholder={label}
        spellCheck="false"
        {...(ref && { ref })}
      />
      <span role="status" className={styles.note}>
        {note}
      </span>
      <Button className={styles.clear ?? ''}>
        <X aria-hidden />
      </Button>
      {error !== undefined && <FieldError className={styles.error ?? ''}>{error}</FieldError>}
    </AriaSearchField>
  );
}
