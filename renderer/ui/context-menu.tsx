import { ChevronRight } from 'lucide-react';
import {
  Button as AriaButton,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Separator,
  SubmenuTrigger,
} from 'react-aria-components';
import styles from './context-menu.module.css';
import { Menu, type MenuItem } from './menu.tsx';
import menuStyles from './menu.module.css';

export type ContextMenuEntry =
  | ({ readonly kind: 'item' } & MenuItem)
  | {
      readonly kind: 'submenu';
      readonly id: string;
      readonly label: string;
      readonly items: readonly MenuItem[];
    }
  | { readonly kind: 'separator'; readonly id: string };

export interface ContextMenuProps {
  readonly label: string;
  readonly entries: readonly ContextMenuEntry[];
  /** Where it opens, in pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** Whether the first entry has the focus at once, as one expects who asked for the menu by keyboard. */
  readonly focusesFirst?: boolean;
  readonly onClose: () => void;
}

/** A menu that opens where the pointer is. Render it while it is open; the focus then returns to where it was. */
export function ContextMenu(props: ContextMenuProps) {
  const { label, entries, at, focusesFirst = false, onClose } = props;
  return (
    <MenuTrigger
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <AriaButton
        aria-label={label}
        excludeFromTabOrder
        className={styles.anchor ?? ''}
        style={{ left: `${String(at.x)}px`, top: `${String(at.y)}px` }}
      />
      <Popover className={menuStyles.popover ?? ''} offset={0} placement="bottom start">
        <AriaMenu
          aria-label={label}
          className={menuStyles.menu ?? ''}
          {...(focusesFirst && { autoFocus: 'first' })}
          disabledKeys={entries
            .filter((entry) => entry.kind === 'item' && entry.isDisabled)
            .map(({ id }) => id)}
        >
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Entry({ entry }: { readonly entry: ContextMenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Separator className={styles.separator ?? ''} />;
    case 'submenu':
      return (
        <SubmenuTrigger>
          <AriaMenuItem id={entry.id} textValue={entry.label} className={menuStyles.item ?? ''}>
            <span className={menuStyles.label}>{entry.label}</span>
            <ChevronRight className={styles.more} aria-hidden />
          </AriaMenuItem>
          <Popover className={menuStyles.popover ?? ''} offset={-2}>
            <Menu label={entry.label} items={entry.items} />
          </Popover>
        </SubmenuTrigger>
      );
    case 'item':
      return (
        <AriaMenuItem
          id={entry.id}
          textValue={entry.label}
          onAction={entry.onAction}
          className={menuStyles.item ?? ''}
        >
          <span className={menuStyles.label}>{entry.label}</span>
          {entry.shortcut !== undefined && (
            <kbd className={menuStyles.shortcut} aria-hidden>
              {entry.shortcut}
            </kbd>
          )}
        </AriaMenuItem>
      );
  }
}
