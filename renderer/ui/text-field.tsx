import type { KeyboardEvent, ReactNode, Ref } from 'react';
import {
  FieldError,
  Input,
  Label,
  NumberField as AriaNumberField,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './text-field.module.css';

interface FieldProps {
  readonly label: string;
  /** The label stays the accessible name but is not shown. */
  readonly isLabelHidden?: boolean;
  readonly description?: string | undefined;
  /** One sentence; the field counts as invalid while it is there. */
  readonly error?: ReactNode;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly className?: string;
}

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** For paths, ids and connect strings. */
  readonly isMono?: boolean;
  /** The error lies over what is below, for bars whose height must not change. */
  readonly isErrorFloating?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text. Spelling and completion are off: what is typed here is names and addresses. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, isMono, isErrorFloating, ...others } = props;
  const { onKeyDown, onBlur, ref, ...field } = others;
  const { className, error, label, isLabelHidden, description, ...rest } = field;
  return (
    <AriaTextField
      {...rest}
      {...(isLabelHidden && { 'aria-label': label })}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      autoComplete="off"
      spellCheck="false"
      className={classNames(styles.field, isErrorFloating && styles.floating, className)}
    >
      {!isLabelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <Input
        className={classNames(styles.input, isMono && styles.mono)}
        autoCapitalize="off"
        {...(placeholder !== undefined && { placeholder })}
        {...(onKeyDown && { onKeyDown })}
        {...(onBlur && { onBlur })}
        {...(ref && { ref })}
      />
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}

export interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly isMono?: boolean;
}

export function TextArea(props: TextAreaProps) {
  const { value, onChange, rows = 4, isMono, ...field } = props;
  const { className, error, label, isLabelHidden, description, ...rest } = field;
  return (
    <AriaTextField
      {...rest}
      {...(isLabelHidden && { 'aria-label': label })}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      autoComplete="off"
      spellCheck="false"
      className={classNames(styles.field, className)}
    >
      {!isLabelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <AriaTextArea
        rows={rows}
        className={classNames(styles.input, styles.area, isMono && styles.mono)}
      />
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}

export interface NumberFieldProps extends FieldProps {
  readonly value: number;
  /** NaN while the field is empty. */
  readonly onChange: (value: number) => void;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly step?: number;
  /** Shown after the number, for example `ms`. */
  readonly unit?: string;
}

/** A whole number; typing is kept within the limits when the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, unit, ...field } = props;
  const { className, error, label, isLabelHidden, description, ...rest } = field;
  return (
    <AriaNumberField
      {...rest}
      {...(isLabelHidden && { 'aria-label': label })}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false }}
      className={classNames(styles.field, className)}
    >
      {!isLabelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <div className={styles.withUnit}>
        <Input className={classNames(styles.input, styles.number)} />
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaNumberField>
  );
}

function FieldNotes({ description, error }: Pick<FieldProps, 'description' | 'error'>) {
  if (error) return <FieldError className={styles.error ?? ''}>{error}</FieldError>;
  if (description === undefined) return null;
  return (
    <Text slot="description" className={styles.description ?? ''}>
      {description}
    </Text>
  );
}
