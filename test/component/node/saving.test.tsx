import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Language } from '../../../shared/model/application.ts';
import type { Draft } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { runCommand } from '../../../renderer/commands/index.ts';
import { openDialog, useDialogStore } from '../../../renderer/stores/dialog-store.ts';
import { draftOf, keepDraft } from '../../../renderer/stores/draft-store.ts';
import { useNoticeStore } from '../../../renderer/stores/notice-store.ts';
import { fail } from '../fake-bridge.ts';
import { makeNode, settled, takeOffer } from '../node-samples.ts';
import { connected } from '../window.tsx';
import {
  editor,
  openNode,
  path,
  publish,
  saveButton,
  serverWith,
  useNodeViews,
} from './node-window.tsx';

vi.mock('../../../renderer/monaco/index.ts', () => import('../fake-monaco.tsx'));

useNodeViews();

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

  it.each<[Language, string, Partial<Draft['base']>, RegExp]>([
    ['en', 'somebody has changed it', {}, /somebody else has changed it/],
    ['en', 'its base is unknown', { isUnknown: true }, /could not be read .* may have changed it/],
    ['zh-CN', 'its base is unknown', { isUnknown: true }, /无法从磁盘读取.*可能/],
  ])(
    'says no more of a conflict that waits than is known: %s, %s',
    async (language, _, base, text) => {
      const server = serverWith(makeNode(path, 'theirs', { version: 1 }));
      await openNode(server.node, { handlers: server, language });
      await settled(() =>
        keepDraft(path, 'mine', { text: 'base', version: 0, mzxid: 0x1_0000_0010n, ...base }),
      );
      openDialog('create', { parent: path });
      await settled(() => runCommand('node.save'));
      expect(useNoticeStore.getState().notices.at(-1)).toMatchObject({
        text: expect.stringMatching(text) as string,
      });
    },
  );

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
