import type { ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import buttonStyles from './button.module.css';
import { classNames } from './class-names.ts';
import menuStyles from './menu.module.css';
import { Tooltip } from './tooltip.tsx';

export interface PopoverButtonProps {
  /** Names the button and what it opens. */
  readonly label: string;
  /** Alone in the button when there is no text. */
  readonly icon?: ReactNode;
  readonly text?: ReactNode;
  readonly isDisabled?: boolean;
  readonly className?: string;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** @param close closes what was opened. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens something small beside it, which stays until it is left. */
export function PopoverButton(props: PopoverButtonProps) {
  const { label, icon, text, isDisabled, className, onOpenChange, children } = props;
  const isIconOnly = text === undefined;
  const button = (
    <AriaButton
      aria-label={label}
      isDisabled={isDisabled ?? false}
      className={classNames(buttonStyles.button, isIconOnly && buttonStyles.icon, className)}
    >
      {icon}
      {text}
    </AriaButton>
  );
  return (
    <DialogTrigger {...(onOpenChange && { onOpenChange })}>
      {isIconOnly ? <Tooltip text={label}>{button}</Tooltip> : button}
      <Popover className={menuStyles.popover ?? ''} offset={4} containerPadding={8}>
        <Dialog aria-label={label} className={menuStyles.dialog ?? ''}>
          {({ close }) => children(close)}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
