import { act } from '@testing-library/react';
import { ChangesPanel } from '../../../renderer/features/changes/index.ts';
import { TimelineJobs } from '../../../renderer/features/changes/timeline-jobs.tsx';
import type { ChangesStatistics } from '../../../shared/model/timeline.ts';
import type { Change, ChangeDetail, ChangesQuery } from '../../../shared/model/change.ts';
import type { FakeHandlers } from '../fake-bridge.ts';
import { connected, openWindow, show } from '../window.tsx';
import { createElement, Fragment } from 'react';

export const begin = new Date(2026, 0, 2, 3, 4, 5, 678).getTime();

const noCounts: ChangesStatistics['byKind'] = {
  created: 0,
  dataChanged: 0,
  deleted: 0,
  childrenChanged: 0,
  aclChanged: 0,
  session: 0,
  gap: 0,
};

export function statisticsOf(some: Partial<ChangesStatistics>): ChangesStatistics {
  return {
    matching: 0,
    byKind: noCounts,
    pathCount: 0,
    topPaths: [],
    histogram: null,
    ...some,
  };
}

export interface ShownTimeline {
  readonly entries?: readonly Partial<Change>[];
  readonly detail?: Pick<ChangeDetail, 'before' | 'after'>;
  readonly handlers?: FakeHandlers;
}

/** Shows the panel on a timeline whose main process answers every query with the same entries. */
export async function showTimeline({ entries = [], detail, handlers }: ShownTimeline) {
  const changes = entries.map((entry, index): Change => {
    const id = index + 1;
    const common = { id, seenAt: begin + id * 1_000, path: `/key-${String(id)}`, count: 1 };
    return { kind: 'dataChanged', ...common, ...entry };
  });
  const fake = await openWindow({
    connection: connected,
    handlers: {
      'changes.getWindow': ({ from, count }) => ({
        seen: changes.length,
        kept: changes.length,
        matching: changes.length,
        scanned: changes.length,
        from,
        rows: [...changes].reverse().slice(from, from + count),
      }),
      'changes.getDetail': ({ id }) => {
        const change = changes[id - 1];
        const { before, after } = detail ?? {
          before: { kind: 'unknown' },
          after: { kind: 'unknown' },
        };
        return change ? { change, before, after } : null;
      },
      ...handlers,
    },
  });
  const { user } = show(
    createElement(Fragment, null, createElement(ChangesPanel), createElement(TimelineJobs)),
  );
  act(() => {
    fake.publish('changes', { seen: changes.length, kept: changes.length });
  });
  /** The last query that rows were asked for with. */
  const lastQuery = (): ChangesQuery | undefined =>
    fake.inputsOf('changes.getWindow').at(-1)?.query;
  return { fake, user, lastQuery };
}

/** The texts of the cells of the rows in the page, newest first. */
export function cellTexts(): string[][] {
  return [...document.querySelectorAll<HTMLElement>('[role=grid] [role=row][data-index]')]
    .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
    .map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent));
}
