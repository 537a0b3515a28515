import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createViews } from '../../../renderer/features/create/index.ts';
import { deleteViews } from '../../../renderer/features/delete/index.ts';
import { TreePanel } from '../../../renderer/features/tree/index.ts';
import { ruleViews } from '../../../renderer/features/rules/index.ts';
import { watchButtonViews } from '../../../renderer/features/watches/index.ts';
import { useDialogStore } from '../../../renderer/stores/dialog-store.ts';
import { keepDraft } from '../../../renderer/stores/draft-store.ts';
import { goTo, useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { registerViews } from '../../../renderer/views/index.ts';
import type { TreeSummary } from '../../../shared/model/tree.ts';
import { FakeTree, manyNames } from '../fake-tree.ts';
import { forgetEdits } from '../node-samples.ts';
import { useViewportHeight } from '../layout.ts';
import { connected, openWindow, show } from '../window.tsx';

useViewportHeight(480);

let unregister: () => void;
beforeEach(() => {
  unregister = registerViews([...createViews, ...deleteViews, ...watchButtonViews, ...ruleViews]);
});
afterEach(() => {
  unregister();
  forgetEdits();
});

const small = {
  '/': ['config', 'lock', 'services'],
  '/config': ['database.url', 'timeout'],
  '/lock': ['lock-0000000001', 'lock-0000000002'],
  '/services': ['order-service', 'user-service'],
  '/services/order-service': ['instance-001'],
};

async function openTree(levels: Readonly<Record<string, string[]>> = small) {
  const tree = new FakeTree(levels);
  const fake = await openWindow({ connection: connected });
  const publish = (summary: TreeSummary) => {
    act(() => {
      fake.publish('tree', summary);
    });
  };
  fake.answer(tree.handlers(publish));
  publish(tree.summary);
  const { user } = show(<TreePanel />);
  await screen.findByRole('treeitem', { name: /^\// });
  return { fake, tree, user, publish };
}

function treeElement(): HTMLElement {
  const element = document.querySelector<HTMLElement>('[role=tree][aria-label=Znodes]');
  if (!element) throw new Error('no tree');
  return element;
}

/** Rows by their attributes: with many rows, a query by role takes seconds in a simulated page. */
function allRows(): HTMLElement[] {
  return [...treeElement().querySelectorAll<HTMLElement>('[role=treeitem]')];
}

function row(name: string): HTMLElement {
  const found = allRows().find((item) => nameIn(item) === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

/** What opens and closes the level of a row. */
function handleOf(name: string): Element {
  const handle = row(name).querySelector('[data-toggle]');
  if (!handle) throw new Error(`${name} has no handle`);
  return handle;
}

/** Names of the rows in the page, from the top down. */
function names(): string[] {
  return allRows()
    .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
    .map(nameIn);
}

function nameIn(item: HTMLElement): string {
  return item.getAttribute('aria-label')?.split(', ')[0] ?? '';
}

/** The name of the row that has the keyboard. */
function activeName(): string | null {
  const id = treeElement().getAttribute('aria-activedescendant');
  const element = id === null ? null : document.getElementById(id);
  return element && nameIn(element);
}

async function expectActive(name: string): Promise<void> {
  await waitFor(() => {
    expect(activeName()).toBe(name);
  });
}

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

  it('tell why the root cannot be listed', async () => {
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

describe('live', () => {
  it('shows rows that come and go, each flash once', async () => {
    const { tree, publish } = await openTree();
    publish(
      tree.change(() => {
        tree.node('/').children = ['config', 'leader', 'lock', 'services'];
        tree.happen('/leader', 'created');
        tree.happen('/config', 'dataChanged', 3);
      }),
    );
    await waitFor(() => {
      expect(names()).toEqual(['/', 'config', 'leader', 'lock', 'services']);
    });
    expect(row('leader').querySelector('[data-flash]')).not.toBeNull();
    expect(row('config').querySelector('[data-flash]')).not.toBeNull();
    expect(row('lock').querySelector('[data-flash]')).toBeNull();
    await waitFor(
      () => {
        expect(document.querySelector('[data-flash]')).toBeNull();
      },
      { timeout: 2_000 },
    );
  });

  it('says what a flash is about, in words and by shape', async () => {
    const { tree, publish } = await openTree();
    publish(
      tree.change(() => {
        tree.happen('/config', 'dataChanged');
        tree.happen('/lock', 'deleted');
      }),
    );
    await waitFor(() => {
      expect(row('config').getAttribute('aria-label')).toContain('just changed');
    });
    expect(row('config').querySelector('[data-flash="changed"]')).not.toBeNull();
    expect(row('lock').getAttribute('aria-label')).toContain('a child was just deleted');
    expect(row('lock').querySelector('[data-flash="deleted"]')).not.toBeNull();
    await waitFor(
      () => {
        expect(row('config').getAttribute('aria-label')).not.toContain('just changed');
      },
      { timeout: 2_000 },
    );
  });

  it('shows how much has changed below a closed row', async () => {
    const { tree, publish } = await openTree();
    publish(tree.change(() => (tree.node('/config').changesBelow = 3)));
    await waitFor(() => {
      expect(row('config').getAttribute('aria-label')).toContain('3 changes below');
    });
    expect(row('config').textContent).toContain('3');
    publish(tree.change(() => (tree.node('/config').changesBelow = 0)));
    await waitFor(() => {
      expect(row('config').getAttribute('aria-label')).not.toContain('below');
    });
  });

  it('keeps what is looked at in place when rows come above it', async () => {
    const { tree, publish } = await openTree({ '/': manyNames(100_000, 'node-') });
    const scroller = treeElement();
    scroller.scrollTop = 50_000 * 24;
    fireEvent.scroll(scroller);
    await waitFor(() => {
      expect(names()).toContain('node-049999');
    });
    const topBefore = parseFloat(row('node-050005').style.top) - scroller.scrollTop;
    publish(
      tree.change(() => {
        tree.node('/').children?.unshift('aaa', 'bbb', 'ccc');
      }),
    );
    await waitFor(() => {
      expect(row('node-050005').getAttribute('aria-posinset')).toBe('50009');
    });
    expect(parseFloat(row('node-050005').style.top) - scroller.scrollTop).toBe(topBefore);
  });

  it('keeps the keyboard on its row while others come and go', async () => {
    const { tree, user, publish } = await openTree();
    await user.tab();
    await user.keyboard('{End}');
    await expectActive('services');
    publish(tree.change(() => tree.node('/').children?.unshift('alpha')));
    await waitFor(() => {
      expect(names()).toContain('alpha');
    });
    expect(activeName()).toBe('services');
    expect(document.activeElement).toBe(treeElement());
  });

  it('gives the keyboard to the next row when somebody deletes the active one', async () => {
    const { tree, user, publish } = await openTree();
    await user.click(row('lock'));
    publish(tree.change(() => tree.remove('/lock')));
    await waitFor(() => {
      expect(names()).not.toContain('lock');
    });
    expect(activeName()).toBe('services');
    expect(document.activeElement).toBe(treeElement());
    // The node panel tells what became of it, so the selection stays.
    expect(useSelectionStore.getState().selectedPath).toBe('/lock');
  });

  it('gives the keyboard to the row above when the last one is gone', async () => {
    const { tree, user, publish } = await openTree();
    await user.click(row('services'));
    publish(tree.change(() => tree.remove('/services')));
    await expectActive('lock');
  });

  it('gives the keyboard to the row whose level is closed', async () => {
    const { tree, user, publish } = await openTree();
    publish(tree.change(() => (tree.node('/config').isExpanded = true)));
    await waitFor(() => {
      expect(names()).toContain('timeout');
    });
    await user.click(row('timeout'));
    await user.click(handleOf('config'));
    await waitFor(() => {
      expect(names()).not.toContain('timeout');
    });
    expect(activeName()).toBe('config');
    expect(useSelectionStore.getState().selectedPath).toBe('/config/timeout');
  });
});

describe('a path chosen elsewhere', () => {
  it('is revealed, selected and made the active row', async () => {
    await openTree({ ...small, '/': [...manyNames(5_000, 'a-'), 'services'] });
    act(() => {
      goTo('/services/order-service/instance-001');
    });
    await waitFor(() => {
      expect(row('instance-001').getAttribute('aria-selected')).toBe('true');
    });
    await expectActive('instance-001');
    const top = parseFloat(row('instance-001').style.top);
    const { scrollTop } = treeElement();
    expect(top).toBeGreaterThanOrEqual(scrollTop);
    expect(top).toBeLessThan(scrollTop + 480);
  });

  it('that does not exist leaves the tree as it is', async () => {
    await openTree();
    act(() => {
      goTo('/nowhere');
    });
    await waitFor(() => {
      expect(useSelectionStore.getState().selectedPath).toBe('/nowhere');
    });
    expect(activeName()).toBe('/');
  });
});
