import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Main } from '../../renderer/app/app.tsx';
import { changesCommands } from '../../renderer/features/changes/index.ts';
import { useConnectionStore } from '../../renderer/stores/connection-store.ts';
import type { TimelineFile } from '../../shared/model/timeline.ts';
import { useViewportHeight } from './layout.ts';
import { connected, openWindow, show } from './window.tsx';

useViewportHeight(240);

const timeline: TimelineFile = { id: '7', file: '/home/ann/incident.ndjson', kept: 0, refused: 0 };

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
  return { fake, ...show(<Main />) };
}

test('a timeline is opened from the connect screen, shown alone, and closed', async () => {
  const { fake, user } = await openOffline();
  await user.click(screen.getByRole('button', { name: 'Open a timeline file…' }));
  await screen.findByText('Offline file');
  expect(screen.queryByRole('textbox', { name: 'Connect string' })).toBeNull();
  expect(fake.inputsOf('changes.getWindow').at(-1)?.source).toEqual({ file: '7' });
  await user.click(screen.getByRole('button', { name: 'Close file' }));
  await screen.findByRole('textbox', { name: 'Connect string' });
  expect(fake.inputsOf('changes.closeFile')).toEqual([{ file: '7' }]);
});

test('the command imports without a connection, unless one is being tried', async () => {
  await openOffline();
  const command = changesCommands.find(({ id }) => id === 'changes.import');
  act(() => {
    useConnectionStore.setState({
      attempt: { kind: 'running', settings: connected.settings, startedAt: 0 },
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
