import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Dialogs } from '../../../renderer/views/index.ts';
import { save } from '../../../renderer/features/node/node-actions.ts';
import { closeDialog, openDialog } from '../../../renderer/stores/dialog-store.ts';
import { draftOf, keepDraft } from '../../../renderer/stores/draft-store.ts';
import { useNoticeStore } from '../../../renderer/stores/notice-store.ts';
import { makeNode, makeStat, settled, takeOffer } from '../node-samples.ts';
import { show } from '../window.tsx';
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

describe('what is surely not meant', () => {
  it('asks once before valid JSON is replaced by what is none, and loses nothing', async () => {
    const server = serverWith(makeNode(path, '{\n"a": 1\n}'));
    const { fake, user } = await openNode(server.node, { handlers: server });
    show(<Dialogs />);
    const broken = '{\n"a": 1,\n}';
    fireEvent.change(editor(), { target: { value: broken } });
    await user.click(saveButton());
    const question = { name: 'Not valid JSON, line 3. Save anyway?' };
    await screen.findByRole('dialog', question);
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(document.activeElement).toBe(editor()));
    expect(editor().selectionStart).toBe(broken.length - 1);
    expect(editor().value).toBe(broken);
    expect(fake.inputsOf('node.save')).toEqual([]);
    await user.click(saveButton());
    await screen.findByRole('dialog', question);
    await user.click(screen.getByRole('button', { name: 'Save anyway' }));
    await waitFor(() => expect(fake.inputsOf('node.save')).toHaveLength(1));
    await publish(fake, server.node);
    await waitFor(() => expect(saveButton().disabled).toBe(true));
    // By now it is known not to be JSON.
    fireEvent.change(editor(), { target: { value: `${broken} ` } });
    await user.click(saveButton());
    await waitFor(() => expect(fake.inputsOf('node.save')).toHaveLength(2));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('notifies where another dialog is open by then, and asks later', async () => {
    const server = serverWith(makeNode(path, '{"a": 1}'));
    const { fake, user } = await openNode(server.node, { handlers: server });
    fireEvent.change(editor(), { target: { value: '{"a": 1,}' } });
    await settled(() => openDialog('create', { parent: path }));
    await settled(() => void save(path));
    await waitFor(() => expect(useNoticeStore.getState().notices).toHaveLength(1));
    expect(useNoticeStore.getState().notices).toMatchObject([
      { text: expect.stringMatching(/^\S+ was not saved: the text is not valid JSON/) as string },
    ]);
    expect(draftOf(path)?.text).toBe('{"a": 1,}');
    await settled(closeDialog);
    show(<Dialogs />);
    await settled(takeOffer);
    await screen.findByRole('dialog', { name: 'Not valid JSON, line 1. Save anyway?' });
    await user.click(screen.getByRole('button', { name: 'Save anyway' }));
    await waitFor(() => expect(fake.inputsOf('node.save')).toHaveLength(1));
  });

  it('says "not saved" of the very text that was refused', async () => {
    const server = serverWith(makeNode(path, 'a'));
    const { user } = await openNode(server.node, { handlers: server });
    const merged = 'a\n<<<<<<< mine\nb\n=======\nc\n>>>>>>> theirs';
    fireEvent.change(editor(), { target: { value: merged } });
    await user.click(saveButton());
    await screen.findByRole('alert');
    await user.click(screen.getByRole('button', { name: 'Revert' }));
    const base = { text: 'a', version: 0, mzxid: makeStat().mzxid };
    await settled(() => keepDraft(path, `${merged}!`, base));
    expect(screen.getByText(/[Cc]onflict markers/)).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('never saves conflict markers, and says in which line they begin', async () => {
    const server = serverWith(makeNode(path, 'a'));
    const { fake, user } = await openNode(server.node, { handlers: server });
    const merged = 'a\n<<<<<<< mine\nb\n=======\nc\n>>>>>>> theirs';
    fireEvent.change(editor(), { target: { value: merged } });
    expect(screen.queryByRole('alert')).toBeNull();
    await user.click(saveButton());
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^Not saved: conflict markers begin in line 2\./);
    expect(document.activeElement).toBe(editor());
    fireEvent.change(editor(), { target: { value: 'a\nb' } });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(fake.inputsOf('node.save')).toEqual([]);
    await user.click(saveButton());
    await waitFor(() => expect(fake.inputsOf('node.save')).toHaveLength(1));
  });
});
