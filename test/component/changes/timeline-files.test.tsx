import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../../renderer/commands/index.ts';
import { changesViews } from '../../../renderer/features/changes/index.ts';
import { useNoticeStore } from '../../../renderer/stores/notice-store.ts';
import { useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import type { ExportOutcome, ImportedTimeline } from '../../../shared/model/timeline.ts';
import { registerViews } from '../../../renderer/views/index.ts';
import { useViewportHeight } from '../layout.ts';
import { begin, showTimeline } from './fake-timeline.ts';

useViewportHeight(240);

let unregister: () => void;
beforeEach(() => {
  unregister = registerViews(changesViews);
});
afterEach(() => {
  unregister();
});

const timeline: ImportedTimeline = {
  kind: 'imported',
  id: '7',
  file: '/home/ann/incident.ndjson',
  connection: 'zk1:2181/app',
  exportedAt: begin,
  kept: 1,
  refused: 2,
};

function noticeTexts(): string[] {
  return useNoticeStore.getState().notices.map((notice) => ('text' in notice ? notice.text : ''));
}

describe('an export', () => {
  it('writes what is shown, shows how far it is, and says what was written', async () => {
    let finish: (outcome: ExportOutcome) => void = () => undefined;
    const { fake, user } = await showTimeline({
      entries: [{}],
      handlers: { 'changes.export': () => new Promise((resolve) => (finish = resolve)) },
    });
    await user.type(screen.getByRole('searchbox', { name: 'Text in values' }), 'x');
    await user.click(screen.getByRole('button', { name: 'Export and import' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Export as CSV…' }));
    expect(fake.inputsOf('changes.export')).toEqual([
      { source: 'live', query: { value: 'x' }, format: 'csv' },
    ]);
    const callId = fake.calls.find(({ name }) => name === 'changes.export')?.callId ?? '';
    const kind = 'exportingChanges';
    act(() => {
      fake.publish('progress', [{ callId, kind, path: '/tmp/out.csv', done: 500, total: 2_000 }]);
    });
    const bar = await screen.findByRole('progressbar', { name: 'Exporting changes to out.csv' });
    expect(bar.textContent).toContain('500 / 2,000');
    finish({ kind: 'written', file: '/tmp/out.csv', entries: 2_000 });
    await waitFor(() => {
      expect(noticeTexts()).toEqual(['2,000 entries were written to /tmp/out.csv.']);
    });
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('can be cancelled, and is then not reported as a failure', async () => {
    const { fake, user } = await showTimeline({
      handlers: { 'changes.export': () => new Promise(() => undefined) },
    });
    act(() => {
      runCommand('changes.exportNdjson');
    });
    const callId = fake.calls.find(({ name }) => name === 'changes.export')?.callId ?? '';
    act(() => {
      fake.publish('progress', [
        { callId, kind: 'exportingChanges', path: '/tmp/out.ndjson', done: 1 },
      ]);
    });
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => {
      expect(screen.queryByRole('progressbar')).toBeNull();
    });
    expect(fake.cancelled).toContain(callId);
    expect(noticeTexts()).toEqual([]);
  });
});

describe('an import', () => {
  async function importFile() {
    const opened = await showTimeline({ entries: [{}] });
    const { fake, user } = opened;
    fake.answer({
      'changes.import': () => {
        // The topic may come after the answer.
        setTimeout(() => {
          act(() => {
            fake.publish('timelines', [timeline]);
          });
        }, 20);
        return { kind: 'imported', timeline, refusals: [{ line: 5, detail: 'not JSON' }] };
      },
      'changes.closeFile': () => {
        act(() => {
          fake.publish('timelines', []);
        });
      },
    });
    await user.click(screen.getByRole('button', { name: 'Export and import' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Import a timeline…' }));
    await screen.findByText('Offline file');
    return opened;
  }

  it('shows the file, where it is from, and what was left out', async () => {
    const { fake, user } = await importFile();
    const region = screen.getByRole('region', { name: 'Changes' });
    expect(region.textContent).toMatch(
      /1 entry · seen by zk1:2181\/app · exported 2026-01-02.*2 lines left/,
    );
    expect(noticeTexts()[0]).toMatch(/^2 lines of .* the first is line 5\.$/);
    expect(fake.inputsOf('changes.getWindow').at(-1)?.source).toEqual({ file: '7' });
    await user.click(await within(region).findByText('/key-1'));
    await screen.findByRole('region', { name: 'Change' });
    expect(fake.inputsOf('changes.getDetail')).toEqual([{ source: { file: '7' }, id: 1 }]);
    // Its znodes may be those of another ensemble.
    expect(useSelectionStore.getState().selectedPath).toBeNull();
  });

  it('leaves the choice between the file and what is live, and can be closed', async () => {
    const { fake, user } = await importFile();
    const source = () => fake.inputsOf('changes.getWindow').at(-1)?.source;
    await user.selectOptions(screen.getByLabelText('Timeline'), 'Live');
    await waitFor(() => {
      expect(source()).toBe('live');
    });
    await user.selectOptions(screen.getByLabelText('Timeline'), 'incident.ndjson');
    await user.click(await screen.findByRole('button', { name: 'Close file' }));
    await waitFor(() => {
      expect(source()).toBe('live');
    });
    expect(fake.inputsOf('changes.closeFile')).toEqual([{ file: '7' }]);
    expect(screen.queryByText('Offline file')).toBeNull();
    expect(screen.queryByLabelText('Timeline')).toBeNull();
  });

  it('is one of several timelines, as are those of earlier connections', async () => {
    const endedAt = new Date(2026, 0, 2, 3, 4, 5).getTime();
    const connection = 'zk9:2181';
    const { fake, user } = await showTimeline({ entries: [{}] });
    const earlier = { kind: 'earlier', id: '8', connection, endedAt, kept: 1 } as const;
    act(() => {
      fake.publish('timelines', [timeline, earlier]);
    });
    const select = await screen.findByLabelText('Timeline');
    expect([...select.querySelectorAll('option')].map((option) => option.textContent)).toEqual([
      'Live',
      'incident.ndjson',
      'zk9:2181 until 2026-01-02 03:04:05',
    ]);
    await user.selectOptions(select, 'zk9:2181 until 2026-01-02 03:04:05');
    await screen.findByText('Earlier connection');
    await waitFor(() => {
      expect(fake.inputsOf('changes.getWindow').at(-1)?.source).toEqual({ file: '8' });
    });
    expect(screen.getByRole('region', { name: 'Changes' }).textContent).toMatch(
      /zk9:2181.*1 entry · closed 2026-01-02 03:04:05/,
    );
    await user.click(screen.getByRole('button', { name: 'Forget' }));
    expect(fake.inputsOf('changes.closeFile')).toEqual([{ file: '8' }]);
  });

  it('says when a file is none', async () => {
    const { user } = await showTimeline({
      handlers: { 'changes.import': () => ({ kind: 'noTimeline', file: '/tmp/x.txt' }) },
    });
    await user.click(screen.getByRole('button', { name: 'Export and import' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Import a timeline…' }));
    await waitFor(() => {
      expect(noticeTexts()).toEqual(['/tmp/x.txt is not a timeline that was exported as NDJSON.']);
    });
  });
});
