import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import {
  expectNewest,
  grid,
  keptWatch,
  openChanges,
  paths,
  region,
  rows,
  scrollTo,
  useListHeight,
} from './changes-window.tsx';

vi.mock('../../../renderer/monaco/index.ts', () => import('./diff-as-text.tsx'));

useListHeight();

describe('the list', () => {
  it('says what will appear in it', async () => {
    await openChanges();
    await screen.findByText('No changes yet');
    expect(within(region()).getByRole('status', { name: 'Changes seen' }).textContent).toBe('0');
    expect(
      within(grid())
        .getAllByRole('columnheader')
        .map((head) => head.textContent),
    ).toEqual(['Time', 'Kind', 'Path', 'Version', 'Size', 'Seen by']);
  });

  it('shows time, kind, path and version, newest first, and what was merged', async () => {
    const { add } = await openChanges();
    add({ kind: 'created', path: '/a', version: 0 });
    add({ kind: 'dataChanged', path: '/a', version: 12, count: 12 });
    add({ kind: 'childrenChanged', path: '/b', version: 3 });
    add({ kind: 'deleted', path: '/a' });
    await waitFor(() => {
      expect(rows()).toHaveLength(4);
    });
    const shown = rows();
    expect(shown.map(([, kind]) => kind)).toEqual([
      'Deleted',
      'Children changed',
      'Data changed×12',
      'Created',
    ]);
    expect(shown[3]).toEqual(['03:04:06.678', 'Created', '/a', '0', '', '']);
    expect(shown[0]?.[3]).toBe('');
    expect(screen.getByRole('status', { name: 'Changes seen' }).textContent).toBe('15');
  });

  it('holds only the rows on screen of 10,000', async () => {
    await openChanges((changes) => {
      for (let i = 0; i < 10_000; i++) changes.add();
    });
    await expectNewest('/config/key-10000');
    expect(rows().length).toBeLessThan(40);
    expect(grid().getAttribute('aria-rowcount')).toBe('10001');
    scrollTo(5_000 * 24);
    await waitFor(() => {
      expect(paths()).toContain('/config/key-5000');
    });
    expect(
      within(grid())
        .getByText('/config/key-5000')
        .closest('[role=row]')
        ?.getAttribute('aria-rowindex'),
    ).toBe('5002');
  });

  it('shows new changes at the top, and stands still once the user has scrolled', async () => {
    const { add, user } = await openChanges((changes) => {
      for (let i = 0; i < 100; i++) changes.add();
    });
    await expectNewest('/config/key-100');
    add({ path: '/newer' });
    await expectNewest('/newer');
    scrollTo(24);
    add({ path: '/newest' });
    add({ path: '/newest' });
    const button = await screen.findByRole('button', { name: '2 new' });
    expect(paths()).not.toContain('/newest');
    expect(screen.getByRole('status', { name: 'Changes seen' }).textContent).toBe('103');
    await user.click(button);
    await expectNewest('/newest');
    expect(screen.queryByRole('button', { name: /new$/ })).toBeNull();
  });

  it('can be paused while it goes on counting', async () => {
    const { add, user } = await openChanges((changes) => changes.add());
    await expectNewest('/config/key-1');
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    add();
    await screen.findByRole('button', { name: '1 new' });
    expect(paths()).toEqual(['/config/key-1']);
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    await expectNewest('/config/key-2');
  });

  it('can be filtered by path and kind', async () => {
    const { add, user } = await openChanges();
    add({ path: '/a', kind: 'created' });
    add({ path: '/b', kind: 'created' });
    add({ path: '/b', kind: 'deleted' });
    await waitFor(() => {
      expect(rows()).toHaveLength(3);
    });
    await user.type(screen.getByRole('searchbox', { name: 'Filter changes by path' }), 'b');
    await waitFor(() => {
      expect(paths()).toEqual(['/b', '/b']);
    });
    await user.click(screen.getByRole('button', { name: 'Kinds of entry: All kinds' }));
    const kinds = await screen.findByRole('dialog', { name: /^Kinds of entry/ });
    await user.click(within(kinds).getByRole('checkbox', { name: 'All kinds' }));
    await user.click(within(kinds).getByRole('checkbox', { name: 'Deleted' }));
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(rows()).toHaveLength(1);
    });
    await user.type(screen.getByRole('searchbox', { name: 'Filter changes by path' }), 'x');
    const title = await screen.findByText('No change matches');
    const button = title.parentElement?.querySelector('button');
    if (!button) throw new Error('there is no way out of the filter');
    await user.click(button);
    await waitFor(() => {
      expect(rows()).toHaveLength(3);
    });
  });

  it('can be cleared, which does not change how many were seen', async () => {
    const { user } = await openChanges((changes) => changes.add());
    await expectNewest('/config/key-1');
    await user.click(screen.getByRole('button', { name: 'Clear the list' }));
    await screen.findByText('No changes yet');
    expect(screen.getByRole('status', { name: 'Changes seen' }).textContent).toBe('1');
  });

  it.each([
    ['Clear the list only', { isCleared: true, forgotten: 0 }],
    ['Delete what is kept too', { isCleared: true, forgotten: 1 }],
    ['Cancel', { isCleared: false, forgotten: 0 }],
  ])('asks before it is cleared what becomes of what is kept: %s', async (answer, expected) => {
    const { user, fake } = await openChanges((changes) => changes.add());
    fake.answer({ 'watches.forgetHistories': () => undefined });
    const historySize = { sizeBytes: 1, maxBytes: 2 };
    act(() => {
      fake.publish('watches', [{ ...keptWatch, historySize }]);
    });
    await expectNewest('/config/key-1');
    await user.click(screen.getByRole('button', { name: 'Clear the list' }));
    const dialog = await screen.findByRole('dialog', { name: 'Clear the list' });
    expect(fake.inputsOf('changes.clear')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: answer }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(fake.inputsOf('changes.clear')).toHaveLength(expected.isCleared ? 1 : 0);
    expect(fake.inputsOf('watches.forgetHistories')).toHaveLength(expected.forgotten);
  });

  it('begins anew with another connection', async () => {
    const { add, changes, publish } = await openChanges((all) => {
      for (let i = 0; i < 100; i++) all.add();
    });
    await expectNewest('/config/key-100');
    scrollTo(48);
    changes.changes.length = 0;
    changes.seen = 0;
    changes.kept = 0;
    publish();
    add({ path: '/other' });
    await expectNewest('/other');
  });
});
