import { waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useDialogStore } from '../../../renderer/stores/dialog-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { manyNames } from '../fake-tree.ts';
import {
  activeName,
  allRows,
  expectActive,
  names,
  openTree,
  row,
  treeElement,
  useTreeViews,
} from './tree-window.tsx';

useTreeViews();

describe('keyboard', () => {
  async function openFocused(levels?: Readonly<Record<string, string[]>>) {
    const opened = await openTree(levels);
    await opened.user.tab();
    expect(document.activeElement).toBe(treeElement());
    return opened;
  }

  it('has one tab stop', async () => {
    const { user } = await openFocused();
    await user.tab();
    expect(treeElement().contains(document.activeElement)).toBe(false);
  });

  it('walks through levels', async () => {
    const { user, fake } = await openFocused();
    expect(activeName()).toBe('/');
    await user.keyboard('{ArrowDown}');
    expect(activeName()).toBe('config');
    await user.keyboard('{ArrowRight}');
    await waitFor(() => {
      expect(names()).toContain('database.url');
    });
    await user.keyboard('{ArrowRight}');
    expect(activeName()).toBe('database.url');
    await user.keyboard('{ArrowRight}');
    expect(activeName()).toBe('database.url');
    await user.keyboard('{ArrowLeft}');
    await expectActive('config');
    await user.keyboard('{ArrowLeft}');
    await waitFor(() => {
      expect(names()).not.toContain('database.url');
    });
    await user.keyboard('{ArrowLeft}');
    await expectActive('/');
    await user.keyboard('{ArrowLeft}');
    expect(fake.inputsOf('tree.collapse')).toEqual([{ path: '/config' }]);
  });

  it('goes to the ends and page by page through 100,000 rows', async () => {
    const { user } = await openFocused({ '/': manyNames(100_000, 'node-') });
    await user.keyboard('{End}');
    await expectActive('node-099999');
    expect(allRows().length).toBeLessThan(60);
    const last = row('node-099999');
    expect(last.getAttribute('aria-posinset')).toBe('100000');
    expect(last.getAttribute('aria-setsize')).toBe('100000');
    await user.keyboard('{PageUp}');
    await expectActive('node-099981');
    await user.keyboard('{Home}');
    await expectActive('/');
  });

  it('finds names by their first letters', async () => {
    const { user, fake } = await openFocused();
    await user.keyboard('s');
    await expectActive('services');
    await user.keyboard('e');
    await expectActive('services');
    expect(fake.inputsOf('tree.findByPrefix')).toEqual([
      { after: 0, prefix: 's' },
      { after: 2, prefix: 'se' },
    ]);
  });

  it('opens a node by Enter and asks before it deletes', async () => {
    const { user, fake } = await openFocused();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(useSelectionStore.getState().selectedPath).toBe('/config');
    await user.keyboard('{Delete}');
    expect(useDialogStore.getState().dialog).toEqual({ id: 'delete', props: { path: '/config' } });
    expect(fake.inputsOf('node.delete')).toEqual([]);
  });

  it('never offers to delete the root', async () => {
    const { user } = await openFocused();
    await user.keyboard('{Delete}');
    expect(useDialogStore.getState().dialog).toBeNull();
  });

  it('leaves keys with modifiers to the rest of the window', async () => {
    const { user } = await openFocused();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}{Control>}s{/Control}');
    expect(activeName()).toBe('/');
  });
});
