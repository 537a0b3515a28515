import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../../shared/model/node.ts';
import { draftOf } from '../../../renderer/stores/draft-store.ts';
import { goTo } from '../../../renderer/stores/selection-store.ts';
import { makeNode, makeStat, settled, takeOffer } from '../node-samples.ts';
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

  it('is never replaced by a change from outside, which is shown', async () => {
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
