import { afterEach, expect, it, vi } from 'vitest';
import type { Draft } from '../../shared/model/node.ts';
import {
  countDraftsAt,
  discardDraft,
  draftOf,
  exchangeDraft,
  flushDrafts,
  hasDraft,
  keepDraft,
  keepTyped,
  loadDrafts,
  useDraftStore,
} from '../../renderer/stores/draft-store.ts';
import { disconnect } from '../../renderer/stores/connection-store.ts';
import { fail } from './fake-bridge.ts';
import { forgetEdits } from './node-samples.ts';
import { openWindow } from './window.tsx';

const base: Draft['base'] = { text: 'as read', version: 3, mzxid: 0x1_0000_0001n };

afterEach(forgetEdits);

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
  expect(fake.inputsOf('drafts.keep')).toMatchObject([{ path: '/a', text: 'one', base }]);
});

it('keeps what was typed and handed over while the list of drafts was on its way', async () => {
  let answer: (drafts: readonly Draft[]) => void = () => undefined;
  const list = () =>
    new Promise<readonly Draft[]>((resolve) => {
      answer = resolve;
    });
  await openWindow({ handlers: { 'drafts.list': list } });
  const loading = loadDrafts();
  keepDraft('/a', 'typed meanwhile', base);
  await flushDrafts();
  answer([]);
  await loading;
  expect(draftOf('/a')?.text).toBe('typed meanwhile');
});

it('keeps at once what is asked to be safe', async () => {
  const fake = await openWindow();
  keepDraft('/a', 'one', base);
  keepDraft('/b', 'two', base);
  await flushDrafts();
  expect(fake.inputsOf('drafts.keep').map(({ path }) => path)).toEqual(['/a', '/b']);
});

it('hands typing that never pauses over all the same', async () => {
  const fake = await openWindow();
  vi.useFakeTimers();
  try {
    let text = '';
    for (let key = 0; key < 40; key++) {
      text += 'x';
      keepDraft('/a', text, base);
      await vi.advanceTimersByTimeAsync(50);
    }
    const lengths = [...fake.inputsOf('drafts.keep'), ...fake.inputsOf('drafts.keepText')].map(
      ({ text: handedOver }) => handedOver.length,
    );
    // Two seconds of typing: never more than the last second is missing.
    expect(lengths.length).toBeGreaterThanOrEqual(2);
    expect(lengths.at(-1)).toBeGreaterThan(20);
  } finally {
    vi.useRealTimers();
  }
});

it('reads the editor at the first key, in pauses and when asked, but not at every key', async () => {
  const fake = await openWindow();
  let text = '';
  const read = vi.fn(() => text);
  const type = (next: string) => {
    text = next;
    keepTyped('/a', read, base);
  };
  vi.useFakeTimers();
  try {
    type('o');
    expect(hasDraft('/a')).toBe(true);
    expect(read).toHaveBeenCalledTimes(1);
    for (const next of ['on', 'one', 'one ', 'one t']) type(next);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(read).toHaveBeenCalledTimes(2);
    expect(fake.inputsOf('drafts.keep')).toMatchObject([{ path: '/a', text: 'one t', base }]);
    type('one two');
    expect(draftOf('/a')?.text).toBe('one two');
  } finally {
    vi.useRealTimers();
  }
});

it('has no draft of what was typed back to what was read', async () => {
  const fake = await openWindow();
  keepTyped('/a', () => 'as read!', base);
  keepTyped('/a', () => 'as read', base);
  await flushDrafts();
  expect(hasDraft('/a')).toBe(false);
  expect(fake.inputsOf('drafts.discard')).toEqual([{ path: '/a' }]);
});

