import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft, NodeSnapshot, WriteBase } from '../../shared/model/node.ts';
import type { Stat } from '../../shared/model/stat.ts';
import { runCommand } from '../../renderer/commands/index.ts';
import { conflictViews } from '../../renderer/features/conflict/index.ts';
import { NodePanel, nodeViews } from '../../renderer/features/node/index.ts';
import { openDialog, useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { draftOf, keepDraft } from '../../renderer/stores/draft-store.ts';
import { useNoticeStore } from '../../renderer/stores/notice-store.ts';
import { goTo } from '../../renderer/stores/selection-store.ts';
import { registerViews } from '../../renderer/views/index.ts';
import { fail, type FakeBridge, type FakeHandlers } from './fake-bridge.ts';
import {
  forgetEdits,
  makeNode,
  makeStat,
  settled,
  takeOffer,
  type PresentNode,
} from './node-samples.ts';
import { connected, openWindow, show, type WindowOptions } from './window.tsx';

vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'));

const path = '/config/timeout';
let unregister = () => {};

beforeEach(() => {
  unregister = registerViews([...nodeViews, ...conflictViews]);
});
afterEach(() => {
  unregister();
  forgetEdits();
});

async function openNode(snapshot: NodeSnapshot, options: WindowOptions = {}) {
  const fake = await openWindow({ connection: connected, ...options });
  goTo(snapshot.path);
  const shown = show(<NodePanel />);
  await settled(() => fake.publish('node', snapshot));
  return { fake, ...shown };
}

const editor = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Node data' });
const saveButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
const publish = (fake: FakeBridge, snapshot: NodeSnapshot) =>
  settled(() => fake.publish('node', snapshot));

/** A server that holds one node and checks versions as ZooKeeper does. */
function serverWith(present: PresentNode): FakeHandlers & { node: PresentNode } {
  const server = {
    node: present,
    'node.read': () => ({ data: server.node.data, stat: server.node.stat }),
    'node.save': ({ data, base }: { data: Uint8Array | null; base: WriteBase }) => {
      const { version, mzxid } = base;
      const { stat } = server.node;
      if (version !== stat.version || mzxid !== stat.mzxid) throw fail({ code: 'BAD_VERSION' });
      server.node = makeNode(path, data, { version: version + 1 });
      return server.node.stat;
    },
  };
  return server;
}

describe('a node', () => {
  it('shows what a new session reads in place of what was saved in the one before', async () => {
    const server = serverWith(makeNode(path, 'before', { mzxid: 900n }));
    const { fake, user } = await openNode(server.node, { handlers: server });
    await user.clear(editor());
    await user.type(editor(), 'saved');
    await user.click(saveButton());
    await waitFor(() => expect(editor().value).toBe('saved'));
    await settled(() =>
      fake.publish('connection', { ...connected, expiry: { at: 5, ephemeralsLost: 0 } }),
    );
    await publish(fake, makeNode(path, 'another data set', { mzxid: 2n }));
    expect(editor().value).toBe('another data set');
  });

  it('opens and shows its data in the textbox "Node data" of the region "Data"', async () => {
    const { fake } = await openNode(makeNode(path, '3000'));
    expect(fake.inputsOf('node.open')).toEqual([{ path }]);
    const region = screen.getByRole('region', { name: 'Data' });
    expect(within(region).getByRole('textbox', { name: 'Node data' })).toHaveProperty(
      'value',
      '3000',
    );
    expect(saveButton().disabled).toBe(true);
  });

  it('shows each field of Stat with exact ids', async () => {
    await openNode(
      makeNode(path, '3000', {
        ephemeralOwner: 0x7fff_ffff_ffff_fff1n,
        czxid: 0x1_0000_004a2n,
        version: 12,
      }),
    );
    const table = screen.getByRole('table', { name: 'Stat' });
    const headers = within(table).getAllByRole('rowheader');
    expect(headers.map((header) => header.textContent.trim()).sort()).toEqual(
      [
        'aversion',
        'ctime',
        'cversion',
        'czxid',
        'dataLength',
        'ephemeralOwner',
        'mtime',
        'mzxid',
        'numChildren',
        'pzxid',
        'version',
      ].sort(),
    );
    const row = (name: string) => within(table).getByRole('row', { name: new RegExp(`^${name} `) });
    expect(row('ephemeralOwner').textContent).toContain('0x7ffffffffffffff1');
    expect(row('czxid').textContent).toContain('epoch 16');
    expect(row('version').textContent).toBe('version 12');
    expect(screen.getByText('Ephemeral')).toBeTruthy();
  });

  it.each([9e15, -9e15, Number.MAX_VALUE, NaN])(
    'shows a time of %d as the number it is',
    async (time) => {
      await openNode(makeNode(path, '3000', { ctime: time, mtime: time }));
      const table = screen.getByRole('table', { name: 'Stat' });
      for (const field of ['ctime', 'mtime']) {
        const row = within(table).getByRole('row', { name: new RegExp(`^${field} `) });
        expect(row.textContent).toContain(`${String(time)} not a time`);
      }
    },
  );

  it('reads the ACL when it is asked for', async () => {
    const { user } = await openNode(makeNode(path, 'x'), {
      handlers: {
        'node.getAcl': () => ({
          path,
          acl: [
            { scheme: 'world', id: 'anyone', permissions: 1 },
            { scheme: 'digest', id: 'bob:hash', permissions: 31 },
          ],
          entryCount: 2,
          stat: makeStat({ aversion: 3 }),
        }),
      },
    });
    await user.click(screen.getByRole('tab', { name: 'ACL' }));
    const table = await screen.findByRole('table', { name: 'ACL' });
    expect(within(table).getByText('read').textContent).toBeTruthy();
    expect(within(table).getByText('cdrwa')).toBeTruthy();
    expect(screen.getByText('aversion 3')).toBeTruthy();
  });

  it('that is not there says so', async () => {
    const { user } = await openNode({ kind: 'absent', path });
    expect(screen.getByText('/config/timeout does not exist')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Go to /config' }));
    expect(screen.queryByText('/config/timeout does not exist')).toBeNull();
  });

  it('that cannot be read says why and can be tried again', async () => {
    await openNode({
      kind: 'failed',
      path,
      failure: { code: 'NO_AUTH', operation: 'getData', path, retryable: false },
    });
    expect(screen.getByRole('alert').textContent).toMatch(/permission/);
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('follows the server while nothing is typed', async () => {
    const { fake } = await openNode(makeNode(path, 'first'));
    await publish(fake, makeNode(path, 'second', { version: 1 }));
    expect(editor().value).toBe('second');
    expect(screen.getByText(/^Changed .*, version 0 → 1$/)).toBeTruthy();
  });
});

describe('the value', () => {
  it('of no data is told from an empty one', async () => {
    const { fake, user } = await openNode(makeNode(path, null));
    expect(screen.getByText(/^No data/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Start typing' }));
    expect(document.activeElement).toBe(editor());
    expect(saveButton().disabled).toBe(true);
    await publish(fake, makeNode(path, '', { version: 1 }));
    expect(screen.getByText(/^Empty value/)).toBeTruthy();
  });

  it('can be made empty where there was none', async () => {
    const server = serverWith(makeNode(path, null));
    const { fake, user } = await openNode(server.node, { handlers: server });
    await user.click(screen.getByRole('button', { name: 'Store an empty value' }));
    await waitFor(() => expect(fake.inputsOf('node.save')).toHaveLength(1));
    expect(fake.inputsOf('node.save')[0]).toMatchObject({
      path,
      data: new Uint8Array(0),
      base: { version: 0, data: null },
    });
  });

  it('is called sequential where main has found it so, and not by its looks alone', async () => {
    const looks = makeNode('/queue/item-0000000003', 'x');
    const { fake } = await openNode({ ...looks, sequenceLength: 10 });
    expect(screen.getByText('Sequential by name')).toBeTruthy();
    await publish(fake, looks);
    expect(screen.queryByText('Sequential by name')).toBeNull();
  });

  it('that is not text is shown as bytes and cannot be edited', async () => {
    await openNode(makeNode(path, Uint8Array.of(0xde, 0xad, 0, 0xef)));
    const view = screen.getByRole('textbox', { name: 'Node data' });
    expect(view.getAttribute('aria-readonly')).toBe('true');
    expect(screen.getByText(/not UTF-8/)).toBeTruthy();
    expect(saveButton().disabled).toBe(true);
  });

  it('names the language it found, and another can be chosen', async () => {
    const { user } = await openNode(makeNode(path, '{"a": 1}'));
    const language = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' });
    expect(language.selectedOptions[0]?.textContent).toBe('JSON (detected)');
    expect(editor().dataset.language).toBe('json');
    await user.selectOptions(language, 'yaml');
    expect(editor().dataset.language).toBe('yaml');
  });

  it('with Windows line ends and a byte order mark says so', async () => {
    await openNode(makeNode(path, '\uFEFFa\r\nb\r\n'));
    expect(screen.getByText('UTF-8 · BOM · CRLF')).toBeTruthy();
    expect(editor().value).toBe('a\nb\n');
  });
});

describe('typing', () => {
  it('makes a draft at once, and undoing it by hand leaves none', async () => {
    const { user } = await openNode(makeNode(path, '3000'));
    await user.type(editor(), '0');
    expect(draftOf(path)?.text).toBe('30000');
    expect(screen.getByText('Draft')).toBeTruthy();
    expect(saveButton().disabled).toBe(false);
    await user.keyboard('{Backspace}');
    await waitFor(() => {
      expect(saveButton().disabled).toBe(true);
    });
    expect(draftOf(path)).toBeUndefined();
  });

  it('keeps every byte that was not typed', async () => {
    const server = serverWith(makeNode(path, '\uFEFFa\r\nb\nc\r\n'));
    const { fake, user } = await openNode(server.node, { handlers: server });
    await user.type(editor(), 'end');
    await user.click(saveButton());
    await waitFor(() => expect(fake.inputsOf('node.save')).toHaveLength(1));
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(server.node.data!)).toBe(
      '\uFEFFa\r\nb\nc\r\nend',
    );
  });

  it('is never replaced by a change from outside, which is told', async () => {
    const { fake, user } = await openNode(makeNode(path, 'base', { version: 3 }));
    await user.type(editor(), ' mine');
    await publish(fake, makeNode(path, 'theirs', { version: 5 }));
    expect(editor().value).toBe('base mine');
    expect(screen.getByText('Changed on the server (version 3 → 5)')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show difference' }));
    const difference = screen.getByRole('group', { name: /On the server/ });
    expect(difference.textContent).toContain('theirs');
    expect(difference.textContent).toContain('base mine');
  });

  it('stays with its node', async () => {
    const { fake, user } = await openNode(makeNode(path, 'one'));
    await user.type(editor(), '!');
    await settled(() => goTo('/other'));
    await publish(fake, makeNode('/other', 'two'));
    expect(editor().value).toBe('two');
    await settled(() => goTo(path));
    await publish(fake, makeNode(path, 'one'));
    expect(editor().value).toBe('one!');
    expect(fake.inputsOf('drafts.keep').at(-1)).toMatchObject({ path, text: 'one!' });
  });

  it('can be reverted, and that can be undone', async () => {
    const { user } = await openNode(makeNode(path, 'one'));
    await user.type(editor(), '!');
    await user.click(screen.getByRole('button', { name: 'Revert' }));
    expect(editor().value).toBe('one');
    await settled(takeOffer);
    expect(editor().value).toBe('one!');
  });

  it('is there again after a restart', async () => {
    await openNode(makeNode(path, 'one'), {
      handlers: {
        'drafts.list': () => [
          {
            path,
            text: 'typed yesterday',
            base: { text: 'one', version: 0, mzxid: makeStat().mzxid },
            updatedAt: 0,
          },
        ],
      },
    });
    await waitFor(() => expect(editor().value).toBe('typed yesterday'));
  });

  it('is taken over from another page that has ended', async () => {
    const base = { text: 'one', version: 0, mzxid: makeStat().mzxid };
    let free: readonly Draft[] = [];
    const { fake } = await openNode(makeNode(path, 'one'), {
      handlers: { 'drafts.list': () => free },
    });
    free = [{ path, text: 'typed elsewhere', base, updatedAt: 0 }];
    await settled(() => fake.publish('drafts', { freed: 1 }));
    await waitFor(() => expect(editor().value).toBe('typed elsewhere'));
  });
});

describe('saving', () => {
  it('writes at the version that was read, and takes the answer before the next snapshot', async () => {
    const server = serverWith(makeNode(path, '3000', { version: 7 }));
    const { fake, user } = await openNode(server.node, { handlers: server });
    await user.type(editor(), '0');
    await settled(() => runCommand('node.save'));
    await waitFor(() => expect(saveButton().disabled).toBe(true));
    expect(fake.inputsOf('node.save')).toMatchObject([
      { path, base: { version: 7, data: new TextEncoder().encode('3000') } },
    ]);
    // The snapshot still holds the old value, which must not come back for a moment.
    expect(editor().value).toBe('30000');
    expect(draftOf(path)).toBeUndefined();
  });

  it('asks when somebody else was faster', async () => {
    const server = serverWith(makeNode(path, 'base'));
    const { user } = await openNode(server.node, { handlers: server });
    await user.type(editor(), '!');
    server.node = makeNode(path, 'theirs', { version: 1 });
    await user.click(saveButton());
    await waitFor(() =>
      expect(useDialogStore.getState().dialog).toEqual({ id: 'conflict', props: { path } }),
    );
    expect(draftOf(path)?.text).toBe('base!');
  });

  it('asks when the node was deleted and created again at the same version', async () => {
    const server = serverWith(makeNode(path, 'base'));
    const { user } = await openNode(server.node, { handlers: server });
    await user.type(editor(), '!');
    server.node = makeNode(path, 'made again', { mzxid: 0x1_0000_0099n });
    await user.click(saveButton());
    await waitFor(() => expect(useDialogStore.getState().dialog?.id).toBe('conflict'));
  });

  it('goes on over a version that holds the same text', async () => {
    const server = serverWith(makeNode(path, 'base'));
    const { fake, user } = await openNode(server.node, { handlers: server });
    await user.type(editor(), '!');
    server.node = makeNode(path, 'base', { version: 1 });
    await publish(fake, server.node);
    expect(screen.queryByText(/Changed on the server/)).toBeNull();
    await user.click(saveButton());
    await waitFor(() => expect(draftOf(path)).toBeUndefined());
    expect(fake.inputsOf('node.save')).toMatchObject([{ base: { version: 1 } }]);
  });

  it('says beside the text why it was refused, and keeps the text', async () => {
    const present = makeNode(path, 'base');
    const { user } = await openNode(present, {
      handlers: {
        ...serverWith(present),
        'node.save': () => {
          throw fail({ code: 'NO_AUTH', operation: 'setData', path });
        },
      },
    });
    await user.type(editor(), '!');
    await user.click(saveButton());
    expect((await screen.findByRole('alert')).textContent).toMatch(/permission/);
    expect(editor().value).toBe('base!');
    expect(saveButton().disabled).toBe(false);
  });

  it('does not replace a dialog that is being filled in by a conflict that arrives late', async () => {
    let refuse: () => void = () => undefined;
    const server = serverWith(makeNode(path, 'base'));
    const { user } = await openNode(server.node, {
      handlers: {
        ...server,
        'node.save': () =>
          new Promise<Stat>((_, reject) => {
            refuse = () => reject(fail({ code: 'BAD_VERSION' }));
          }),
      },
    });
    await user.type(editor(), '!');
    await user.click(saveButton());
    openDialog('create', { parent: path });
    await settled(() => refuse());
    expect(useDialogStore.getState().dialog).toEqual({ id: 'create', props: { parent: path } });
    const notice = useNoticeStore.getState().notices.at(-1);
    expect(notice).toMatchObject({ text: expect.stringContaining('was not saved') as string });
    takeOffer();
    expect(useDialogStore.getState().dialog).toEqual({ id: 'conflict', props: { path } });
  });

  it('is tried above the usual limit, which is no fact, and says so before', async () => {
    const present = makeNode(path, 'base');
    const { fake, user } = await openNode(present, {
      handlers: {
        ...serverWith(present),
        'node.save': () => {
          const requestBytes = 1_048_700;
          throw fail({ code: 'TOO_LARGE', operation: 'setData', path, requestBytes });
        },
      },
    });
    await settled(() =>
      keepDraft(path, 'y'.repeat(1_048_576), {
        text: 'base',
        version: 0,
        mzxid: present.stat.mzxid,
      }),
    );
    expect(screen.getByText(/Saving is tried all the same/)).toBeTruthy();
    await user.click(saveButton());
    expect(fake.inputsOf('node.save')).toHaveLength(1);
    expect((await screen.findByRole('alert')).textContent).toMatch(/1,048,700 bytes/);
    expect(draftOf(path)).toBeDefined();
  });

  it('says before sending what the server was seen to refuse, counted with the chroot', async () => {
    const present = makeNode(path, 'base');
    const { fake } = await openNode(present, { handlers: serverWith(present) });
    const requestLimit = { bytes: 2_000, isLearnt: true, chrootBytes: 900 };
    await settled(() => fake.publish('connection', { ...connected, requestLimit }));
    const base = { text: 'base', version: 0, mzxid: present.stat.mzxid };
    await settled(() => keepDraft(path, 'y'.repeat(1_000), base));
    expect(screen.queryByRole('alert')).toBeNull();
    await settled(() => keepDraft(path, 'y'.repeat(1_090), base));
    expect(screen.getByRole('alert').textContent).toMatch(/^Too large/);
  });

  it('that a lost connection left open is compared once connected again', async () => {
    const server = serverWith(makeNode(path, 'base'));
    const { fake, user } = await openNode(server.node, {
      handlers: {
        ...server,
        'node.save': () => {
          throw fail({ code: 'CONNECTION_LOST', operation: 'setData', path, maybeDone: true });
        },
      },
    });
    await user.type(editor(), '!');
    await user.click(saveButton());
    expect((await screen.findByRole('alert')).textContent).toMatch(/compares/);
    server.node = makeNode(path, 'base!', { version: 1 });
    fake.answer({ 'node.read': () => server.node });
    const lost = { kind: 'reconnecting', attempt: 1, since: 0, lastServer: 'zk1:2181' } as const;
    await settled(() => fake.publish('connection', { ...connected, state: lost }));
    await settled(() => fake.publish('connection', connected));
    await waitFor(() => expect(draftOf(path)).toBeUndefined());
    expect(useNoticeStore.getState().notices.at(-1)).toMatchObject({
      text: expect.stringContaining('did arrive') as string,
    });
  });

  it('says of a save of unknown fate what was saved, and not that reading failed', async () => {
    const present = makeNode(path, 'base');
    const lost = { kind: 'reconnecting', attempt: 1, since: 0, lastServer: 'zk1:2181' } as const;
    let readFails = fail({ code: 'NOT_CONNECTED', operation: 'getData', path });
    const { fake, user } = await openNode(present, {
      handlers: {
        'node.save': () => {
          throw fail({ code: 'CONNECTION_LOST', maybeDone: true, operation: 'setData', path });
        },
        'node.read': () => {
          throw readFails;
        },
      },
    });
    await user.type(editor(), '!');
    await user.click(saveButton());
    const reconnect = async () => {
      await settled(() => fake.publish('connection', { ...connected, state: lost }));
      await settled(() => fake.publish('connection', connected));
    };
    const before = useNoticeStore.getState().notices;
    await reconnect();
    await waitFor(() => expect(fake.inputsOf('node.read')).toHaveLength(1));
    expect(useNoticeStore.getState().notices).toEqual(before);
    readFails = fail({ code: 'NO_AUTH', operation: 'getData', path });
    await reconnect();
    await waitFor(() => {
      expect(useNoticeStore.getState().notices.at(-1)).toMatchObject({
        text: expect.stringMatching(/^Whether the save of .* did arrive is not known\./) as string,
      });
    });
    expect(draftOf(path)?.text).toBe('base!');
  });

  it('is replaced by Create again when the node was deleted', async () => {
    const present = makeNode(path, 'base');
    const { fake, user } = await openNode(present, {
      handlers: { 'node.create': ({ path: created }) => ({ path: created, stat: null }) },
    });
    await user.type(editor(), '!');
    const lastAcl = [{ scheme: 'digest', id: 'bob:hash', permissions: 31 }];
    await publish(fake, { kind: 'absent', path, last: present, lastAcl });
    expect(screen.getByText(/was deleted on the server/)).toBeTruthy();
    expect(editor().value).toBe('base!');
    expect(saveButton().disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Create again' }));
    await waitFor(() => expect(draftOf(path)).toBeUndefined());
    expect(fake.inputsOf('node.create')).toMatchObject([
      {
        path,
        mode: 'persistent',
        acl: lastAcl,
        data: new TextEncoder().encode('base!'),
        createParents: false,
      },
    ]);
  });

  it('is locked on a read-only connection', async () => {
    const present = makeNode(path, 'base');
    await openNode(present, {
      connection: { ...connected, profile: { ...connected.profile, readOnly: true } },
    });
    expect(editor().readOnly).toBe(true);
  });
});
