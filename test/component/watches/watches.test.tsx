import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCommands } from '../../../renderer/commands/index.ts';
import {
  WatchButton,
  watchButtonViews,
  WatchesPanel,
} from '../../../renderer/features/watches/index.ts';
import { useNoticeStore } from '../../../renderer/stores/notice-store.ts';
import { goTo, useSelectionStore } from '../../../renderer/stores/selection-store.ts';
import type { UserWatch } from '../../../shared/model/change.ts';
import { registerViews } from '../../../renderer/views/index.ts';
import { fail } from '../fake-bridge.ts';
import { connected, openWindow, show } from '../window.tsx';

let unregister: () => void;
beforeEach(() => {
  unregister = registerViews(watchButtonViews);
});
afterEach(() => {
  unregister();
});

function watchOn(path: string, scope: UserWatch['scope'], changeCount = 0): UserWatch {
  return {
    id: `${scope} ${path}`,
    path,
    scope,
    since: Date.now() - 90_000,
    changeCount,
    state: 'live',
    isPaused: false,
    perMinute: 0,
    isSampling: false,
    serverWatches: 1,
    nodeCount: 1,
    keepOnDisk: false,
  };
}

async function openWatches(...watches: UserWatch[]) {
  const fake = await openWindow({ connection: connected });
  fake.publish('watches', watches);
  fake.answer({
    'watches.add': ({ path, scope }) => {
      const added = watchOn(path, scope);
      watches.push(added);
      act(() => {
        fake.publish('watches', [...watches]);
      });
      return added;
    },
  });
  return fake;
}

describe('the list of watches', () => {
  it('says which rules a watch is for; one that is for them alone goes with them', async () => {
    const rules = [{ id: 'r', name: 'Timeouts' }];
    await openWatches(
      { ...watchOn('/own', 'node'), rules },
      { ...watchOn('/config', 'subtree'), rules, isOfRulesAlone: true },
    );
    show(<WatchesPanel />);
    expect(await screen.findByText('For rules: “Timeouts”')).toBeTruthy();
    expect(screen.getByText('Only for rules, and goes with them: “Timeouts”')).toBeTruthy();
    const removing = screen.getAllByRole<HTMLButtonElement>('button', { name: 'Remove watch' });
    expect(removing.map(({ disabled }) => disabled)).toEqual([false, true]);
  });

  it('says what a watch is for and offers the first one', async () => {
    const fake = await openWatches();
    goTo('/services');
    const { user } = show(<WatchesPanel />);
    const region = screen.getByRole('region', { name: 'Watches' });
    await within(region).findByText('No watches yet');
    await user.click(within(region).getByRole('button', { name: /\/services/ }));
    expect(fake.inputsOf('watches.add')).toEqual([{ path: '/services', scope: 'subtree' }]);
    await waitFor(() => {
      expect(within(region).getByText('Subtree')).toBeTruthy();
    });
  });

  it('shows path, scope, age and changes of each, and removes it', async () => {
    const fake = await openWatches(watchOn('/lock', 'children', 1_234), watchOn('/config', 'node'));
    const { user } = show(<WatchesPanel />);
    const items = await screen.findAllByRole('listitem');
    expect(items).toHaveLength(2);
    const [first] = items;
    if (!first) throw new Error('no watch is listed');
    expect(first.textContent).toMatch(/\/lock.*Children.*since.*min.*1,234 changes/s);
    await user.click(within(first).getByRole('button', { name: 'Remove watch' }));
    expect(fake.inputsOf('watches.remove')).toEqual([{ id: 'children /lock' }]);
  });

  it('leads to the watched node', async () => {
    await openWatches(watchOn('/lock', 'children'));
    const { user } = show(<WatchesPanel />);
    await user.click(await screen.findByRole('button', { name: '/lock' }));
    expect(useSelectionStore.getState().selectedPath).toBe('/lock');
  });
});

