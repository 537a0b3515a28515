import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { menuLabels } from '../../../electron/shell/menu-labels.ts';
import { menuTable } from '../../../electron/shell/menu-table.ts';
import { menuTemplate } from '../../../electron/shell/menu-template.ts';

type Item = MenuItemConstructorOptions;

function build(platform: NodeJS.Platform, language: 'en' | 'zh-CN', developer = false) {
  const actions = {
    runTabCommand: vi.fn(),
    runCommand: vi.fn(),
    showLog: vi.fn(),
    develop: vi.fn<(action: string) => void>(),
  };
  const menu = menuTemplate(menuTable({ platform, developer }), language, actions);
  return { menu, items: flatten(menu), actions };
}

function flatten(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...flatten((item.submenu ?? []) as Item[])]);
}

describe('application menu', () => {
  test('its menus are File, Edit, View, Go and Help, in both languages', () => {
    expect(build('linux', 'en').menu.map((item) => item.label)).toEqual([
      '&File',
      '&Edit',
      '&View',
      '&Go',
      '&Help',
    ]);
    expect(build('linux', 'zh-CN').menu[0]?.label).toBe('文件(&F)');
    expect(build('darwin', 'en').menu).toHaveLength(6);
  });

  test('every item but a separator has a label, in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      for (const item of build('darwin', language, true).items) {
        if (item.type !== 'separator') expect(item.label).toBeTruthy();
      }
    }
    for (const text of Object.values(menuLabels['zh-CN'])) expect(text).toMatch(/\p{Script=Han}/u);
  });

  test('a command is sent to the page, which alone handles its shortcut', () => {
    const { items, actions } = build('linux', 'en');
    const commands = items.filter((item) => item.id !== undefined);
    expect(commands.length).toBeGreaterThan(20);
    for (const command of commands) {
      expect(command.registerAccelerator).toBe(false);
      (command.click as () => void)();
      expect(actions.runCommand).toHaveBeenLastCalledWith(command.id);
    }
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
  });

  test('shortcuts are shown as the platform writes them', () => {
    const { items } = build('linux', 'en');
    const shown = new Map(items.map((item) => [item.id, item.accelerator]));
    expect(shown.get('node.save')).toBe('CmdOrCtrl+S');
    expect(shown.get('tree.filter')).toBe('CmdOrCtrl+Shift+F');
    expect(shown.get('history.back')).toBe('Alt+Left');
    expect(shown.get('view.zoomIn')).toBe('CmdOrCtrl+Plus');
    expect(shown.get('view.zoomOut')).toBe('CmdOrCtrl+-');
  });

  test('no two items have the same shortcut', () => {
    // Those that Electron gives to a role that has none of its own.
    const ofRoles: Readonly<Record<string, string>> = {
      close: 'CmdOrCtrl+W',
      quit: 'CmdOrCtrl+Q',
      undo: 'CmdOrCtrl+Z',
      redo: 'CmdOrCtrl+Shift+Z',
      cut: 'CmdOrCtrl+X',
      copy: 'CmdOrCtrl+C',
      paste: 'CmdOrCtrl+V',
      selectAll: 'CmdOrCtrl+A',
      hide: 'CmdOrCtrl+H',
      togglefullscreen: 'F11',
    };
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const shortcuts = build(platform, 'en', true).items.flatMap(
        ({ accelerator, role }) => accelerator ?? ofRoles[role ?? ''] ?? [],
      );
      expect(shortcuts).toContain('CmdOrCtrl+Shift+W');
      expect(shortcuts).toEqual([...new Set(shortcuts)]);
    }
  });

  test('only a developer is offered the tools of one', () => {
    const tools = (developer: boolean) => {
      const { items, actions } = build('linux', 'en', developer);
      const offered = items.filter(({ label }) =>
        [menuLabels.en.reload, menuLabels.en.devTools].includes(label ?? ''),
      );
      for (const item of offered) (item.click as () => void)();
      return actions.develop.mock.calls.flat();
    };
    expect(tools(true)).toEqual(['reload', 'toggleDevTools']);
    expect(tools(false)).toEqual([]);
  });
});
