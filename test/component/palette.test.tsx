import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  listenToShortcuts,
  registerCommands,
  type Command,
} from '../../renderer/commands/index.ts';
import { Palette } from '../../renderer/features/palette/palette.tsx';
import { openDialog, useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { connected, openWindow, show, type WindowOptions } from './window.tsx';

const run = vi.fn();
const goToPath = vi.fn();
const commands: readonly Command[] = [
  {
    id: 'node.save',
    titleKey: 'commands.saveNode',
    shortcut: 'Mod+S',
    isEnabled: () => false,
    run: vi.fn(),
  },
  { id: 'node.refresh', titleKey: 'commands.refresh', shortcut: 'F5', isEnabled: () => true, run },
  { id: 'view.zoomIn', titleKey: 'commands.zoomIn', isEnabled: () => true, run: vi.fn() },
  {
    id: 'node.show',
    titleKey: 'commands.goToPath',
    needsArgument: true,
    isEnabled: () => true,
    run: goToPath,
  },
  {
    id: 'view.palette',
    titleKey: 'commands.palette',
    shortcut: 'Mod+K',
    isHidden: true,
    isEnabled: () => useDialogStore.getState().dialog === null,
    run: () => {
      openDialog('palette', {});
    },
  },
];

/** As the window does it: the palette is there while the store says so. */
function OpenPalette() {
  const isOpen = useDialogStore((state) => state.dialog?.id === 'palette');
  return isOpen ? <Palette /> : null;
}

async function openPalette(options: WindowOptions = {}) {
  await openWindow({ connection: connected, ...options });
  const shown = show(<OpenPalette />);
  await shown.user.keyboard('{Control>}k{/Control}');
  // The simulated page lets the dialog take the focus from the field; test/e2e holds that a real one does not.
  await shown.user.click(screen.getByRole('combobox', { name: /Commands|命令/ }));
  return shown;
}

const stops: (() => void)[] = [];
beforeEach(() => {
  stops.push(registerCommands(commands, [useDialogStore]), listenToShortcuts());
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  run.mockClear();
  goToPath.mockClear();
});

const titles = () => screen.getAllByRole('option').map((option) => option.textContent);

describe('the palette', () => {
  test('opens with Ctrl+K and lists the commands with their shortcuts, those that can be run first', async () => {
    await openPalette();
    expect(screen.getByRole('dialog', { name: 'Commands' })).toBeTruthy();
    expect(titles()).toEqual(['RefreshF5', 'Zoom in', 'SaveCtrl+S']);
    expect(screen.getByRole('option', { name: /Save/ }).getAttribute('aria-disabled')).toBe('true');
  });

  test('runs what is chosen and closes', async () => {
    const { user } = await openPalette();
    await user.keyboard('refr{Enter}');
    await waitFor(() => {
      expect(run).toHaveBeenCalledOnce();
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('goes to a path', async () => {
    const { user } = await openPalette();
    await user.keyboard('/services/orders{Enter}');
    await waitFor(() => {
      expect(goToPath).toHaveBeenCalledWith({ path: '/services/orders' });
    });
  });

  test('goes to a path that was pasted', async () => {
    const { user } = await openPalette();
    await user.paste('/services/orders');
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(goToPath).toHaveBeenCalledWith({ path: '/services/orders' });
    });
  });

  test('runs the first command that can be run, while none was moved to', async () => {
    const { user } = await openPalette();
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(run).toHaveBeenCalledOnce();
    });
  });

  test('arrows move through those that can be run, from the last to the first', async () => {
    const { user } = await openPalette();
    await user.keyboard('{ArrowUp}{ArrowDown}{Enter}');
    await waitFor(() => {
      expect(run).toHaveBeenCalledOnce();
    });
  });

  test('finds commands by their English names in Chinese too', async () => {
    const { user } = await openPalette({ language: 'zh-CN' });
    await user.keyboard('refresh');
    expect(titles()).toEqual(['刷新F5']);
  });

  test('says so when nothing matches, and closes with Escape', async () => {
    const { user } = await openPalette();
    await user.keyboard('qqqq');
    expect(screen.getByText('No command matches.')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('keeps other shortcuts quiet while it is open', async () => {
    const { user } = await openPalette();
    await user.keyboard('{F5}');
    expect(run).not.toHaveBeenCalled();
    await user.keyboard('{Escape}{F5}');
    expect(run).toHaveBeenCalledOnce();
  });
});
