import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import buttonStyles from './button.module.css';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface ToggleIconButtonProps {
  /** The accessible name, also shown as the tooltip; the same in both states. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** A square button that is on or off. */
export function ToggleIconButton({ label, icon, className, ...rest }: ToggleIconButtonProps) {
  return (
    <Tooltip text={label}>
      <ToggleButton
        {...rest}
        aria-label={label}
        className={classNames(buttonStyles.button, buttonStyles.icon, className)}
      >
        {icon}
      </ToggleButton>
    </Tooltip>
  );
}