it('hands over in the order of typing and at once, whatever has not been answered', async () => {
  let release = () => {};
  const fake = await openWindow({
    handlers: { 'drafts.keep': () => new Promise<void>((resolve) => (release = resolve)) },
  });
  keepDraft('/a', 'first', base);
  void flushDrafts();
  keepDraft('/a', 'second', base);
  void flushDrafts();
  discardDraft('/a');
  expect(fake.calls.map(({ name }) => name).filter((name) => name.startsWith('drafts.'))).toEqual([
    'drafts.keep',
    'drafts.keepText',
    'drafts.discard',
  ]);
  release();
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

it('does not lose what could not be kept to a list that does not have it', async () => {
  const refuse = () => {
    throw fail({ code: 'STORAGE_FAILED' });
  };
  await openWindow({ handlers: { 'drafts.keep': refuse, 'drafts.list': () => [] } });
  keepDraft('/a', 'typed', base);
  await flushDrafts();
  await loadDrafts();
  expect(draftOf('/a')?.text).toBe('typed');
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

it('says of a draft that it could not be kept, until that very draft is', async () => {
  const refuse = (refused: string) => ({
    'drafts.keep': ({ path }: { path: string }) => {
      if (path === refused) throw fail({ code: 'INTERNAL', operation: 'drafts.keep' });
    },
  });
  const fake = await openWindow({ handlers: refuse('/a') });
  const failed = () => [...useDraftStore.getState().failures.keys()];
  keepDraft('/a', 'one', base);
  await flushDrafts();
  expect(useDraftStore.getState().failures.get('/a')?.code).toBe('INTERNAL');
  expect(draftOf('/a')?.text).toBe('one');
  keepDraft('/b', 'two', base);
  await flushDrafts();
  expect(failed()).toEqual(['/a']);
  fake.answer(refuse(''));
  await flushDrafts();
  expect(failed()).toEqual([]);
  expect(fake.inputsOf('drafts.keep').at(-1)).toMatchObject({ path: '/a', text: 'one' });
});

it('hands the base over once, and again with another one', async () => {
  const fake = await openWindow();
  const newer = { ...base, text: 'newer', version: 2 };
  for (const [text, over] of [
    ['one', base],
    ['one two', base],
    ['three', newer],
    ['three four', newer],
  ] as const) {
    keepDraft('/a', text, over);
    await flushDrafts();
  }
  const [first, second] = fake.inputsOf('drafts.keep');
  expect([first, second]).toMatchObject([
    { text: 'one', base },
    { text: 'three', base: newer },
  ]);
  expect(fake.inputsOf('drafts.keepText')).toEqual([
    { path: '/a', text: 'one two', baseId: first?.baseId },
    { path: '/a', text: 'three four', baseId: second?.baseId },
  ]);
  expect(first?.baseId).not.toBe(second?.baseId);
});

it('hands over both where the main process does not have the base', async () => {
  const fake = await openWindow({ handlers: { 'drafts.keepText': () => false } });
  keepDraft('/a', 'one', base);
  await flushDrafts();
  keepDraft('/a', 'one two', base);
  await flushDrafts();
  expect(fake.inputsOf('drafts.keep').map(({ text }) => text)).toEqual(['one', 'one two']);
});

it('hands the base over again after a hand-over that failed', async () => {
  let isFull = true;
  const fake = await openWindow({
    handlers: {
      'drafts.keep': () => {
        if (isFull) throw new Error('full');
      },
    },
  });
  keepDraft('/a', 'one', base);
  await flushDrafts();
  isFull = false;
  keepDraft('/a', 'one two', base);
  await flushDrafts();
  expect(fake.inputsOf('drafts.keep').map(({ text }) => text)).toEqual(['one', 'one two']);
  expect(fake.inputsOf('drafts.keepText')).toEqual([]);
});

it('hands over what was typed last before the page ends with its connection', async () => {
  const fake = await openWindow();
  keepDraft('/a', 'typed', base);
  await disconnect();
  const names = fake.calls.map(({ name }) => name);
  expect(names.indexOf('drafts.keep')).toBeGreaterThanOrEqual(0);
  expect(names.indexOf('drafts.keep')).toBeLessThan(names.indexOf('session.disconnect'));
});

it.each([true, false])(
  'keeps what is typed while another draft is asked for; it is there: %s',
  async (isThere) => {
    let answer: (draft: Draft | null) => void = () => undefined;
    const asked = new Promise<Draft | null>((resolve) => {
      answer = resolve;
    });
    const fake = await openWindow({ handlers: { 'drafts.exchange': () => asked } });
    keepDraft('/a', 'mine', base);
    const exchange = exchangeDraft('/a', 1);
    await vi.waitFor(() => expect(fake.inputsOf('drafts.exchange')).toHaveLength(1));
    keepDraft('/a', 'mine, typed on', base);
    await flushDrafts();
    expect(fake.inputsOf('drafts.keep'), 'the other one is not written over').toHaveLength(1);
    expect(fake.inputsOf('drafts.keepText')).toEqual([]);
    answer(isThere ? { path: '/a', text: 'other', base, updatedAt: 0 } : null);
    await exchange;
    await flushDrafts();
    expect(draftOf('/a')?.text).toBe('mine, typed on');
    const sent = fake.calls.map(({ name }) => name).filter((name) => name.startsWith('drafts.'));
    const after = isThere ? ['drafts.putAside', 'drafts.keep'] : ['drafts.keepText'];
    expect(sent.slice(sent.indexOf('drafts.exchange') + 1)).toEqual(after);
  },
);

it('shows no other draft in place of one that could not be kept', async () => {
  const fake = await openWindow({
    handlers: {
      'drafts.keep': () => {
        throw fail({ code: 'STORAGE_FAILED', operation: 'drafts.keep', path: '/a' });
      },
    },
  });
  keepDraft('/a', 'mine', base);
  await exchangeDraft('/a', 1);
  expect(fake.inputsOf('drafts.exchange')).toEqual([]);
  expect(draftOf('/a')?.text).toBe('mine');
});
