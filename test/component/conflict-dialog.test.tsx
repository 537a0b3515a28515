import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConflictDialog } from '../../renderer/features/conflict/conflict-dialog.tsx';
import { nodeViews } from '../../renderer/features/node/index.ts';
import { openDialog, useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { draftOf, keepDraft } from '../../renderer/stores/draft-store.ts';
import { chooseLanguage } from '../../renderer/stores/language-choice.ts';
import { saveDraft } from '../../renderer/stores/save-store.ts';
import { registerViews } from '../../renderer/views/index.ts';
import { fail, type FakeHandlers } from './fake-bridge.ts';
import { forgetEdits, makeNode, settled, takeOffer, type PresentNode } from './node-samples.ts';
import { connected, openWindow, show } from './window.tsx';

vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'));

const path = '/config';
const base = makeNode(path, 'timeout=3000\nhost=zk1\n', { version: 3 });
const mine = 'timeout=9999\nhost=zk1\n';

let unregister: () => void;
beforeEach(() => {
  unregister = registerViews(nodeViews);
});
afterEach(() => {
  unregister();
  forgetEdits();
  chooseLanguage(null);
});

async function open(theirs: PresentNode, handlers: FakeHandlers = {}) {
  const server = { node: theirs };
  const fake = await openWindow({
    connection: connected,
    handlers: {
      'node.read': () => ({ data: server.node.data, stat: server.node.stat }),
      'node.save': ({ data, base: { version, mzxid } }) => {
        const { stat } = server.node;
        if (version !== stat.version || mzxid !== stat.mzxid) throw fail({ code: 'BAD_VERSION' });
        server.node = makeNode(path, data, { version: version + 1 });
        return server.node.stat;
      },
      ...handlers,
    },
  });
  keepDraft(path, mine, {
    text: 'timeout=3000\nhost=zk1\n',
    version: 3,
    mzxid: base.stat.mzxid,
  });
  openDialog('conflict', { path });
  const shown = show(<ConflictDialog path={path} />);
  await screen.findByText(/version 3 → /);
  return { fake, server, ...shown };
}

const press = (name: string) => screen.getByRole('button', { name });
const isClosed = () => expect(useDialogStore.getState().dialog).toBeNull();

it('shows both versions and writes nothing', async () => {
  const { fake } = await open(makeNode(path, 'timeout=3000\nhost=zk9\n', { version: 5 }));
  const dialog = screen.getByRole('dialog', { name: /^Conflict/ });
  expect(dialog.textContent).toContain('host=zk9');
  expect(dialog.textContent).toContain('timeout=9999');
  expect(dialog.textContent).toContain('version 3 → 5');
  expect(fake.inputsOf('node.save')).toEqual([]);
});

it('Overwrite saves mine at the version that was shown', async () => {
  const { fake, user } = await open(makeNode(path, 'theirs', { version: 5 }));
  await user.click(press('Overwrite'));
  await waitFor(isClosed);
  expect(fake.inputsOf('node.save')).toMatchObject([
    {
      path,
      data: new TextEncoder().encode(mine),
      base: { version: 5, data: new TextEncoder().encode('theirs') },
    },
  ]);
  expect(draftOf(path)).toBeUndefined();
});

it('Overwrite of what changed once more shows the new version and says so', async () => {
  const { fake, server, user } = await open(makeNode(path, 'theirs', { version: 5 }));
  server.node = makeNode(path, 'even later', { version: 6 });
  await user.click(press('Overwrite'));
  expect((await screen.findByRole('alert')).textContent).toMatch(/once more/);
  await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain('even later'));
  expect(fake.inputsOf('node.save')).toHaveLength(1);
  await user.click(press('Overwrite'));
  await waitFor(isClosed);
  expect(fake.inputsOf('node.save')).toMatchObject([
    { base: { version: 5 } },
    { base: { version: 6 } },
  ]);
});

it('follows a change while it is open', async () => {
  const { fake } = await open(makeNode(path, 'theirs', { version: 5 }));
  await settled(() => fake.publish('node', makeNode(path, 'even later', { version: 6 })));
  expect(screen.getByRole('dialog').textContent).toContain('even later');
  expect(screen.getByRole('dialog').textContent).toContain('version 3 → 6');
});

it('Keep theirs drops mine, with a way back', async () => {
  const { fake, user } = await open(makeNode(path, 'theirs', { version: 5 }));
  await user.click(press('Keep theirs'));
  isClosed();
  expect(draftOf(path)).toBeUndefined();
  expect(fake.inputsOf('node.save')).toEqual([]);
  await settled(takeOffer);
  expect(draftOf(path)).toMatchObject({ text: mine, base: { version: 3 } });
});

