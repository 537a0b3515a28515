import type { MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../shared/model/application.ts';
import { menuLabels, type MenuLabel } from './menu-labels.ts';
import type { DeveloperAction, MenuEntry } from './menu-table.ts';
import type { TabCommand } from '../../shared/model/tab-command.ts';

export interface MenuActions {
  /** Has the page carry out a command of its registry. */
  readonly runCommand: (id: string) => void;
  readonly runTabCommand: (command: TabCommand) => void;
  readonly showLog: () => void;
  readonly develop: (action: DeveloperAction) => void;
}

/** @returns the menu as Electron builds it from. */
export function menuTemplate(
  entries: readonly MenuEntry[],
  language: Language,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const label = (key: MenuLabel) => menuLabels[language][key];
  return entries.map((entry): MenuItemConstructorOptions => {
    switch (entry.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'role':
        return {
          role: entry.role,
          label: label(entry.label),
          ...(entry.shortcut === undefined ? {} : { accelerator: toAccelerator(entry.shortcut) }),
        };
      case 'showLog':
        return { label: label(entry.label), click: actions.showLog };
      case 'developer':
        return {
          label: label(entry.label),
          click: () => {
            actions.develop(entry.action);
          },
        };
      case 'tabs':
        return {
          label: label(entry.label),
          accelerator: toAccelerator(entry.shortcut),
          // The window handles them ahead of its pages; registered here as well, one key press would run twice.
          registerAccelerator: false,
          click: () => {
            actions.runTabCommand(entry.command);
          },
        };
      case 'submenu':
        return {
          label: label(entry.label),
          submenu: menuTemplate(entry.entries, language, actions),
        };
      case 'command':
        return {
          id: entry.id,
          label: typeof entry.label === 'string' ? label(entry.label) : entry.label.text,
          ...(entry.shortcut === undefined ? {} : { accelerator: toAccelerator(entry.shortcut) }),
          // The page handles its shortcuts itself; registered here as well, one key press would run twice.
          registerAccelerator: false,
          click: () => {
            actions.runCommand(entry.id);
          },
        };
    }
  });
}

function toAccelerator(shortcut: string): string {
  return shortcut.replace('Mod', 'CmdOrCtrl').replace('Minus', '-');
}
