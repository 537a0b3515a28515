import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './button.module.css';
import { Tooltip } from './tooltip.tsx';

export interface ButtonProps {
  /** Plain by default; one `primary` a view; `danger` for what destroys; `quiet` has no border. */
  readonly kind?: 'primary' | 'danger' | 'quiet';
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  /** Where the visible text is not name enough. */
  readonly label?: string;
  readonly onPress?: () => void;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

export function Button({ kind, label, className, onPress, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(label !== undefined && { 'aria-label': label })}
      {...(onPress && { onPress: () => onPress() })}
      className={classNames(styles.button, kind && styles[kind], className)}
    >
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps {
  /** The accessible name, also shown as the tooltip. */
  readonly label: string;
  /** Shown beside the label in the tooltip. */
  readonly shortcut?: string | undefined;
  readonly icon: ReactNode;
  readonly isDisabled?: boolean;
  readonly onPress?: () => void;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon, its name in a tooltip. */
export function IconButton({
  label,
  shortcut,
  icon,
  className,
  onPress,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(onPress && { onPress: () => onPress() })}
        className={classNames(styles.button, styles.icon, className)}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