describe('a watch', () => {
  it('shows its state, rate and cost', async () => {
    await openWatches({
      ...watchOn('/lock', 'subtree', 9),
      ...{ state: 'comparing', perMinute: 1_200, serverWatches: 0, isSampling: true },
    });
    show(<WatchesPanel />);
    const item = await screen.findByRole('listitem');
    expect(item.textContent).toMatch(
      /Subtree.*Comparing.*sampled.*9 changes.*1,200\/min.*0 server watches/,
    );
  });

  it('can be paused and resumed', async () => {
    const fake = await openWatches(watchOn('/a', 'node'), {
      ...watchOn('/b', 'node'),
      ...{ state: 'paused', isPaused: true },
    });
    fake.answer({ 'watches.setPaused': () => undefined });
    const { user } = show(<WatchesPanel />);
    await user.click(await screen.findByRole('button', { name: 'Pause watch' }));
    await user.click(screen.getByRole('button', { name: 'Resume watch' }));
    expect(fake.inputsOf('watches.setPaused')).toEqual([
      { id: 'node /a', isPaused: true },
      { id: 'node /b', isPaused: false },
    ]);
  });

  it('can be kept on disk, and says beside itself why it cannot', async () => {
    const fake = await openWatches(watchOn('/a', 'node'), watchOn('/b', 'node'));
    fake.answer({
      'watches.keepOnDisk': ({ id }) => {
        if (id === 'node /b') {
          throw fail({ code: 'KEYCHAIN_UNAVAILABLE', operation: 'keepOnDisk' });
        }
      },
    });
    const { user } = show(<WatchesPanel />);
    const [first, second] = await screen.findAllByRole('listitem');
    if (!first || !second) throw new Error('the watches are not listed');
    await user.click(within(first).getByRole('button', { name: 'Keep on disk' }));
    await user.click(within(second).getByRole('button', { name: 'Keep on disk' }));
    const alert = await within(second).findByRole('alert');
    expect(alert.textContent).toMatch(/keychain/i);
    expect(within(first).queryByRole('alert')).toBeNull();
    expect(fake.inputsOf('watches.keepOnDisk')).toEqual([
      { id: 'node /a', isOn: true },
      { id: 'node /b', isOn: true },
    ]);
    expect(useNoticeStore.getState().notices).toEqual([]);
  });

  it('shows what its history takes on disk, and lets the bound be chosen', async () => {
    const megabyte = 1_048_576;
    const historySize = { sizeBytes: 12.34 * megabyte, maxBytes: 64 * megabyte };
    const fake = await openWatches({ ...watchOn('/a', 'node'), keepOnDisk: true, historySize });
    fake.answer({ 'watches.keepOnDisk': () => undefined });
    const { user } = show(<WatchesPanel />);
    const size = await screen.findByRole('button', { name: /on disk: \/a$/ });
    expect(size.textContent).toBe('12.3 MB of 64 MB on disk');
    await user.click(size);
    await user.click(await screen.findByRole('menuitem', { name: 'Keep at most 1 GB' }));
    expect(fake.inputsOf('watches.keepOnDisk')).toEqual([
      { id: 'node /a', isOn: true, maxBytes: 1_024 * megabyte },
    ]);
  });

  it.each([
    ['Keep the history', [{ id: 'node /a' }]],
    ['Delete the history', [{ id: 'node /a', forgetHistory: true }]],
    ['Cancel', []],
  ])('that is kept on disk asks what becomes of that: %s', async (answer, inputs) => {
    const fake = await openWatches({ ...watchOn('/a', 'node'), keepOnDisk: true });
    const { user } = show(<WatchesPanel />);
    await user.click(await screen.findByRole('button', { name: 'Remove watch' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove watch' });
    expect(dialog.textContent).toContain('/a');
    expect(fake.inputsOf('watches.remove')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: answer }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(fake.inputsOf('watches.remove')).toEqual(inputs);
  });

  it('says why nothing is kept although it is to be', async () => {
    const keepFailure = { code: 'STORAGE_FAILED', operation: 'keep', retryable: false } as const;
    await openWatches({ ...watchOn('/a', 'node'), keepOnDisk: true, keepFailure });
    show(<WatchesPanel />);
    const toggle = await screen.findByRole('button', { name: 'Keep on disk' });
    expect(toggle.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByRole('alert').textContent).toMatch(/^Nothing is kept: /);
  });
});

describe('a watch that could not be set again', () => {
  it('says why it is paused', async () => {
    const restoreFailure = { code: 'WATCH_LIMIT', operation: 'watch', retryable: false } as const;
    await openWatches({ ...watchOn('/a', 'node'), isPaused: true, restoreFailure });
    show(<WatchesPanel />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^Paused, not set again: ./);
  });
});

describe('a watch on what may not be read any more', () => {
  it('says so', async () => {
    const readFailure = { code: 'NO_AUTH', operation: 'getData', retryable: false } as const;
    await openWatches({ ...watchOn('/a', 'node'), readFailure });
    show(<WatchesPanel />);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^Not readable now, so hardly any change is seen: ./);
  });
});

describe('all watches', () => {
  it('show what they cost, those of the window apart', async () => {
    const fake = await openWatches();
    show(<WatchesPanel />);
    act(() => {
      fake.publish('connection', { ...connected, watchCount: 1_012, userWatchCount: 1_000 });
    });
    await screen.findByText('In use: yours 1,000, window 12, of 1,000');
  });

  it('can be switched off and on, here and by a command', async () => {
    const fake = await openWatches(watchOn('/a', 'node'));
    fake.answer({ 'watches.switchOff': () => undefined, 'watches.switchOn': () => undefined });
    const { user } = show(<WatchesPanel />);
    const command = (id: string) => listCommands().find((each) => each.id === id);
    expect(command('watch.switchOff')?.isEnabled()).toBe(true);
    expect(command('watch.switchOn')?.isEnabled()).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Switch all watches off' }));
    expect(fake.inputsOf('watches.switchOff')).toHaveLength(1);
    act(() => {
      fake.publish('connection', { ...connected, areWatchesOff: true });
    });
    await screen.findByText('All watches are off.');
    expect(screen.queryByRole('button', { name: 'Switch all watches off' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Switch all watches on' }));
    expect(fake.inputsOf('watches.switchOn')).toHaveLength(1);
    expect(command('watch.switchOn')?.isEnabled()).toBe(true);
  });
});

describe('the watch button', () => {
  it('offers the three scopes and says what was set', async () => {
    const fake = await openWatches();
    goTo('/services');
    const { user } = show(<WatchButton />);
    await user.click(screen.getByRole('button', { name: 'Watch' }));
    const menu = await screen.findByRole('menu', { name: 'Watch' });
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map((item) => item.textContent),
    ).toEqual(['Node', 'Children', 'Subtree']);
    await user.click(within(menu).getByRole('menuitem', { name: 'Children' }));
    expect(fake.inputsOf('watches.add')).toEqual([{ path: '/services', scope: 'children' }]);
    await waitFor(() => {
      expect(useNoticeStore.getState().notices).toMatchObject([
        { kind: 'info', text: 'Watching the children of /services' },
      ]);
    });
  });

  it('reports why a watch could not be set', async () => {
    const fake = await openWatches();
    fake.answer({
      'watches.add': ({ path }) => {
        throw fail({ code: 'CONNECTION_LOST', operation: 'addWatch', path });
      },
    });
    goTo('/services');
    const { user } = show(<WatchButton />);
    await user.click(screen.getByRole('button', { name: 'Watch' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Node' }));
    await waitFor(() => {
      expect(useNoticeStore.getState().notices).toMatchObject([
        { kind: 'error', failure: { code: 'CONNECTION_LOST', path: '/services' } },
      ]);
    });
  });
});

describe('the watch commands', () => {
  it('watch the selected node', async () => {
    const fake = await openWatches();
    const subtree = listCommands().find(({ id }) => id === 'watch.subtree');
    expect(subtree?.isEnabled()).toBe(false);
    goTo('/services');
    expect(subtree?.isEnabled()).toBe(true);
    subtree?.run();
    expect(fake.inputsOf('watches.add')).toEqual([{ path: '/services', scope: 'subtree' }]);
  });
});
