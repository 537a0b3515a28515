import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { registerWindow } from '../../renderer/app/commands.ts';
import { Toolbar } from '../../renderer/app/toolbar.tsx';
import { findCommand, listenToShortcuts } from '../../renderer/commands/index.ts';
import { goTo, useSelectionStore } from '../../renderer/stores/selection-store.ts';
import { connected, openWindow, show } from './window.tsx';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function openToolbar() {
  const fake = await openWindow({ connection: connected });
  stops.push(registerWindow(), listenToShortcuts());
  return { fake, ...show(<Toolbar />) };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const filter = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Filter children' });

describe('the toolbar', () => {
  test('goes back and forward by buttons and keys', async () => {
    const { user } = await openToolbar();
    act(() => {
      for (const path of ['/', '/a', '/b']) goTo(path);
    });
    expect(button('Forward').disabled).toBe(true);
    await user.click(button('Back'));
    expect(useSelectionStore.getState().selectedPath).toBe('/a');
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(useSelectionStore.getState().selectedPath).toBe('/');
    expect(button('Back').disabled).toBe(true);
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(useSelectionStore.getState().selectedPath).toBe('/a');
  });

  test('puts the focus into path and filter by keys', async () => {
    const { user } = await openToolbar();
    await user.keyboard('{Control>}l{/Control}');
    expect(screen.getByRole('textbox', { name: 'Path' })).toBe(document.activeElement);
    await user.keyboard('{Control>}{Shift>}F{/Shift}{/Control}');
    expect(filter()).toBe(document.activeElement);
  });

  test('refreshes with F5, but not without a connection', async () => {
    const { user, fake } = await openToolbar();
    await user.keyboard('{F5}');
    expect(fake.inputsOf('tree.refresh')).toHaveLength(1);
    act(() => {
      fake.publish('connection', { ...connected, state: { kind: 'expired' } });
    });
    expect(button('Refresh').disabled).toBe(true);
    await user.keyboard('{F5}');
    expect(fake.inputsOf('tree.refresh')).toHaveLength(1);
  });

  test('offers no new node where nothing may be written', async () => {
    const { fake } = await openToolbar();
    act(() => {
      goTo('/');
    });
    expect(button('New node').disabled).toBe(false);
    act(() => {
      const profile = { ...connected.profile, readOnly: true };
      fake.publish('connection', { ...connected, profile });
    });
    expect(button('New node').disabled).toBe(true);
  });

  test('offers no new node and no delete below a chroot that does not exist', async () => {
    const { fake } = await openToolbar();
    const tree = { revision: 1, rowCount: 1, filter: '', matchCount: 0 };
    act(() => {
      goTo('/');
      fake.publish('tree', { ...tree, isRootAbsent: true });
    });
    await waitFor(() => expect(button('New node').disabled).toBe(true));
    expect(findCommand('node.delete')?.isEnabled()).toBe(false);
    act(() => {
      fake.publish('tree', { ...tree, revision: 2 });
    });
    await waitFor(() => expect(button('New node').disabled).toBe(false));
    expect(findCommand('node.delete')?.isEnabled()).toBe(true);
  });

  test('filters when typing pauses, counts the matches, and Escape clears at once', async () => {
    const { user, fake } = await openToolbar();
    await user.type(filter(), 'order');
    await waitFor(() => {
      expect(fake.inputsOf('tree.setFilter')).toEqual([{ text: 'order' }]);
    });
    act(() => {
      fake.publish('tree', { revision: 1, rowCount: 3, filter: 'order', matchCount: 1_234 });
    });
    expect(screen.getByText('1,234 matches')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(fake.inputsOf('tree.setFilter').at(-1)).toEqual({ text: '' });
    expect(filter().value).toBe('');
  });

  test('takes a filter over that was set before', async () => {
    const { fake } = await openToolbar();
    act(() => {
      fake.publish('tree', { revision: 1, rowCount: 3, filter: 'lock', matchCount: 1 });
    });
    expect(filter().value).toBe('lock');
    expect(screen.getByText('1 match')).toBeTruthy();
  });
});
