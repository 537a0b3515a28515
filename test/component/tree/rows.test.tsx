import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { keepDraft } from '../../../renderer/stores/draft-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { manyNames } from '../fake-tree.ts';
import { handleOf, names, openTree, row, treeElement, useTreeViews } from './tree-window.tsx';

useTreeViews();

describe('rows', () => {
  it('are tree items with their place in the whole tree', async () => {
    await openTree();
    expect(names()).toEqual(['/', 'config', 'lock', 'services']);
    const lock = row('lock');
    expect(lock.getAttribute('aria-level')).toBe('2');
    expect(lock.getAttribute('aria-setsize')).toBe('3');
    expect(lock.getAttribute('aria-posinset')).toBe('2');
    expect(lock.getAttribute('aria-expanded')).toBe('false');
    expect(lock.getAttribute('aria-selected')).toBe('false');
    expect(row('/').getAttribute('aria-expanded')).toBe('true');
  });

  it('say in words what their marks show', async () => {
    const { tree, publish } = await openTree();
    act(() => {
      keepDraft('/config', 'x', { text: '', version: 0, mzxid: 1n });
    });
    publish(
      tree.change(() => {
        tree.node('/lock').isEphemeral = true;
        tree.node('/services').failure = {
          code: 'NO_AUTH',
          operation: 'getChildren',
          path: '/services',
          retryable: false,
        };
      }),
    );
    await screen.findByRole('treeitem', { name: 'lock, ephemeral, 2 children' });
    screen.getByRole('treeitem', { name: 'config, 2 children, draft' });
    const locked = screen.getByRole('treeitem', { name: 'services, 2 children, locked' });
    expect(locked.querySelector('[title]')?.getAttribute('title')).toMatch(/permission|allow/i);
  });

  it('set the number of a sequential node apart', async () => {
    const { user } = await openTree();
    await user.dblClick(row('lock'));
    const member = await screen.findByRole('treeitem', { name: 'lock-0000000001' });
    expect(within(member).getByText('0000000001')).toBeTruthy();
    expect(within(member).getByText('lock-')).toBeTruthy();
  });

  it('say that nothing matches the filter and offer to clear it', async () => {
    const { tree, user, publish, fake } = await openTree();
    publish(tree.change(() => (tree.filter = 'nowhere')));
    await screen.findByText('No match');
    await user.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(fake.inputsOf('tree.setFilter')).toEqual([{ text: '' }]);
    await waitFor(() => {
      expect(names()).toContain('config');
    });
  });

  it('report why the root cannot be listed', async () => {
    const { tree, publish } = await openTree();
    publish(
      tree.change(() => {
        tree.node('/').failure = {
          code: 'NO_AUTH',
          operation: 'getChildren',
          path: '/',
          retryable: false,
        };
      }),
    );
    await screen.findByRole('treeitem', { name: /^\/, .*locked/ });
    expect(names()).toEqual(['/']);
    expect(document.querySelector('p')?.textContent).toMatch(/permission|allow/i);
  });
});

describe('pointer', () => {
  it('opens a node by a click', async () => {
    const { user } = await openTree();
    await user.click(row('config'));
    expect(useSelectionStore.getState().selectedPath).toBe('/config');
    expect(row('config').getAttribute('aria-selected')).toBe('true');
  });

  it('leaves the focus on the tree and the rows in place while a button is down', async () => {
    const { user } = await openTree({ '/': manyNames(100, 'node-') });
    // Row 20 is the one below the last that is shown in full.
    await user.pointer({ keys: '[MouseLeft>]', target: row('node-019') });
    expect(document.activeElement).toBe(treeElement());
    expect(treeElement().scrollTop).toBe(0);
    await user.pointer({ keys: '[/MouseLeft]', target: row('node-019') });
    expect(useSelectionStore.getState().selectedPath).toBe('/node-019');
  });

  it('opens and closes a level by its handle, without opening the node', async () => {
    const { user } = await openTree();
    await user.click(handleOf('config'));
    await waitFor(() => {
      expect(names()).toContain('timeout');
    });
    expect(row('config').getAttribute('aria-expanded')).toBe('true');
    await user.click(handleOf('config'));
    await waitFor(() => {
      expect(names()).not.toContain('timeout');
    });
    expect(useSelectionStore.getState().selectedPath).toBeNull();
  });

  it('opens a menu with what can be done with a row', async () => {
    const { user, fake } = await openTree();
    await user.pointer({ keys: '[MouseRight]', target: row('config') });
    const menu = await screen.findByRole('menu', { name: 'Actions for /config' });
    const items = within(menu).getAllByRole('menuitem');
    expect(items.map((item) => item.textContent)).toEqual([
      'New child…',
      'Watch',
      'Notify me about this node…',
      'Refresh',
      'Copy path',
      'Copy name',
      'Delete…',
    ]);
    await user.click(within(menu).getByRole('menuitem', { name: 'Copy path' }));
    expect(fake.inputsOf('app.writeClipboard')).toEqual([{ text: '/config' }]);
    await waitFor(() => {
      expect(screen.queryByRole('menu')).toBeNull();
    });
  });
});
