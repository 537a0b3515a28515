import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import { bytes, expectNewest, grid, openChanges, useListHeight } from './changes-window.tsx';

vi.mock('../../../renderer/monaco/index.ts', () => import('./diff-as-text.tsx'));

useListHeight();

describe('one change', () => {
  it('opens by a click with before and after, and selects the node', async () => {
    const { add, changes, user } = await openChanges();
    const { id } = add({ path: '/config/timeout', version: 5 });
    changes.details.set(id, {
      before: { kind: 'value', data: bytes('3000'), version: 4 },
      after: { kind: 'value', data: bytes('5000'), version: 5 },
    });
    await expectNewest('/config/timeout');
    await user.click(within(grid()).getByText('/config/timeout'));
    const detail = await screen.findByRole('region', { name: 'Change' });
    const diff = await within(detail).findByTestId('diff');
    expect(diff.textContent).toBe('3000 → 5000');
    expect(useSelectionStore.getState().selectedPath).toBe('/config/timeout');
    expect(within(detail).getByText(/version 4/)).toBeTruthy();
    await user.click(within(detail).getByRole('button', { name: 'Close the change' }));
    expect(screen.queryByRole('region', { name: 'Change' })).toBeNull();
  });

  it('opens by Enter on the row the arrows lead to', async () => {
    const { add, user } = await openChanges();
    add({ path: '/older' });
    add({ path: '/newer' });
    await expectNewest('/newer');
    grid().focus();
    await user.keyboard('{ArrowDown}');
    const active = document.getElementById(grid().getAttribute('aria-activedescendant') ?? '');
    expect(active?.textContent).toContain('/older');
    await user.keyboard('{Enter}');
    await screen.findByRole('region', { name: 'Change' });
    expect(useSelectionStore.getState().selectedPath).toBe('/older');
  });

  it('shows bytes that are not text as hex', async () => {
    const { add, changes, user } = await openChanges();
    const { id } = add({ path: '/blob' });
    changes.details.set(id, {
      before: { kind: 'value', data: null, version: 0 },
      after: { kind: 'value', data: Uint8Array.of(0xff, 0xfe), version: 1 },
    });
    await expectNewest('/blob');
    await user.click(within(grid()).getByText('/blob'));
    const diff = await screen.findByTestId('diff');
    expect(diff.textContent).toContain('ff fe');
    expect(diff.dataset.language).toBe('text');
    expect(screen.getByText(/no data \(null\)/)).toBeTruthy();
  });

  it('says in words what is not known and what is not there', async () => {
    const { add, changes, user } = await openChanges();
    const { id } = add({ path: '/x', kind: 'deleted' });
    changes.details.set(id, { before: { kind: 'unknown' }, after: { kind: 'absent' } });
    await expectNewest('/x');
    await user.click(within(grid()).getByText('/x'));
    const detail = await screen.findByRole('region', { name: 'Change' });
    await within(detail).findByText(/was not read here/);
    expect(within(detail).getByText(/The node is gone/)).toBeTruthy();
    expect(within(detail).queryByTestId('diff')).toBeNull();
  });

  it('shows a value that is read after the change was', async () => {
    const { add, changes, user, publish } = await openChanges();
    const { id } = add({ path: '/late', kind: 'created' });
    changes.details.set(id, { before: { kind: 'absent' }, after: { kind: 'unknown' } });
    await expectNewest('/late');
    await user.click(within(grid()).getByText('/late'));
    await screen.findByText(/value after was not read/);
    changes.details.set(id, {
      before: { kind: 'absent' },
      after: { kind: 'value', data: bytes('{"a": 1}'), version: 0 },
    });
    publish();
    const diff = await screen.findByTestId('diff');
    expect(diff.dataset.language).toBe('json');
  });
});
