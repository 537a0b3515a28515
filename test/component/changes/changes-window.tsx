import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect } from 'vitest';
import { ChangesPanel } from '../../../renderer/features/changes/index.ts';
import type { Change, ChangeDetail, ChangeValue, UserWatch } from '../../../shared/model/change.ts';
import { useViewportHeight } from '../layout.ts';
import { connected, openWindow, show } from '../window.tsx';

/** Makes room for ten rows, for each test of a file. */
export function useListHeight(): void {
  useViewportHeight(240);
}

const second = 1_000;

export const keptWatch: UserWatch = {
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

export async function openChanges(prepare: (changes: FakeChanges) => void = () => undefined) {
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

export function region(): HTMLElement {
  return screen.getByRole('region', { name: 'Changes' });
}

export function grid(): HTMLElement {
  return within(region()).getByRole('grid', { name: 'Changes' });
}

/**
 * The cells of the rows in the page, newest first. Found by their attributes: with many rows, a query by role takes
 * seconds in a simulated page.
 */
export function rows(): (string | null)[][] {
  return [...document.querySelectorAll<HTMLElement>('[role=grid] [role=row][data-index]')]
    .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
    .map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent));
}

export function paths(): (string | null | undefined)[] {
  return rows().map((cells) => cells[2]);
}

export async function expectNewest(path: string): Promise<void> {
  await waitFor(() => {
    expect(paths()[0]).toBe(path);
  });
}

export function scrollTo(topPx: number): void {
  const body = document.querySelector('[role=grid] > [role=rowgroup]:last-child');
  if (!body) throw new Error('the grid has no body');
  body.scrollTop = topPx;
  fireEvent.scroll(body);
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
