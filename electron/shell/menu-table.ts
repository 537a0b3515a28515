import type { MenuItemConstructorOptions } from 'electron';
import type { MenuLabel } from './menu-labels.ts';
import type { TabCommand } from '../../shared/model/tab-command.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

export type DeveloperAction = 'reload' | 'toggleDevTools';

/** One line of the application menu as data. */
export type MenuEntry =
  | { readonly kind: 'separator' }
  /** A command of the page's registry; its shortcut is shown here and handled there. */
  | {
      readonly kind: 'command';
      readonly id: string;
      readonly label: MenuLabel | { readonly text: string };
      readonly shortcut?: string;
    }
  /** What the window does with its tabs; its shortcut is handled there. */
  | {
      readonly kind: 'tabs';
      readonly command: TabCommand;
      readonly label: MenuLabel;
      readonly shortcut: string;
    }
  /** Something Electron does itself, by its own shortcut where none is named. */
  | {
      readonly kind: 'role';
      readonly role: Role;
      readonly label: MenuLabel;
      readonly shortcut?: string;
    }
  /** For developers, to the page in sight: the window's own contents are the tab strip. */
  | { readonly kind: 'developer'; readonly action: DeveloperAction; readonly label: MenuLabel }
  | { readonly kind: 'showLog'; readonly label: MenuLabel }
  | { readonly kind: 'submenu'; readonly label: MenuLabel; readonly entries: readonly MenuEntry[] };

const separator: MenuEntry = { kind: 'separator' };

function command(id: string, label: MenuLabel, shortcut?: string): MenuEntry {
  return { kind: 'command', id, label, ...(shortcut === undefined ? {} : { shortcut }) };
}

function tabs(does: TabCommand, label: MenuLabel, shortcut: string): MenuEntry {
  return { kind: 'tabs', command: does, label, shortcut };
}

function role(name: Role, label: MenuLabel, shortcut?: string): MenuEntry {
  return { kind: 'role', role: name, label, ...(shortcut === undefined ? {} : { shortcut }) };
}

function developing(action: DeveloperAction, label: MenuLabel): MenuEntry {
  return { kind: 'developer', action, label };
}

function submenu(label: MenuLabel, ...entries: readonly MenuEntry[]): MenuEntry {
  return { kind: 'submenu', label, entries };
}

export interface MenuTableOptions {
  readonly platform: NodeJS.Platform;
  /** Adds what only a developer needs. */
  readonly developer: boolean;
}

/** @returns the application menu, with command ids of the page's registry. */
export function menuTable({ platform, developer }: MenuTableOptions): readonly MenuEntry[] {
  const mac = platform === 'darwin';
  return [
    ...(mac ? [applicationMenu] : []),
    submenu(
      'file',
      tabs({ kind: 'newTab' }, 'newTab', 'Mod+T'),
      tabs({ kind: 'newWindow' }, 'newWindow', 'Mod+Shift+N'),
      separator,
      command('node.new', 'newNode', 'Mod+N'),
      command('node.save', 'save', 'Mod+S'),
      command('node.delete', 'delete'),
      submenu(
        'watch',
        command('watch.node', 'watchNode'),
        command('watch.children', 'watchChildren'),
        command('watch.subtree', 'watchSubtree'),
      ),
      separator,
      command('connection.disconnect', 'disconnect'),
      separator,
      tabs({ kind: 'closeTab' }, 'closeTab', 'Mod+W'),
      // Electron's own would be that of closing a tab.
      role('close', 'closeWindow', 'Mod+Shift+W'),
      ...(mac ? [] : [role('quit', 'quit')]),
    ),
    submenu(
      'edit',
      role('undo', 'undo'),
      role('redo', 'redo'),
      separator,
      role('cut', 'cut'),
      role('copy', 'copy'),
      role('paste', 'paste'),
      role('selectAll', 'selectAll'),
      separator,
      command('node.find', 'find', 'Mod+F'),
      command('tree.filter', 'filter', 'Mod+Shift+F'),
    ),
    submenu(
      'view',
      command('view.palette', 'palette', 'Mod+K'),
      command('node.refresh', 'refresh', 'F5'),
      separator,
      submenu(
        'theme',
        command('view.theme.system', 'themeSystem'),
        command('view.theme.light', 'themeLight'),
        command('view.theme.dark', 'themeDark'),
      ),
      submenu(
        'language',
        command('view.language.system', 'languageSystem'),
        // A language is named in itself, for those who cannot read the present one.
        { kind: 'command', id: 'view.language.en', label: { text: 'English' } },
        { kind: 'command', id: 'view.language.zh-CN', label: { text: '简体中文' } },
      ),
      separator,
      command('editor.toggleTabKey', 'tabKey', mac ? 'Ctrl+Shift+M' : 'Ctrl+M'),
      command('editor.toggleWrap', 'wrapLines', 'Alt+Z'),
      separator,
      command('view.zoomIn', 'zoomIn', 'Mod+Plus'),
      command('view.zoomOut', 'zoomOut', 'Mod+Minus'),
      command('view.zoomReset', 'zoomReset', 'Mod+0'),
      separator,
      role('togglefullscreen', 'fullScreen'),
      ...(developer
        ? [separator, developing('reload', 'reload'), developing('toggleDevTools', 'devTools')]
        : []),
    ),
    submenu(
      'go',
      command('history.back', 'back', 'Alt+Left'),
      command('history.forward', 'forward', 'Alt+Right'),
      separator,
      command('node.goToPath', 'goToPath', 'Mod+L'),
      separator,
      tabs({ kind: 'step', by: 1 }, 'nextTab', 'Ctrl+Tab'),
      tabs({ kind: 'step', by: -1 }, 'previousTab', 'Ctrl+Shift+Tab'),
    ),
    submenu(
      'help',
      { kind: 'showLog', label: 'showLog' },
      command('help.licences', 'licences'),
      ...(mac ? [] : [separator, role('about', 'about')]),
    ),
  ];
}

const applicationMenu: MenuEntry = {
  kind: 'submenu',
  // macOS shows the application's name here, whatever this says.
  label: 'about',
  entries: [
    role('about', 'about'),
    separator,
    role('services', 'services'),
    separator,
    role('hide', 'hide'),
    role('hideOthers', 'hideOthers'),
    role('unhide', 'showAll'),
    separator,
    role('quit', 'quit'),
  ],
};
