import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ChangesPanel } from '../../../renderer/features/changes/index.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import type { Change, ChangeDetail, ChangeValue, UserWatch } from '../../../shared/model/change.ts';
import { useViewportHeight } from '../layout.ts';
import { connected, openWindow, show } from '../window.tsx';

// The editor needs a browser; what it is given is what counts here.
vi.mock('../../../renderer/monaco/index.ts', () => ({
  TextDiff: (props: { original: string; modified: string; language: string }) => (
    <div data-testid="diff" data-language={props.language}>
      {props.original} → {props.modified}
    </div>
  ),
}));

useViewportHeight(240);

const second = 1_000;

const keptWatch: UserWatch = {
  id: 'watch-1',
  path: '/config',
  scope: 'subtree',
  since: 1,
  state: 'live',
  isPaused: false,
  changeCount: 0,
  perMinute: 0,
  isSampling: false,
  serverWatches: 1,
  nodeCount: 1,
  keepOnDisk: true,
};

/** The list of changes as the main process keeps it. */
class FakeChanges {
  readonly changes: Change[] = [];
  readonly details = new Map<number, Pick<ChangeDetail, 'before' | 'after'>>();
  seen = 0;
  kept = 0;

  add(change: Partial<Change> = {}): Change {
    const id = this.changes.length + 1;
    const added: Change = {
      id,
      seenAt: new Date(2026, 0, 2, 3, 4, 5, 678).getTime() + id * second,
      kind: 'dataChanged',
      path: `/config/key-${String(id)}`,
      count: 1,
      ...change,
    };
    this.changes.push(added);
    this.seen += added.count;
    this.kept++;
    return added;
  }
}

async function openChanges(prepare: (changes: FakeChanges) => void = () => undefined) {
  const changes = new FakeChanges();
  prepare(changes);
  const fake = await openWindow({
    connection: connected,
    handlers: {
      'changes.getWindow': ({ from, count, query = {} }) => {
        const rows = changes.changes
          .slice(changes.changes.length - changes.kept)
          .filter(({ id, kind, path }) => {
            if (id > (query.upTo ?? Infinity)) return false;
            if (query.kinds && !query.kinds.includes(kind)) return false;
            return path.includes(query.path?.pattern ?? '');
          })
          .reverse();
        const { seen, kept } = changes;
        return {
          seen,
          kept,
          matching: rows.length,
          scanned: kept,
          from,
          rows: rows.slice(from, from + count),
        };
      },
      'changes.getDetail': ({ id }) => {
        const change = changes.changes.find((each) => each.id === id);
        const unknown: ChangeValue = { kind: 'unknown' };
        const values = changes.details.get(id) ?? { before: unknown, after: unknown };
        return change ? { change, ...values } : null;
      },
      'changes.clear': () => {
        changes.kept = 0;
        publish();
      },
    },
  });
  const publish = () => {
    act(() => {
      fake.publish('changes', { seen: changes.seen, kept: changes.kept });
    });
  };
  publish();
  const { user } = show(<ChangesPanel />);
  const add = (change?: Partial<Change>) => {
    const added = changes.add(change);
    publish();
    return added;
  };
  return { fake, changes, user, add, publish };
}

function region(): HTMLElement {
  return screen.getByRole('region', { name: 'Changes' });
}

function grid(): HTMLElement {
  return within(region()).getByRole('grid', { name: 'Changes' });
}

/**
 * The cells of the rows in the page, newest first. Found by their attributes: with many rows, a query by role takes
 * seconds in a simulated page.
 */
function rows(): (string | null)[][] {
  return [...document.querySelectorAll<HTMLElement>('[role=grid] [role=row][data-index]')]
    .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
    .map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent));
}

function paths(): (string | null | undefined)[] {
  return rows().map((cells) => cells[2]);
}

async function expectNewest(path: string): Promise<void> {
  await waitFor(() => {
    expect(paths()[0]).toBe(path);
  });
}

function scrollTo(topPx: number): void {
  const body = document.querySelector('[role=grid] > [role=rowgroup]:last-child');
  if (!body) throw new Error('the grid has no body');
  body.scrollTop = topPx;
  fireEvent.scroll(body);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

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
