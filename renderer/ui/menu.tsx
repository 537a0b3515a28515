import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
} from 'react-aria-components';
import buttonStyles from './button.module.css';
import { classNames } from './class-names.ts';
import styles from './menu.module.css';
import { Tooltip } from './tooltip.tsx';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** As shown to people, for example `Ctrl+S`. */
  readonly shortcut?: string | undefined;
  readonly isDisabled?: boolean;
  /** Draws a check mark. */
  readonly isChosen?: boolean;
  readonly onAction: () => void;
}

export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** The list of a menu. Use it inside a popover of your own; `MenuButton` brings everything. */
export function Menu({ label, items }: MenuProps) {
  return (
    <AriaMenu
      aria-label={label}
      className={styles.menu ?? ''}
      disabledKeys={items.filter((item) => item.isDisabled).map((item) => item.id)}
    >
      {items.map((item) => (
        <AriaMenuItem
          key={item.id}
          id={item.id}
          textValue={item.label}
          onAction={item.onAction}
          className={styles.item ?? ''}
        >
          <span className={styles.mark} aria-hidden>
            {item.isChosen ? <Check /> : item.icon}
          </span>
          <span className={styles.label}>{item.label}</span>
          {item.shortcut !== undefined && (
            <kbd className={styles.shortcut} aria-hidden>
              {item.shortcut}
            </kbd>
          )}
        </AriaMenuItem>
      ))}
    </AriaMenu>
  );
}

export interface MenuButtonProps extends MenuProps {
  /** Shown in the button; the label when there is neither icon nor children. */
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** A button that opens a menu. `label` names both. */
export function MenuButton(props: MenuButtonProps) {
  const { label, items, icon, children, isDisabled, className } = props;
  const isIconOnly = icon !== undefined && children === undefined;
  const button = (
    <AriaButton
      aria-label={label}
      isDisabled={isDisabled ?? false}
      className={classNames(buttonStyles.button, isIconOnly && buttonStyles.icon, className)}
    >
      {icon}
      {isIconOnly ? null : (children ?? label)}
    </AriaButton>
  );
  return (
    <MenuTrigger>
      {isIconOnly ? <Tooltip text={label}>{button}</Tooltip> : button}
      <Popover className={styles.popover ?? ''} offset={4} containerPadding={8}>
        <Menu label={label} items={items} />
      </Popover>
    </MenuTrigger>
  );
}
