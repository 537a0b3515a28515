import { screen, waitFor } from '@testing-library/react';
import type { Language } from '../../../shared/model/application.ts';
import { describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../../shared/model/node.ts';
import { draftOf } from '../../../renderer/stores/draft-store.ts';
import { useNoticeStore } from '../../../renderer/stores/notice-store.ts';
import { goTo } from '../../../renderer/stores/selection-store.ts';
import { makeNode, makeStat, settled, takeOffer } from '../node-samples.ts';
import { fail } from '../fake-bridge.ts';
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

  it('since a Revert is kept beside what Undo brings back', async () => {
    const { fake, user } = await openNode(makeNode(path, 'one'), {
      handlers: {
        'drafts.list': () => {
          const kept = fake.inputsOf('drafts.keep').find(({ isBeside }) => isBeside);
          return kept ? [{ path, text: kept.text, base: kept.base, updatedAt: 0 }] : [];
        },
      },
    });
    await user.type(editor(), '!');
    await user.click(screen.getByRole('button', { name: 'Revert' }));
    await user.type(editor(), '?');
    await settled(takeOffer);
    await waitFor(() => expect(editor().value).toBe('one!'));
    expect(fake.inputsOf('drafts.keep').slice(-2)).toMatchObject([
      { path, text: 'one?' },
      { path, text: 'one!', isBeside: true },
    ]);
    expect(draftOf(path)?.text).toBe('one!');
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

  it.each<[Language, RegExp, string]>([
    ['en', /Another draft of this node from .* is kept/, 'Show that draft'],
    ['zh-CN', /该节点还保留着另外 1 份草稿/, '显示该草稿'],
  ])(
    'is not the only one where others are kept, and each can be shown: %s',
    async (language, text, show) => {
      const base = { text: 'base', version: 0, mzxid: 0x1_0000_0010n };
      const mine = { path, text: 'newer', base, updatedAt: 2_000 };
      const older = { path, text: 'older', base, updatedAt: 1_000 };
      let isShown = false;
      const { fake, user } = await openNode(makeNode(path, 'base'), {
        language,
        handlers: {
          'drafts.list': () => [isShown ? older : mine],
          'drafts.listOthers': () => [
            isShown ? { path, copy: 0, updatedAt: 2_000 } : { path, copy: 1, updatedAt: 1_000 },
          ],
          'drafts.exchange': () => {
            isShown = true;
            return older;
          },
        },
      });
      expect(await screen.findByText(text)).toBeTruthy();
      await user.click(screen.getByRole('button', { name: show }));
      await waitFor(() => expect(draftOf(path)?.text).toBe('older'));
      expect(fake.inputsOf('drafts.exchange')).toEqual([{ path, copy: 1 }]);
      expect(fake.inputsOf('drafts.discard'), 'none is lost').toEqual([]);
      expect(await screen.findByText(text), 'the first one is kept too').toBeTruthy();
    },
  );

  it.each(['gone', 'refused'] as const)(
    'stays shown where the other draft is %s',
    async (outcome) => {
      const base = { text: 'base', version: 0, mzxid: makeStat().mzxid };
      const { fake, user } = await openNode(makeNode(path, 'base'), {
        handlers: {
          'drafts.list': () => [{ path, text: 'mine', base, updatedAt: 2_000 }],
          'drafts.listOthers': () => [{ path, copy: 1, updatedAt: 1_000 }],
          'drafts.exchange': () => {
            if (outcome === 'gone') return null;
            throw fail({ code: 'NOT_CONNECTED', operation: 'drafts.exchange' });
          },
        },
      });
      await user.click(await screen.findByRole('button', { name: 'Show that draft' }));
      await waitFor(() => expect(fake.inputsOf('drafts.listOthers')).toHaveLength(2));
      expect(draftOf(path)?.text).toBe('mine');
      const isNotified = useNoticeStore.getState().notices.length > 0;
      expect(isNotified).toBe(outcome === 'refused');
    },
  );

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
