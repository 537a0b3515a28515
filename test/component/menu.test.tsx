import { afterEach, beforeEach, expect, test } from 'vitest';
import { menuTable, type MenuEntry } from '../../electron/shell/menu-table.ts';
import { registerWindow } from '../../renderer/app/commands.ts';
import { listCommands } from '../../renderer/commands/index.ts';
import { openWindow } from './window.tsx';

let unregister: () => void;
beforeEach(async () => {
  await openWindow();
  unregister = registerWindow();
});
afterEach(() => {
  unregister();
});

function commandsOf(entries: readonly MenuEntry[]): Extract<MenuEntry, { kind: 'command' }>[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'submenu') return commandsOf(entry.entries);
    return entry.kind === 'command' ? [entry] : [];
  });
}

const find = (id: string) => listCommands().find((command) => command.id === id);

test('the application menu names commands of the registry and shows their shortcuts', () => {
  for (const { id, shortcut } of commandsOf(menuTable({ platform: 'linux', developer: false }))) {
    expect(find(id), id).toBeDefined();
    expect(find(id)?.shortcut, id).toBe(shortcut);
  }
});
