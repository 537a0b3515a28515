import { act, fireEvent, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { goTo, useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { manyNames } from '../fake-tree.ts';
import {
  activeName,
  expectActive,
  handleOf,
  names,
  openTree,
  row,
  small,
  treeElement,
  useTreeViews,
} from './tree-window.tsx';

useTreeViews();

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
