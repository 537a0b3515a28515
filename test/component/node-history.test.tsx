import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conflictViews } from '../../renderer/features/conflict/index.ts';
import { NodePanel, nodeViews } from '../../renderer/features/node/index.ts';
import { useChangeViewStore } from '../../renderer/stores/change-view-store.ts';
import { useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { draftOf, keepDraft } from '../../renderer/stores/draft-store.ts';
import { goTo } from '../../renderer/stores/selection-store.ts';
import type { Change, ChangeDetail, ChangeValue } from '../../shared/model/change.ts';
import type { NodeSnapshot } from '../../shared/model/node.ts';
import { Dialogs, registerViews } from '../../renderer/views/index.ts';
import { fail, type FakeBridge, type FakeHandlers } from './fake-bridge.ts';
import { useViewportHeight } from './layout.ts';
import { forgetEdits, makeNode, makeStat, settled } from './node-samples.ts';
import { connected, openWindow, show, type WindowOptions } from './window.tsx';

vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'));

useViewportHeight(240);
let unregister: () => void;
beforeEach(() => {
  unregister = registerViews([...nodeViews, ...conflictViews]);
});
afterEach(() => {
  unregister();
  forgetEdits();
});

const path = '/config/timeout';
const unknown: ChangeValue = { kind: 'unknown' };

function text(version: number): ChangeValue {
  return { kind: 'value', data: new TextEncoder().encode(`text ${String(version)}`), version };
}

/** A node of which versions were seen: each with the value before and after. */
class Versions {
  readonly details: ChangeDetail[] = [];

  constructor(count: number) {
    for (let version = 1; version <= count; version++) this.add(version);
  }

  add(version: number, more: Partial<Change> = {}, values: Partial<ChangeDetail> = {}): void {
    const change: Change = {
      id: this.details.length + 1,
      seenAt: Date.UTC(2026, 2, 1, 12, 0, version),
      kind: 'dataChanged',
      path,
      fromVersion: version - 1,
      version,
      mzxid: makeStat({ version }).mzxid,
      bytes: 6,
      count: 1,
      seenBy: 'watch',
      ...more,
    };
    this.details.push({ change, before: text(version - 1), after: text(version), ...values });
  }

  handlers(): FakeHandlers {
    return {
      'changes.getWindow': ({ from, count, query = {} }) => {
        const rows = this.details
          .map(({ change }) => change)
          .filter((change) => change.path === query.node && query.kinds?.includes(change.kind))
          .reverse();
        const kept = this.details.length;
        const window = rows.slice(from, from + count);
        return { seen: kept, kept, matching: rows.length, scanned: kept, from, rows: window };
      },
      'changes.getDetail': ({ id }) => this.details.find(({ change }) => change.id === id) ?? null,
    };
  }
}

async function openHistory(
  versions: Versions,
  snapshot: NodeSnapshot,
  options: WindowOptions = {},
) {
  const fake = await openWindow({
    connection: connected,
    ...options,
    handlers: { ...versions.handlers(), ...options.handlers },
  });
  goTo(path);
  const shown = show(
    <>
      <NodePanel />
      <Dialogs />
    </>,
  );
  await settled(() => fake.publish('node', snapshot));
  await shown.user.click(screen.getByRole('tab', { name: 'History' }));
  return { fake, ...shown };
}

const present = (version: number) => makeNode(path, `text ${String(version)}`, { version });
const grid = () => screen.getByRole('grid', { name: 'History' });
const versionRows = () => within(grid()).getAllByRole('row').slice(1);
const comparison = () => screen.getByRole('region', { name: 'Versions' });
const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('gridcell')
    .map((cell) => cell.textContent);

async function expectRows(count: number) {
  await waitFor(() => {
    expect(versionRows()).toHaveLength(count);
  });
}

describe('the history of a node', () => {
  it('lists its versions, newest first, and follows new ones', async () => {
    const versions = new Versions(2);
    versions.add(9, { count: 7, seenBy: 'sample', fromVersion: 2 });
    const { fake } = await openHistory(versions, present(9));
    await expectRows(3);
    expect(cells(versionRows()[0]!).slice(1)).toEqual([
      'Changed×7',
      '2 → 9',
      '6',
      'Sampled: changes came faster than values are read',
    ]);
    expect(cells(versionRows()[2]!).slice(1, 4)).toEqual(['Changed', '1', '6']);
    versions.add(10);
    await settled(() => fake.publish('changes', { seen: 10, kept: 4 }));
    await expectRows(4);
    expect(cells(versionRows()[0]!)[2]).toBe('10');
    expect(fake.inputsOf('changes.getWindow').every(({ query }) => query?.node === path)).toBe(
      true,
    );
  });

  it('says what will appear while nothing was seen', async () => {
    await openHistory(new Versions(0), present(0));
    expect(await screen.findByText('No versions seen yet')).toBeTruthy();
  });

  it('compares one version with what was before it, by keyboard', async () => {
    const { user } = await openHistory(new Versions(3), present(3));
    await expectRows(3);
    grid().focus();
    await user.keyboard('{ArrowDown}{Enter}');
    const diff = await within(comparison()).findByRole('group');
    expect(diff.textContent).toBe('text 1text 2');
    expect(versionRows()[1]!.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Versions' })).toBeNull();
    expect(screen.getByRole('textbox', { name: 'Node data' })).toBeTruthy();
  });

  it('compares two versions, the older one left, however they were picked', async () => {
    const { user } = await openHistory(new Versions(4), present(4));
    await expectRows(4);
    await user.click(versionRows()[0]!);
    await user.keyboard('{Control>}');
    await user.click(versionRows()[3]!);
    await user.keyboard('{/Control}');
    const diff = await within(comparison()).findByRole('group');
    await waitFor(() => {
      expect(diff.textContent).toBe('text 1text 4');
    });
    await user.keyboard('{ArrowUp}{ArrowUp} ');
    await waitFor(() => {
      expect(within(comparison()).getByRole('group').textContent).toBe('text 1text 3');
    });
  });

  it('says of a value that is not held any more that it cannot be restored', async () => {
    const versions = new Versions(1);
    versions.add(2, {}, { before: unknown, after: unknown });
    const { user } = await openHistory(versions, present(3));
    await expectRows(2);
    await user.click(versionRows()[0]!);
    expect((await within(comparison()).findAllByText(/not held any more/)).length).toBe(2);
    expect(within(comparison()).queryByRole('button', { name: /Restore/ })).toBeNull();
  });

  it('shows values that are not text as hex', async () => {
    const versions = new Versions(0);
    const after: ChangeValue = { kind: 'value', data: Uint8Array.of(0, 255), version: 1 };
    versions.add(1, {}, { after });
    const { user } = await openHistory(versions, present(2));
    await expectRows(1);
    await user.click(versionRows()[0]!);
    expect(await within(comparison()).findByText('Not UTF-8 text; shown as hex.')).toBeTruthy();
    expect(within(comparison()).getByRole('group').textContent).toContain('00 ff');
  });
});

describe('restoring a version', () => {
  async function restore(versions: Versions, options: WindowOptions, version = 1) {
    const opened = await openHistory(versions, present(3), options);
    await expectRows(versions.details.length);
    await opened.user.click(versionRows().at(-1)!);
    const name = `Restore version ${String(version)}`;
    await opened.user.click(await within(comparison()).findByRole('button', { name }));
    const dialog = screen.getByRole('dialog', {
      name: `Restore version ${String(version)} of ${path}`,
    });
    return { ...opened, dialog, confirm: within(dialog).getByRole('button', { name }) };
  }

  it('asks, and sets the old value at the version that is shown', async () => {
    const { fake, user, dialog, confirm } = await restore(new Versions(3), {
      handlers: {
        'node.read': () => present(3),
        'node.save': () => makeStat({ version: 4 }),
      },
    });
    expect(dialog.textContent).toContain('over version 3');
    expect(fake.inputsOf('node.save')).toEqual([]);
    await user.click(confirm);
    await waitFor(() => {
      expect(useDialogStore.getState().dialog).toBeNull();
    });
    const data = new TextEncoder().encode('text 1');
    expect(fake.inputsOf('node.save')).toMatchObject([{ path, data, base: { version: 3 } }]);
  });

  it('opens the dialog for conflicts when the node was changed meanwhile', async () => {
    const { fake, user, confirm } = await restore(new Versions(3), {
      handlers: {
        'node.read': () => present(4),
        'node.save': () => {
          throw fail({ code: 'BAD_VERSION' });
        },
      },
    });
    await user.click(confirm);
    expect(await screen.findByRole('dialog', { name: `Conflict in ${path}` })).toBeTruthy();
    expect(fake.inputsOf('node.save')).toHaveLength(1);
    expect(draftOf(path)).toMatchObject({ text: 'text 1', base: { text: 'text 3', version: 3 } });
  });

  it('asks again where what was changed meanwhile is no text to merge', async () => {
    const versions = new Versions(0);
    const after: ChangeValue = { kind: 'value', data: Uint8Array.of(0, 255), version: 1 };
    versions.add(1, {}, { after });
    const version = 4;
    const { fake, user, dialog, confirm } = await restore(versions, {
      handlers: {
        'node.read': () => present(version),
        'node.save': ({ base }) => {
          if (base.version !== version) throw fail({ code: 'BAD_VERSION' });
          return makeStat({ version: version + 1 });
        },
      },
    });
    await user.click(confirm);
    expect((await within(dialog).findByRole('alert')).textContent).toContain('version 4 now');
    await user.click(confirm);
    await waitFor(() => {
      expect(fake.inputsOf('node.save').at(-1)).toMatchObject({ base: { version: 4 } });
    });
  });

  it('offers to create a node again that was deleted meanwhile', async () => {
    const { fake, user, confirm } = await restore(new Versions(3), {
      handlers: {
        'node.save': () => {
          throw fail({ code: 'NO_NODE' });
        },
        'node.create': () => ({ path, stat: makeStat() }),
      },
    });
    await user.click(confirm);
    const dialog = await screen.findByRole('dialog', { name: `Create ${path} again` });
    await user.click(within(dialog).getByRole('button', { name: 'Create again' }));
    await waitFor(() => {
      expect(useDialogStore.getState().dialog).toBeNull();
    });
    const data = new TextEncoder().encode('text 1');
    expect(fake.inputsOf('node.create')).toMatchObject([{ path, data, mode: 'persistent' }]);
  });

  it('creates a node that is gone from what its history holds', async () => {
    const versions = new Versions(1);
    versions.add(0, { kind: 'deleted' }, { before: text(1), after: { kind: 'absent' } });
    const { user } = await openHistory(versions, { kind: 'absent', path });
    await expectRows(2);
    expect(screen.queryByRole('tab', { name: 'Stat' })).toBeNull();
    await user.click(versionRows()[0]!);
    await user.click(
      await within(comparison()).findByRole('button', { name: 'Restore version 1' }),
    );
    expect(screen.getByRole('dialog', { name: `Create ${path} again` })).toBeTruthy();
  });

  it('is refused over a read-only connection and while something typed is not saved', async () => {
    const readOnly = { ...connected, profile: { ...connected.profile, readOnly: true } };
    const { user } = await openHistory(new Versions(2), present(2), { connection: readOnly });
    await expectRows(2);
    await user.click(versionRows()[0]!);
    const button = await within(comparison()).findByRole<HTMLButtonElement>('button', {
      name: 'Restore version 1',
    });
    expect(button.disabled).toBe(true);
    expect(within(comparison()).getByText(/nothing can be restored now/)).toBeTruthy();
    await settled(() =>
      keepDraft(path, 'typed', {
        text: 'text 2',
        version: 2,
        mzxid: makeStat({ version: 2 }).mzxid,
      }),
    );
    expect(within(comparison()).getByText(/Save or revert what you typed/)).toBeTruthy();
    expect(button.disabled).toBe(true);
  });
});

describe('news of the open node', () => {
  async function openNews(): Promise<{ fake: FakeBridge; user: ReturnType<typeof show>['user'] }> {
    const opened = await openHistory(new Versions(3), present(2));
    await settled(() => opened.fake.publish('node', present(3)));
    return opened;
  }

  it('reports a change by somebody else and has the list of changes show it', async () => {
    const { user } = await openNews();
    expect(screen.getByText(/^Changed .*, version 2 → 3$/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show diff' }));
    await waitFor(() => {
      expect(useChangeViewStore.getState().asked).toEqual({ id: 3 });
    });
  });

  it('can be dismissed, and goes with the node', async () => {
    const { fake, user } = await openNews();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('button', { name: 'Show diff' })).toBeNull();
    await settled(() => fake.publish('node', present(4)));
    expect(screen.getByRole('button', { name: 'Show diff' })).toBeTruthy();
    await settled(() => goTo('/other'));
    await settled(() => fake.publish('node', makeNode('/other', 'x')));
    expect(screen.queryByRole('button', { name: 'Show diff' })).toBeNull();
  });
});
