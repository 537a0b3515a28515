import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { NodeSnapshot } from '../../shared/model/node.ts';
import { NodePanel, nodeViews } from '../../renderer/features/node/index.ts';
import { draftOf } from '../../renderer/stores/draft-store.ts';
import { goTo } from '../../renderer/stores/selection-store.ts';
import { Dialogs, registerViews } from '../../renderer/views/index.ts';
import { fail, type FakeBridge } from './fake-bridge.ts';
import { forgetEdits, makeNode, settled } from './node-samples.ts';
import { connected, openWindow, show, type WindowOptions } from './window.tsx';

vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'));

const path = '/config/timeout';
let unregister = () => {};

beforeEach(() => {
  unregister = registerViews(nodeViews);
});
afterEach(() => {
  unregister();
  forgetEdits();
});

async function openNode(snapshot: NodeSnapshot, options: WindowOptions = {}) {
  const fake = await openWindow({ connection: connected, ...options });
  goTo(snapshot.path);
  const shown = show(
    <>
      <NodePanel />
      <Dialogs />
    </>,
  );
  await settled(() => fake.publish('node', snapshot));
  return { fake, ...shown };
}

const editor = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Node data' });
const publish = (fake: FakeBridge, snapshot: NodeSnapshot) =>
  settled(() => fake.publish('node', snapshot));

it('asks how to create again what was ephemeral, and keeps the text while it is refused', async () => {
  const present = makeNode(path, 'base', { ephemeralOwner: 7n });
  let isRefused = true;
  const { fake, user } = await openNode(present, {
    handlers: {
      'node.create': ({ path: created }) => {
        if (isRefused) throw fail({ code: 'NO_AUTH', path: created });
        return { path: created, stat: null };
      },
    },
  });
  await user.type(editor(), '!');
  const lastAcl = [{ scheme: 'digest', id: 'bob:hash', permissions: 31 }];
  await publish(fake, { kind: 'absent', path, last: present, lastAcl });
  await user.click(screen.getByRole('button', { name: 'Create again' }));
  const dialog = await screen.findByRole('dialog', { name: `Create ${path} again` });
  const inside = within(dialog);
  expect(inside.getByText(/It was ephemeral/)).toBeTruthy();
  await user.selectOptions(inside.getByRole('combobox', { name: 'Mode' }), 'Ephemeral');
  expect(inside.getByRole('combobox', { name: 'ACL' }).textContent).toContain(
    'As it was: digest:bob:hash:cdrwa',
  );
  await user.click(inside.getByRole('button', { name: 'Create again' }));
  expect((await inside.findByRole('alert')).textContent).toContain(path);
  expect(draftOf(path)?.text).toBe('base!');
  isRefused = false;
  await user.click(inside.getByRole('button', { name: 'Create again' }));
  await waitFor(() => expect(draftOf(path)).toBeUndefined());
  expect(fake.inputsOf('node.create').at(-1)).toMatchObject({ mode: 'ephemeral', acl: lastAcl });
});

it('says that everybody may do everything with what is created again without its ACL', async () => {
  const present = makeNode(path, 'base');
  const { fake, user } = await openNode(present);
  await user.type(editor(), '!');
  await publish(fake, { kind: 'absent', path, last: present });
  await user.click(screen.getByRole('button', { name: 'Create again' }));
  const dialog = await screen.findByRole('dialog', { name: `Create ${path} again` });
  expect(within(dialog).getByText(/everybody may read, change and delete it/)).toBeTruthy();
  expect(fake.inputsOf('node.create')).toEqual([]);
});

it('asks before it creates missing parents, with which everybody may do everything', async () => {
  const present = makeNode(path, 'base');
  const lastAcl = [{ scheme: 'digest', id: 'bob:hash', permissions: 31 }];
  const { fake, user } = await openNode(present, {
    handlers: {
      'node.create': ({ path: created, createParents }) => {
        if (!createParents) throw fail({ code: 'NO_NODE', path: created });
        return { path: created, stat: null };
      },
    },
  });
  await user.type(editor(), '!');
  await publish(fake, { kind: 'absent', path, last: present, lastAcl });
  await user.click(screen.getByRole('button', { name: 'Create again' }));
  const inside = within(await screen.findByRole('dialog', { name: `Create ${path} again` }));
  expect(inside.getByText(/Parents that are missing too .* everybody may/)).toBeTruthy();
  await user.click(inside.getByRole('button', { name: 'Create again' }));
  await waitFor(() => expect(draftOf(path)).toBeUndefined());
  expect(fake.inputsOf('node.create').at(-1)).toMatchObject({ acl: lastAcl, createParents: true });
});
