import { beforeEach, expect, it, vi } from 'vitest';
import type { Draft } from '../../shared/model/node.ts';
import {
  countDraftsAt,
  discardDraft,
  draftOf,
  flushDrafts,
  forgetDrafts,
  keepDraft,
  loadDrafts,
  useDraftStore,
} from '../../renderer/stores/draft-store.ts';
import { fail } from './fake-bridge.ts';
import { openWindow } from './window.tsx';

const base: Draft['base'] = { text: 'as read', version: 3, mzxid: 0x1_0000_0001n };

beforeEach(forgetDrafts);

it('shows what was typed at once and keeps it when the typing pauses', async () => {
  const fake = await openWindow();
  vi.useFakeTimers();
  keepDraft('/a', 'o', base);
  keepDraft('/a', 'on', base);
  keepDraft('/a', 'one', base);
  expect(draftOf('/a')?.text).toBe('one');
  expect(fake.inputsOf('drafts.keep')).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  vi.useRealTimers();
  expect(fake.inputsOf('drafts.keep')).toEqual([{ path: '/a', text: 'one', base }]);
});

it('keeps at once what is asked to be safe', async () => {
  const fake = await openWindow();
  keepDraft('/a', 'one', base);
  keepDraft('/b', 'two', base);
  await flushDrafts();
  expect(fake.inputsOf('drafts.keep').map(({ path }) => path)).toEqual(['/a', '/b']);
});

it('never lets an older write land after a newer one', async () => {
  const order: string[] = [];
  let release = () => {};
  await openWindow({
    handlers: {
      'drafts.keep': async ({ text }) => {
        if (text === 'first') await new Promise<void>((resolve) => (release = resolve));
        order.push(text);
      },
      'drafts.discard': ({ path }) => {
        order.push(`discard ${path}`);
      },
    },
  });
  keepDraft('/a', 'first', base);
  const first = flushDrafts();
  keepDraft('/a', 'second', base);
  const second = flushDrafts();
  discardDraft('/a');
  const last = flushDrafts();
  await vi.waitFor(() => {
    release();
    expect(order).toContain('first');
  });
  await Promise.all([first, second, last]);
  expect(order).toEqual(['first', 'second', 'discard /a']);
});

it('gives back what it discards', async () => {
  const fake = await openWindow();
  keepDraft('/a', 'one', base);
  expect(discardDraft('/a')).toMatchObject({ text: 'one', base });
  expect(discardDraft('/a')).toBeUndefined();
  await flushDrafts();
  expect(fake.inputsOf('drafts.discard')).toEqual([{ path: '/a' }]);
  expect(fake.inputsOf('drafts.keep')).toEqual([]);
});

it('loads what was typed before, but not over what is being typed', async () => {
  await openWindow({
    handlers: {
      'drafts.list': () => [
        { path: '/a', text: 'old', base, updatedAt: 1 },
        { path: '/b', text: 'kept', base, updatedAt: 1 },
      ],
    },
  });
  keepDraft('/a', 'newer', base);
  await loadDrafts();
  expect(draftOf('/a')?.text).toBe('newer');
  expect(draftOf('/b')?.text).toBe('kept');
});

it('names the same set of paths while no draft comes or goes', async () => {
  await openWindow();
  keepDraft('/a', 'one', base);
  const { paths } = useDraftStore.getState();
  keepDraft('/a', 'two', base);
  expect(useDraftStore.getState().paths).toBe(paths);
  keepDraft('/a/b', 'x', base);
  expect(useDraftStore.getState().paths).toEqual(new Set(['/a', '/a/b']));
  expect([countDraftsAt('/a'), countDraftsAt('/'), countDraftsAt('/ab')]).toEqual([2, 2, 0]);
});

it('says when a draft could not be kept, until one is', async () => {
  const fake = await openWindow({
    handlers: {
      'drafts.keep': () => {
        throw fail({ code: 'INTERNAL', operation: 'drafts.keep' });
      },
    },
  });
  keepDraft('/a', 'one', base);
  await flushDrafts();
  expect(useDraftStore.getState().failure?.code).toBe('INTERNAL');
  expect(draftOf('/a')?.text).toBe('one');
  fake.answer({ 'drafts.keep': () => undefined });
  keepDraft('/a', 'two', base);
  await flushDrafts();
  expect(useDraftStore.getState().failure).toBeNull();
});
