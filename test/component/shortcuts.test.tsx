import { describe, expect, test, vi } from 'vitest';
import {
  formatShortcut,
  listenToShortcuts,
  matchesShortcut,
  registerCommands,
} from '../../renderer/commands/index.ts';
import { openWindow } from './window.tsx';

const press = (key: string, modifiers: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, ...modifiers });

describe('a shortcut', () => {
  test('is written as the platform writes it', () => {
    expect(formatShortcut('Mod+Shift+F', 'linux')).toBe('Ctrl+Shift+F');
    expect(formatShortcut('Mod+Shift+F', 'darwin')).toBe('⇧⌘F');
    expect(formatShortcut('Alt+Left', 'win32')).toBe('Alt+←');
    expect(formatShortcut('F5', 'darwin')).toBe('F5');
  });

  test('takes Ctrl, on macOS Cmd', () => {
    expect(matchesShortcut(press('s', { ctrlKey: true }), 'Mod+S', 'linux')).toBe(true);
    expect(matchesShortcut(press('s', { metaKey: true }), 'Mod+S', 'linux')).toBe(false);
    expect(matchesShortcut(press('s', { metaKey: true }), 'Mod+S', 'darwin')).toBe(true);
    expect(matchesShortcut(press('s', { ctrlKey: true }), 'Mod+S', 'darwin')).toBe(false);
  });

  test('takes exactly its modifiers', () => {
    expect(matchesShortcut(press('F', { ctrlKey: true }), 'Mod+Shift+F', 'linux')).toBe(false);
    const shifted = press('F', { ctrlKey: true, shiftKey: true });
    expect(matchesShortcut(shifted, 'Mod+Shift+F', 'linux')).toBe(true);
    expect(matchesShortcut(shifted, 'Mod+F', 'linux')).toBe(false);
    expect(matchesShortcut(press('F5'), 'F5', 'linux')).toBe(true);
    expect(matchesShortcut(press('F5', { altKey: true }), 'F5', 'linux')).toBe(false);
    expect(matchesShortcut(press('ArrowLeft', { altKey: true }), 'Alt+Left', 'linux')).toBe(true);
  });

  test('zooms with and without Shift, whatever the keyboard needs for a plus', () => {
    for (const event of [
      press('=', { ctrlKey: true }),
      press('+', { ctrlKey: true, shiftKey: true }),
      press('+', { ctrlKey: true }),
    ]) {
      expect(matchesShortcut(event, 'Mod+Plus', 'linux')).toBe(true);
    }
  });

  test('works under a layout without Latin letters', () => {
    const cyrillic = press('ы', { ctrlKey: true, code: 'KeyS' });
    expect(matchesShortcut(cyrillic, 'Mod+S', 'linux')).toBe(true);
    const dvorak = press('o', { ctrlKey: true, code: 'KeyS' });
    expect(matchesShortcut(dvorak, 'Mod+S', 'linux')).toBe(false);
  });
});

test('on macOS Alt and an arrow belong to the text that is edited, and Alt+Z to its lines', async () => {
  await openWindow({ startup: { platform: 'darwin' } });
  const command = { titleKey: 'commands.toggleWrap', isEnabled: () => true } as const;
  const [back, wrap] = [vi.fn(), vi.fn()];
  const stops = [
    registerCommands([
      { ...command, id: 'history.back', shortcut: 'Alt+Left', run: back },
      { ...command, id: 'editor.toggleWrap', shortcut: 'Alt+Z', run: wrap },
    ]),
    listenToShortcuts(),
  ];
  const field = document.body.appendChild(document.createElement('textarea'));
  const options = { altKey: true, bubbles: true };
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', ...options }));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Ω', code: 'KeyZ', ...options }));
  expect(back).not.toHaveBeenCalled();
  expect(wrap).toHaveBeenCalledTimes(1);
  field.remove();
  for (const stop of stops) stop();
});
