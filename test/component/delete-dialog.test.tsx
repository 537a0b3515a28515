import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { visibleName } from '../../shared/visible-name.ts';
import type { DeletePlan } from '../../shared/model/node.ts';
import type { PlannedTask, TaskSnapshot } from '../../shared/model/task.ts';
import { DeleteDialog } from '../../renderer/features/delete/delete-dialog.tsx';
import { followDeletes } from '../../renderer/features/delete/follow-deletes.ts';
import { openDialog, useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { keepDraft } from '../../renderer/stores/draft-store.ts';
import { useNoticeStore } from '../../renderer/stores/notice-store.ts';
import { goTo, useSelectionStore } from '../../renderer/stores/selection-store.ts';
import { fail, type FakeHandlers } from './fake-bridge.ts';
import { forgetEdits, settled } from './node-samples.ts';
import { connected, openWindow, show } from './window.tsx';

const path = '/services';
const leaf: DeletePlan = {
  path,
  version: 3,
  asOf: 40n,
  descendantCount: 0,
  ephemeralCount: 0,
  sample: [],
};
const subtree: DeletePlan = {
  path,
  version: 3,
  asOf: 41n,
  descendantCount: 1_204,
  ephemeralCount: 7,
  sample: ['/services/a', '/services/a/one'],
};

const planned = (shown: DeletePlan): PlannedTask => ({
  id: 'plan',
  kind: 'deleteSubtree',
  shown,
});

const task = (changes: Partial<TaskSnapshot>): TaskSnapshot => ({
  id: 'task',
  kind: 'deleteSubtree',
  connection: connected.profile.id,
  connectionName: '',
  path,
  state: 'running',
  done: 0,
  total: 1_205,
  ratePerSecond: 0,
  startedAt: 0,
  ...changes,
});

afterEach(forgetEdits);

async function open(handlers: FakeHandlers, at = path) {
  const fake = await openWindow({ connection: connected, handlers });
  goTo(at);
  openDialog('delete', { path: at });
  return { fake, ...show(<DeleteDialog path={at} />) };
}

const dialog = () => screen.getByRole('dialog', { name: /^Delete/ });
const confirm = () => within(dialog()).getByRole<HTMLButtonElement>('button', { name: /^Delete/ });
const nameField = () => screen.getByRole('textbox', { name: 'Type the name to confirm' });
const lastNotice = () => useNoticeStore.getState().notices.at(-1);

it('says what goes, then deletes it at the counted version and leaves it', async () => {
  const { fake, user } = await open({
    'tasks.plan': () => planned(leaf),
    'node.delete': () => undefined,
  });
  expect(await screen.findByText(/^This deletes \/services, one node/)).toBeTruthy();
  await user.click(confirm());
  await waitFor(() => expect(useDialogStore.getState().dialog).toBeNull());
  expect(fake.inputsOf('node.delete')).toEqual([{ path, version: 3 }]);
  expect(useSelectionStore.getState().selectedPath).toBe('/');
  expect(lastNotice()).toMatchObject({ text: 'Deleted /services.' });
});

it('says how many are below, what they are, and whose drafts', async () => {
  const { fake, user } = await open({
    'tasks.plan': () => planned(subtree),
    'tasks.confirm': () => task({ state: 'done', done: 1_205 }),
  });
  await settled(() => keepDraft('/services/a', 'x', { text: '', version: 0, mzxid: 1n }));
  expect(await screen.findByText(/1,205 nodes in all, itself and 1,204 below/)).toBeTruthy();
  expect(dialog().textContent).toMatch(/7 of them are ephemeral/);
  expect(dialog().textContent).toContain('/services/a/one');
  expect(dialog().textContent).toContain('and 1,202 more');
  await user.type(nameField(), 'services');
  await user.click(confirm());
  await waitFor(() => expect(useDialogStore.getState().dialog).toBeNull());
  expect(fake.inputsOf('tasks.confirm')).toEqual([{ id: 'plan' }]);
  expect(lastNotice()).toMatchObject({
    text: 'Deleted /services and everything below it: 1,205 nodes.',
  });
});

it('asks for the name where more than a hundred nodes go, and names the number on the button', async () => {
  const { fake, user } = await open({
    'tasks.plan': () => planned({ ...subtree, descendantCount: 100 }),
    'tasks.confirm': () => task({ state: 'done', done: 101 }),
  });
  await waitFor(() => expect(document.activeElement).toBe(nameField()));
  expect(confirm().textContent).toBe('Delete 101 nodes');
  expect(confirm().disabled).toBe(true);
  await user.type(nameField(), 'service{Enter}');
  expect(confirm().disabled).toBe(true);
  await user.type(nameField(), 's ');
  expect(confirm().disabled).toBe(true);
  expect(fake.inputsOf('tasks.confirm')).toEqual([]);
  await user.type(nameField(), '{Backspace}{Enter}');
  await waitFor(() => expect(useDialogStore.getState().dialog).toBeNull());
  expect(fake.inputsOf('tasks.confirm')).toEqual([{ id: 'plan' }]);
});

it('asks nothing of a hundred nodes', async () => {
  await open({ 'tasks.plan': () => planned({ ...subtree, descendantCount: 99 }) });
  await screen.findByText(/100 nodes in all/);
  expect(confirm().textContent).toBe('Delete');
  expect(confirm().disabled).toBe(false);
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('takes a name that cannot be typed as it is shown', async () => {
  const hidden = '/a\u200Bb';
  const { user } = await open(
    { 'tasks.plan': () => planned({ ...subtree, path: hidden }) },
    hidden,
  );
  await waitFor(() => expect(document.activeElement).toBe(nameField()));
  await user.type(nameField(), 'ab');
  expect(confirm().disabled).toBe(true);
  await user.clear(nameField());
  await user.type(nameField(), visibleName('a\u200Bb'));
  expect(confirm().disabled).toBe(false);
});

it('cannot be confirmed while it counts, shows how far it is, and can be cancelled', async () => {
  const { fake, user } = await open({ 'tasks.plan': () => new Promise(() => undefined) });
  expect(confirm().disabled).toBe(true);
  const { callId } = fake.calls.find(({ name }) => name === 'tasks.plan')!;
  await settled(() =>
    fake.publish('progress', [{ callId, kind: 'countingNodes', path, done: 5_000 }]),
  );
  const bar = screen.getByRole('progressbar', { name: 'Counting what is below /services' });
  expect(bar.textContent).toContain('5,000 nodes so far');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(useDialogStore.getState().dialog).toBeNull();
});

it('leaves what takes longer to the region Tasks, and says how it ended', async () => {
  const { fake, user } = await open({
    'tasks.plan': () => planned(subtree),
    'tasks.confirm': () => task({ state: 'running', done: 600 }),
  });
  const stop = followDeletes();
  await screen.findByText(/1,205 nodes in all/);
  await user.type(nameField(), 'services{Enter}');
  await waitFor(() => expect(useDialogStore.getState().dialog).toBeNull());
  expect(useSelectionStore.getState().selectedPath).toBe(path);
  await settled(() => fake.publish('tasks', [task({ state: 'cancelled', done: 600 })]));
  expect(lastNotice()).toMatchObject({ text: 'Stopped. 600 nodes had been deleted until then.' });
  stop();
});

it('says what was done when it fails in the middle, in the dialog and after it', async () => {
  const failure = { code: 'NO_AUTH', operation: 'delete', path: '/services/b' } as const;
  const failed = task({ state: 'failed', done: 500, failure: { ...failure, retryable: false } });
  const words =
    /^Deleting \/services stopped: 500 of 1,205 nodes were deleted. Deleting \/services\/b failed/;
  const { fake, user } = await open({
    'tasks.plan': () => planned(subtree),
    'tasks.confirm': () => failed,
  });
  const stop = followDeletes();
  await screen.findByText(/1,205 nodes in all/);
  await user.type(nameField(), 'services{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
  await settled(() => fake.publish('tasks', [task({ state: 'running', done: 500 })]));
  await settled(() => fake.publish('tasks', [failed]));
  expect(lastNotice()).toMatchObject({
    kind: 'error',
    text: expect.stringMatching(words) as string,
  });
  stop();
});

it.each(['BAD_VERSION', 'NOT_EMPTY'] as const)(
  'counts again after %s and says why',
  async (code) => {
    let plan = leaf;
    const { fake, user } = await open({
      'tasks.plan': () => planned(plan),
      'node.delete': () => {
        throw fail({ code, operation: 'delete', path });
      },
    });
    await screen.findByText(/one node without children/);
    plan = { ...leaf, version: 4, descendantCount: 1, sample: ['/services/new'] };
    await user.click(confirm());
    expect((await screen.findByRole('alert')).textContent).toMatch(/has changed since/);
    expect(dialog().textContent).toContain('/services/new');
    expect(fake.inputsOf('tasks.plan')).toHaveLength(2);
    expect(confirm().disabled).toBe(false);
  },
);

it('of a node that is gone says so', async () => {
  await open({
    'tasks.plan': () => {
      throw fail({ code: 'NO_NODE', operation: 'delete', path });
    },
  });
  expect((await screen.findByRole('alert')).textContent).toMatch(/no longer exists/);
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
});

it('says a refusal and lets it be counted again', async () => {
  const { user } = await open({
    'tasks.plan': () => planned(leaf),
    'node.delete': () => {
      throw fail({ code: 'NO_AUTH', operation: 'delete', path });
    },
  });
  await screen.findByText(/one node without children/);
  await user.click(confirm());
  expect((await screen.findByRole('alert')).textContent).toMatch(/permission/);
  await user.click(screen.getByRole('button', { name: 'Count again' }));
  expect(await screen.findByText(/one node without children/)).toBeTruthy();
});

it('says in a sentence what may never be deleted, which the main process knows', async () => {
  const refusal = fail({ code: 'PROTECTED_NODE', operation: 'delete', path: '/zookeeper' });
  await open(
    {
      'tasks.plan': () => {
        throw refusal;
      },
    },
    '/zookeeper',
  );
  expect((await screen.findByRole('alert')).textContent).toMatch(/belongs to ZooKeeper itself/);
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
});
