import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { DeletePlan } from '../../shared/model/node.ts';
import { DeleteDialog } from '../../renderer/features/delete/delete-dialog.tsx';
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

afterEach(forgetEdits);

async function open(handlers: FakeHandlers, at = path) {
  const fake = await openWindow({ connection: connected, handlers });
  goTo(at);
  openDialog('delete', { path: at });
  return { fake, ...show(<DeleteDialog path={at} />) };
}

const dialog = () => screen.getByRole('dialog', { name: /^Delete/ });
const confirm = () => within(dialog()).getByRole<HTMLButtonElement>('button', { name: 'Delete' });
const lastNotice = () => useNoticeStore.getState().notices.at(-1);

it('says what goes, then deletes it at the counted version and leaves it', async () => {
  const { fake, user } = await open({
    'node.planDelete': () => leaf,
    'node.delete': () => ({ path, deletedCount: 1 }),
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
    'node.planDelete': () => subtree,
    'node.delete': () => ({ path, deletedCount: 1_205 }),
  });
  await settled(() => keepDraft('/services/a', 'x', { text: '', version: 0, mzxid: 1n }));
  expect(await screen.findByText(/1,205 nodes in all, itself and 1,204 below/)).toBeTruthy();
  expect(dialog().textContent).toMatch(/7 of them are ephemeral/);
  expect(dialog().textContent).toContain('/services/a/one');
  expect(dialog().textContent).toContain('and 1,202 more');
  await user.click(confirm());
  await waitFor(() => expect(fake.inputsOf('node.delete')).toMatchObject([{ belowAsOf: 41n }]));
});

it('cannot be confirmed while it counts, shows how far it is, and can be cancelled', async () => {
  const { fake, user } = await open({ 'node.planDelete': () => new Promise(() => undefined) });
  expect(confirm().disabled).toBe(true);
  const { callId } = fake.calls.find(({ name }) => name === 'node.planDelete')!;
  await settled(() =>
    fake.publish('progress', [{ callId, kind: 'countingNodes', path, done: 5_000 }]),
  );
  const bar = screen.getByRole('progressbar', { name: 'Counting what is below /services' });
  expect(bar.textContent).toContain('5,000 nodes so far');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(useDialogStore.getState().dialog).toBeNull();
});

it('can be stopped half way, and says how many were deleted', async () => {
  const { fake, user } = await open({
    'node.planDelete': () => subtree,
    'node.delete': () => new Promise(() => undefined),
  });
  await screen.findByText(/1,205 nodes/);
  await user.click(confirm());
  const { callId } = fake.calls.find(({ name }) => name === 'node.delete')!;
  await settled(() =>
    fake.publish('progress', [{ callId, kind: 'deletingNodes', path, done: 600, total: 1_205 }]),
  );
  expect(screen.getByRole('progressbar', { name: 'Deleting /services' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(useDialogStore.getState().dialog).toBeNull());
  expect(fake.cancelled).toEqual([callId]);
  expect(lastNotice()).toMatchObject({ text: 'Stopped. 600 nodes had been deleted until then.' });
  expect(useSelectionStore.getState().selectedPath).toBe(path);
});

it.each(['BAD_VERSION', 'NOT_EMPTY'] as const)(
  'counts again after %s and says why',
  async (code) => {
    let plan = leaf;
    const { fake, user } = await open({
      'node.planDelete': () => plan,
      'node.delete': () => {
        throw fail({ code, operation: 'delete', path });
      },
    });
    await screen.findByText(/one node without children/);
    plan = { ...leaf, version: 4, descendantCount: 1, sample: ['/services/new'] };
    await user.click(confirm());
    expect((await screen.findByRole('alert')).textContent).toMatch(/has changed since/);
    expect(dialog().textContent).toContain('/services/new');
    expect(fake.inputsOf('node.planDelete')).toHaveLength(2);
    expect(confirm().disabled).toBe(false);
  },
);

it('of a node that is gone says so', async () => {
  await open({
    'node.planDelete': () => {
      throw fail({ code: 'NO_NODE', operation: 'delete', path });
    },
  });
  expect((await screen.findByRole('alert')).textContent).toMatch(/no longer exists/);
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
});

it('says a refusal and lets it be counted again', async () => {
  const { user } = await open({
    'node.planDelete': () => leaf,
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
      'node.planDelete': () => {
        throw refusal;
      },
    },
    '/zookeeper',
  );
  expect((await screen.findByRole('alert')).textContent).toMatch(/belongs to ZooKeeper itself/);
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
});
