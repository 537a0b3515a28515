import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ChangesStatistics } from '../../../shared/model/timeline.ts';
import { useViewportHeight } from '../layout.ts';
import { begin, showTimeline, statisticsOf } from './fake-timeline.ts';

useViewportHeight(240);

afterEach(() => {
  vi.useRealTimers();
});

const minute = 60_000;

describe('the filters', () => {
  it('ask by glob, kinds, value and time', async () => {
    const { user, lastQuery } = await showTimeline({ entries: [{}] });
    await user.selectOptions(screen.getByLabelText('How the path is matched'), 'Glob');
    await user.type(screen.getByRole('searchbox', { name: 'Filter changes by path' }), '/a/*');
    await user.type(screen.getByRole('searchbox', { name: 'Text in values' }), 'x');
    await user.click(screen.getByRole('button', { name: 'Kinds of entry: All kinds' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Session' }));
    await user.click(screen.getByRole('checkbox', { name: 'Gap' }));
    await user.keyboard('{Escape}');
    const asked = Date.now();
    await user.selectOptions(screen.getByLabelText('Time range'), 'Last 10 minutes');
    await waitFor(() => {
      expect(lastQuery()).toMatchObject({
        path: { kind: 'glob', pattern: '/a/*' },
        kinds: ['created', 'dataChanged', 'deleted', 'childrenChanged', 'aclChanged'],
        value: 'x',
      });
      const from = lastQuery()?.from ?? 0;
      expect(from).toBeGreaterThan(asked - 11 * minute);
      expect(from).toBeLessThanOrEqual(Date.now() - 10 * minute);
    });
    await user.click(screen.getByRole('button', { name: 'Reset filters' }));
    await waitFor(() => {
      expect(lastQuery()).toEqual({});
    });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Reset filters' }).disabled).toBe(
      true,
    );
  });

  it('say at the field why a pattern cannot be used', async () => {
    const { fake, user } = await showTimeline({ entries: [{}] });
    const problem = { field: 'path', detail: 'missing )' } as const;
    fake.answer({
      'changes.getWindow': ({ from }) => ({
        ...{ seen: 1, kept: 1, matching: 0, scanned: 1, from, rows: [], problem },
      }),
    });
    await user.selectOptions(screen.getByLabelText('How the path is matched'), 'Regex');
    const field = screen.getByRole('searchbox', { name: 'Filter changes by path' });
    fake.answer({ 'changes.getStatistics': () => statisticsOf({}) });
    await user.type(field, '(');
    await screen.findByText('This pattern cannot be used: missing ).');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await screen.findByText('The pattern cannot be used');
    // Nothing was counted, which is not the same.
    expect(screen.queryByText('No changes in this time')).toBeNull();
  });

  it('show how many entries pass, and how far the search is', async () => {
    const { fake, user } = await showTimeline({ entries: [{}] });
    let scanned = 4_000;
    fake.answer({
      'changes.getWindow': ({ from }) => ({
        ...{ seen: 9_000, kept: 9_000, matching: 12, scanned, from, rows: [] },
      }),
    });
    await user.type(screen.getByRole('searchbox', { name: 'Text in values' }), 'x');
    await screen.findByText('12 found, 4,000 of 9,000 looked at');
    scanned = 9_000;
    fake.publish('changes', { seen: 9_000, kept: 9_000 });
    await screen.findByText('12 of 9,000 entries');
  });

  it('can be hidden, which is remembered', async () => {
    const { fake, user } = await showTimeline({});
    await user.click(screen.getByRole('button', { name: 'Filters' }));
    expect(screen.queryByRole('searchbox', { name: 'Filter changes by path' })).toBeNull();
    expect(fake.inputsOf('app.changeSettings')).toEqual([
      { panels: { changes: { filters: false } } },
    ]);
  });
});

describe('the chart', () => {
  const histogram = { from: begin, to: begin + 100_000, counts: [0, 3, 0, 1] };
  const handlers = {
    'changes.getStatistics': () => statisticsOf({ matching: 4, histogram }),
  };

  it('says what it shows', async () => {
    await showTimeline({ handlers });
    await screen.findByRole('img', {
      name: '4 changes from 2026-01-02 03:04:05 to 03:05:45, at most 3 in 25 s',
    });
  });

  it('chooses a time range by a drag, and all times by a double click', async () => {
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(
      new DOMRect(0, 0, 100, 32),
    );
    HTMLElement.prototype.setPointerCapture = () => undefined;
    const { lastQuery } = await showTimeline({ handlers });
    const surface = await screen.findByRole('slider', { name: 'Time range in the chart' });
    fireEvent.pointerDown(surface, { button: 0, pointerId: 1, clientX: 75 });
    fireEvent.pointerMove(surface, { pointerId: 1, clientX: 60 });
    fireEvent.pointerUp(surface, { pointerId: 1, clientX: 25 });
    await waitFor(() => {
      expect(lastQuery()).toEqual({ from: begin + 25_000, to: begin + 75_000 });
    });
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Time range' }).value).toBe(
      'between',
    );
    fireEvent.doubleClick(surface);
    await waitFor(() => {
      expect(lastQuery()).toEqual({});
    });
    vi.restoreAllMocks();
  });

  it('chooses and moves a time range by keys, says it in words, and lets it go', async () => {
    const { fake, user, lastQuery } = await showTimeline({ handlers });
    const slider = await screen.findByRole('slider', { name: 'Time range in the chart' });
    expect(slider.getAttribute('aria-valuetext')).toBe('All times');
    act(() => {
      slider.focus();
    });
    await user.keyboard('{End}');
    await waitFor(() => {
      expect(lastQuery()).toEqual({ from: begin + 75_000, to: begin + 100_000 });
    });
    expect(slider.getAttribute('aria-valuetext')).toBe('2026-01-02 03:05:20 to 03:05:45, 25 s');
    await user.keyboard('{ArrowLeft}{Shift>}{ArrowLeft}{/Shift}');
    await waitFor(() => {
      expect(lastQuery()).toEqual({ from: begin + 25_000, to: begin + 75_000 });
    });
    const chart = screen.getByRole('figure', { name: 'Changes over time' });
    within(chart).getByText('2026-01-02 03:04:30 – 03:05:20');
    // The others are still drawn, so that the brush has somewhere to go; until it is enlarged.
    const chartQuery = () =>
      fake
        .inputsOf('changes.getStatistics')
        .filter(({ topPaths }) => topPaths === 0)
        .at(-1)?.query;
    expect(chartQuery()).toEqual({});
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(chartQuery()).toEqual({ from: begin + 25_000, to: begin + 75_000 });
    });
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(lastQuery()).toEqual({});
    });
    expect(chartQuery()).toEqual({});
    await user.keyboard('{Home}');
    await user.click(await within(chart).findByRole('button', { name: 'Show all times' }));
    await waitFor(() => {
      expect(lastQuery()).toEqual({});
    });
    expect(within(chart).queryByRole('button')).toBeNull();
  });

  it('names a range that ends now, which can be let go beside it', async () => {
    const { user, lastQuery } = await showTimeline({ handlers });
    await user.selectOptions(screen.getByLabelText('Time range'), 'Last hour');
    const chart = screen.getByRole('figure', { name: 'Changes over time' });
    within(chart).getByText('Last hour');
    await user.click(within(chart).getByRole('button', { name: 'Show all times' }));
    await waitFor(() => {
      expect(lastQuery()).toEqual({});
    });
  });

  it('says nothing until the first count is there, nor of another timeline', async () => {
    let answer: (statistics: ChangesStatistics) => void = () => undefined;
    const { fake } = await showTimeline({
      entries: [{}],
      handlers: { 'changes.getStatistics': () => new Promise((resolve) => (answer = resolve)) },
    });
    await screen.findByText('/key-1');
    expect(screen.queryByText('No changes in this time')).toBeNull();
    answer(statisticsOf({}));
    await screen.findByText('No changes in this time');
    act(() => {
      fake.publish('timelines', [
        { kind: 'imported', id: '7', file: '/tmp/a.ndjson', kept: 1, refused: 0 },
      ]);
    });
    await userEvent.selectOptions(await screen.findByLabelText('Timeline'), 'a.ndjson');
    await waitFor(() => {
      expect(screen.queryByText('No changes in this time')).toBeNull();
    });
  });

  it('counts again when there is something to count', async () => {
    let statistics = statisticsOf({});
    const { fake } = await showTimeline({
      handlers: { 'changes.getStatistics': () => statistics },
    });
    await screen.findByText('No changes in this time');
    statistics = statisticsOf({ matching: 4, histogram });
    act(() => {
      fake.publish('changes', { seen: 4, kept: 4 });
    });
    await screen.findByRole('img', { name: /^4 changes/ });
  });

  it('can be hidden, and nothing is counted then', async () => {
    const { fake, user } = await showTimeline({ handlers });
    await screen.findByRole('img');
    await user.click(screen.getByRole('button', { name: 'Chart' }));
    expect(screen.queryByRole('figure')).toBeNull();
    const before = fake.inputsOf('changes.getStatistics').length;
    await user.type(screen.getByRole('searchbox', { name: 'Text in values' }), 'x');
    expect(fake.inputsOf('changes.getStatistics')).toHaveLength(before);
  });
});

describe('the counts', () => {
  const byKind = { ...statisticsOf({}).byKind, dataChanged: 1_200, gap: 1 };
  const topPaths = [
    { path: '/config/{a}', count: 1_000 },
    { path: '/b', count: 200 },
  ];
  const handlers = {
    'changes.getStatistics': () =>
      statisticsOf({ matching: 1_201, byKind, pathCount: 2, topPaths }),
  };

  it('show how often by kind and path, and show only one of them', async () => {
    const { user, lastQuery } = await showTimeline({ handlers });
    await user.click(screen.getByRole('button', { name: 'Counts' }));
    const counts = await screen.findByRole('dialog', { name: 'Counts' });
    await within(counts).findByText('By path, 2 changed');
    await user.click(within(counts).getByRole('button', { name: 'Show only /config/{a} (1,000)' }));
    await waitFor(() => {
      expect(lastQuery()).toEqual({ path: { kind: 'glob', pattern: '/config/\\{a\\}' } });
    });
    await user.click(screen.getByRole('button', { name: 'Counts' }));
    await user.click(await screen.findByRole('button', { name: 'Show only Gap (1)' }));
    await waitFor(() => {
      expect(lastQuery()?.kinds).toEqual(['gap']);
    });
  });
});