it('Merge puts both changes into the draft, over theirs, and saves nothing', async () => {
  const { fake, user } = await open(makeNode(path, 'timeout=3000\nhost=zk9\n', { version: 5 }));
  await user.click(press('Merge'));
  isClosed();
  const draft = draftOf(path);
  expect(draft?.base).toMatchObject({ text: 'timeout=3000\nhost=zk9\n', version: 5 });
  // Neighbouring lines are one place to a line merge: both texts have to be there.
  expect(draft?.text).toContain('timeout=9999');
  expect(draft?.text).toContain('host=zk9');
  expect(fake.inputsOf('node.save')).toEqual([]);
});

it('cannot merge with what is not text, but keeps both ways open', async () => {
  await open(makeNode(path, Uint8Array.of(0xff, 0), { version: 5 }));
  expect(screen.getByText(/no longer text/)).toBeTruthy();
  expect((press('Merge') as HTMLButtonElement).disabled).toBe(true);
  expect((press('Overwrite') as HTMLButtonElement).disabled).toBe(false);
});

it('says why overwriting failed and keeps the text', async () => {
  const { user } = await open(makeNode(path, 'theirs', { version: 5 }), {
    'node.save': () => {
      throw fail({ code: 'NO_AUTH', operation: 'setData', path });
    },
  });
  await user.click(press('Overwrite'));
  expect((await screen.findByRole('alert')).textContent).toMatch(/permission/);
  expect(draftOf(path)?.text).toBe(mine);
});

it('a text over a base that could not be read is never saved unasked, nor merged', async () => {
  const { data, stat } = makeNode(path, 'theirs', { version: 3 });
  const handlers = { 'node.read': () => ({ data, stat }) };
  const fake = await openWindow({ connection: connected, handlers });
  keepDraft(path, mine, { text: '', version: 3, mzxid: stat.mzxid, isUnknown: true });
  expect(await saveDraft(path)).toEqual({ kind: 'conflict' });
  show(<ConflictDialog path={path} />);
  await screen.findByText(/could not be read from disk/);
  expect((press('Merge') as HTMLButtonElement).disabled).toBe(true);
  expect((press('Overwrite') as HTMLButtonElement).disabled).toBe(false);
  expect(fake.inputsOf('node.save')).toEqual([]);
});

it.each(['Decide later', 'Merge'])(
  'nothing is written after %s, also where Overwrite was pressed just before',
  async (name) => {
    const { fake } = await open(makeNode(path, 'timeout=2000\nhost=zk1\n', { version: 5 }));
    await settled(() => {
      fireEvent.click(press('Overwrite'));
      fireEvent.click(press(name));
    });
    await waitFor(isClosed);
    await settled(() => undefined);
    expect(fake.inputsOf('node.save')).toEqual([]);
  },
);

it('Overwrite asks before what was valid is replaced by what is not, and refuses markers', async () => {
  const theirs = makeNode(path, '{"a": 2}', { version: 5 });
  const { fake, user } = await open(theirs);
  const typedOver = { text: '{"a": 1}', version: 3, mzxid: base.stat.mzxid };
  const question = { name: 'Not valid JSON, line 2. Save anyway?' };
  await settled(() => keepDraft(path, '{\n"a": }', typedOver));
  await user.click(press('Overwrite'));
  await screen.findByRole('dialog', question);
  await user.click(press('Cancel'));
  await waitFor(() => expect(screen.queryByRole('dialog', question)).toBeNull());
  expect(screen.getByRole('dialog', { name: /^Conflict/ })).toBeTruthy();

  await settled(() => keepDraft(path, '<<<<<<< a\n=======\n>>>>>>> b', typedOver));
  await user.click(press('Overwrite'));
  expect((await screen.findByRole('alert')).textContent).toMatch(/^Not saved: .* in line 1\./);
  expect(fake.inputsOf('node.save')).toEqual([]);

  await settled(() => keepDraft(path, '{\n"a": }', typedOver));
  await user.click(press('Overwrite'));
  await screen.findByRole('dialog', question);
  await user.click(press('Save anyway'));
  await waitFor(isClosed);
  expect(fake.inputsOf('node.save')).toMatchObject([{ base: { version: 5 } }]);
});

it('a text is looked through as what the user has it shown', async () => {
  const { fake, user } = await open(makeNode(path, 'a: [2]', { version: 5 }));
  const typedOver = { text: 'a: [1]', version: 3, mzxid: base.stat.mzxid };
  chooseLanguage({ path, language: 'yaml' });
  await settled(() => keepDraft(path, 'a: [3', typedOver));
  await user.click(press('Overwrite'));
  await screen.findByRole('dialog', { name: /^Not valid YAML, line 1/ });
  expect(fake.inputsOf('node.save')).toEqual([]);
});
