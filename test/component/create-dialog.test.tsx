import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { CreateDialog } from '../../renderer/features/create/create-dialog.tsx';
import { openDialog, useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { useSelectionStore } from '../../renderer/stores/selection-store.ts';
import { fail, type FakeHandlers } from './fake-bridge.ts';
import { connected, openWindow, show } from './window.tsx';

const creates: FakeHandlers = { 'node.create': ({ path }) => ({ path, stat: null }) };

async function open(handlers: FakeHandlers = creates, parent = '/services') {
  const fake = await openWindow({ connection: connected, handlers });
  openDialog('create', { parent });
  return { fake, ...show(<CreateDialog parent={parent} />) };
}

const nameField = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
const dataField = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Data' });
const mode = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Mode' });
const submit = () => screen.getByRole('button', { name: 'Create' });

it('creates what was typed and goes there', async () => {
  const { fake, user } = await open();
  expect(screen.getByRole('dialog', { name: 'New node' })).toBeTruthy();
  await user.type(nameField(), 'orders');
  expect(screen.getByText('/services/orders')).toBeTruthy();
  await user.type(dataField(), '10.0.0.1:8080');
  await user.click(submit());
  await waitFor(() => expect(useDialogStore.getState().dialog).toBeNull());
  expect(fake.inputsOf('node.create')).toEqual([
    {
      path: '/services/orders',
      data: new TextEncoder().encode('10.0.0.1:8080'),
      mode: 'persistent',
      createParents: false,
    },
  ]);
  expect(useSelectionStore.getState().selectedPath).toBe('/services/orders');
});

it('offers all modes, and goes to the path the server made of a sequential one', async () => {
  const { user } = await open({
    'node.create': ({ path }) => ({ path: `${path}0000000007`, stat: null }),
  });
  expect([...mode().options].map((option) => option.text)).toEqual([
    'Persistent',
    'Ephemeral',
    'Persistent sequential',
    'Ephemeral sequential',
    'Container',
    'TTL',
    'TTL sequential',
  ]);
  await user.selectOptions(mode(), 'Ephemeral sequential');
  expect(screen.getByText(/Gone when this window’s session ends/)).toBeTruthy();
  await user.type(nameField(), 'task-{Enter}');
  await waitFor(() =>
    expect(useSelectionStore.getState().selectedPath).toBe('/services/task-0000000007'),
  );
});

it.each([
  ['..', /relative/],
  ['a//b', /must not be empty/],
  ['ok-😀', /does not allow the character/],
  ['a/b', /Create missing parents/],
  ['', /Type a name/],
])('refuses the name %j at the field and sends nothing', async (name, sentence) => {
  const { fake, user } = await open();
  if (name !== '') await user.type(nameField(), name);
  await user.click(submit());
  expect(nameField().getAttribute('aria-invalid')).toBe('true');
  expect(
    screen.getByText(sentence, { selector: '[slot=errorMessage], [slot=errorMessage] *' }),
  ).toBeTruthy();
  expect(fake.inputsOf('node.create')).toEqual([]);
});

it('takes slashes in the name when missing parents are to be created', async () => {
  const { fake, user } = await open();
  await user.type(nameField(), 'a/b');
  await user.click(screen.getByRole('checkbox', { name: 'Create missing parents' }));
  await user.click(submit());
  await waitFor(() => expect(fake.inputsOf('node.create')).toHaveLength(1));
  expect(fake.inputsOf('node.create')).toMatchObject([
    { path: '/services/a/b', createParents: true },
  ]);
});

it('sends the time to live of a TTL node', async () => {
  const { fake, user } = await open();
  await user.selectOptions(mode(), 'TTL');
  const ttl = screen.getByRole('textbox', { name: 'Time to live' });
  await user.clear(ttl);
  await user.type(ttl, '60000');
  await user.type(nameField(), 'lease');
  await user.click(submit());
  await waitFor(() => expect(fake.inputsOf('node.create')).toHaveLength(1));
  expect(fake.inputsOf('node.create')).toMatchObject([{ mode: 'ttl', ttlMs: 60_000 }]);
});

it.each([
  ['NODE_EXISTS', 'persistent', /exists already/],
  ['NO_CHILDREN_FOR_EPHEMERALS', 'persistent', /ephemeral/],
  ['NO_AUTH', 'persistent', /permission/],
  ['UNIMPLEMENTED', 'container', /Container/],
  ['UNIMPLEMENTED', 'ttl', /TTL/],
] as const)(
  'says the refusal %s of a %s node and keeps what was typed',
  async (code, id, words) => {
    const { user } = await open({
      'node.create': () => {
        throw fail({ code, operation: 'create' });
      },
    });
    await user.type(nameField(), 'taken');
    await user.type(dataField(), 'second');
    await user.selectOptions(mode(), id);
    await user.click(submit());
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(nameField().value).toBe('taken');
    expect(dataField().value).toBe('second');
    expect(useDialogStore.getState().dialog).not.toBeNull();
  },
);
