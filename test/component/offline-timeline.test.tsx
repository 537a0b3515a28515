import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../../renderer/app/app.tsx';
import { registerWindow } from '../../renderer/app/commands.ts';
import { findCommand } from '../../renderer/commands/index.ts';
import { useConnectionStore } from '../../renderer/stores/connection-store.ts';
import type { ImportOutcome, ImportedTimeline } from '../../shared/model/timeline.ts';
import { fail } from './fake-bridge.ts';
import { useViewportHeight } from './layout.ts';
import { connected, openWindow, show } from './window.tsx';

useViewportHeight(240);

let unregister: () => void = () => undefined;
beforeEach(() => {
  unregister = registerWindow();
});
afterEach(() => {
  unregister();
});

const timeline: ImportedTimeline = {
  kind: 'imported',
  id: '7',
  file: '/home/ann/incident.ndjson',
  kept: 0,
  refused: 0,
};

async function openOffline() {
  const fake = await openWindow();
  fake.answer({
    'changes.import': () => {
      act(() => {
        fake.publish('timelines', [timeline]);
      });
      return { kind: 'imported', timeline, refusals: [] };
    },
    'changes.closeFile': () => {
      act(() => {
        fake.publish('timelines', []);
      });
    },
  });
  return { fake, ...show(<App />) };
}

const openButton = () =>
  screen.getByRole<HTMLButtonElement>('button', { name: 'Open a timeline file…' });

test('a timeline is opened from the connect screen, shown alone, and closed', async () => {
  const { fake, user } = await openOffline();
  await user.click(openButton());
  await screen.findByText('Offline file');
  expect(screen.queryByRole('textbox', { name: 'Connect string' })).toBeNull();
  expect(fake.inputsOf('changes.getWindow').at(-1)?.source).toEqual({ file: '7' });
  await user.click(screen.getByRole('button', { name: 'Close file' }));
  await screen.findByRole('textbox', { name: 'Connect string' });
  expect(fake.inputsOf('changes.closeFile')).toEqual([{ file: '7' }]);
});

test('the connect screen shows how far an import is, and it can be cancelled there', async () => {
  const { fake, user } = await openOffline();
  let finish: (outcome: ImportOutcome) => void = () => undefined;
  fake.answer({ 'changes.import': () => new Promise((resolve) => (finish = resolve)) });
  await user.click(openButton());
  const callId = fake.calls.find(({ name }) => name === 'changes.import')?.callId ?? '';
  const kind = 'importingChanges';
  act(() => {
    fake.publish('progress', [{ callId, kind, path: timeline.file, done: 500, total: 2_000 }]);
  });
  const bar = await screen.findByRole('progressbar', { name: 'Importing incident.ndjson' });
  expect(bar.textContent).toContain('500 bytes / 2 kB');
  // One at a time; whoever waits can connect instead.
  expect(openButton().disabled).toBe(true);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Connect' }).disabled).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => {
    expect(screen.queryByRole('progressbar')).toBeNull();
  });
  expect(fake.cancelled).toContain(callId);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(openButton().disabled).toBe(false);
  finish({ kind: 'notChosen' });
});

test('an import that fails is reported in one sentence, and the connect screen stays usable', async () => {
  const { fake, user } = await openOffline();
  fake.answer({
    'changes.import': () => {
      throw fail({ code: 'FILE_FAILED', operation: 'changes.import', detail: 'EACCES' });
    },
  });
  await user.click(openButton());
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/^Importing changes failed: the file cannot be read.*EACCES/);
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  await user.type(screen.getByRole('textbox', { name: 'Connect string' }), 'zk1:2181');
  expect(openButton().disabled).toBe(false);
  fake.answer({ 'changes.import': () => ({ kind: 'noTimeline', file: '/tmp/x.txt' }) });
  await user.click(openButton());
  await screen.findByText('/tmp/x.txt is not a timeline that was exported as NDJSON.');
});

test('the command imports without a connection, unless one is being tried', async () => {
  await openOffline();
  const command = findCommand('changes.import');
  act(() => {
    useConnectionStore.setState({
      attempt: { kind: 'running', settings: connected.profile, startedAt: 0 },
    });
  });
  expect(command?.isEnabled()).toBe(false);
  act(() => {
    useConnectionStore.setState({ attempt: { kind: 'none' } });
  });
  expect(command?.isEnabled()).toBe(true);
  act(() => {
    command?.run();
  });
  await screen.findByText('Offline file');
});

test('what the last connection saw can be looked at from the connect screen', async () => {
  const { fake, user } = await openOffline();
  expect(screen.queryByRole('button', { name: /^Changes seen on/ })).toBeNull();
  const earlier = { kind: 'earlier', endedAt: 1, kept: 0 } as const;
  act(() => {
    fake.publish('timelines', [
      { ...earlier, id: '8', connection: 'zk8:2181' },
      { ...earlier, id: '9', connection: 'zk9:2181' },
      timeline,
    ]);
  });
  await user.click(await screen.findByRole('button', { name: 'Changes seen on zk9:2181' }));
  await screen.findByText('Earlier connection');
  expect(fake.inputsOf('changes.getWindow').at(-1)?.source).toEqual({ file: '9' });
});
