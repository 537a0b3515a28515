import { expect, it } from 'vitest';
import { formatShortcut, listenToShortcuts, shortcutOf } from '../../renderer/commands/index.ts';
import { registerWindow } from '../../renderer/app/commands.ts';
import {
  readEditorPreferences,
  toggleEditorPreference,
} from '../../renderer/stores/editor-preferences.ts';
import { useSettingsStore } from '../../renderer/stores/settings-store.ts';
import { openWindow, show } from './window.tsx';

it('what Tab does and whether lines are wrapped are remembered, each by itself', async () => {
  const fake = await openWindow();
  expect(readEditorPreferences()).toEqual({ tabTypes: false, wrapsLines: true });
  toggleEditorPreference('tabTypes');
  toggleEditorPreference('wrapsLines');
  expect(readEditorPreferences()).toEqual({ tabTypes: true, wrapsLines: false });
  toggleEditorPreference('tabTypes');
  expect(fake.inputsOf('app.changeSettings').at(-1)).toEqual({
    panels: { editor: { tabTypes: false, wrapsLines: false } },
  });
});

it.each([[null], ['x'], [{ tabTypes: 1, wrapsLines: 'no' }], [[true]]])(
  'what was remembered as %j counts as nothing',
  async (remembered) => {
    await openWindow();
    useSettingsStore.setState(({ settings }) => ({
      settings: { ...settings, panels: { editor: remembered } },
    }));
    expect(readEditorPreferences()).toEqual({ tabTypes: false, wrapsLines: true });
  },
);

it('Ctrl+M switches what Tab does, and on a Mac, where that hides the window, Ctrl+Shift+M', async () => {
  const command = { shortcut: 'Ctrl+M', macShortcut: 'Ctrl+Shift+M' };
  expect(shortcutOf(command, 'linux')).toBe('Ctrl+M');
  expect(formatShortcut(shortcutOf(command, 'darwin') ?? '', 'darwin')).toBe('⌃⇧M');
  for (const [platform, keys] of [
    ['linux', '{Control>}m{/Control}'],
    ['darwin', '{Control>}{Shift>}M{/Shift}{/Control}'],
  ] as const) {
    await openWindow({ startup: { platform } });
    const stops = [registerWindow(), listenToShortcuts()];
    const { user } = show(null);
    await user.keyboard(keys);
    expect(readEditorPreferences().tabTypes, platform).toBe(true);
    for (const stop of stops) stop();
  }
});
