import { beforeEach, expect, it } from 'vitest';
import type { Stat } from '../../shared/model/stat.ts';
import { disconnect } from '../../renderer/stores/connection-store.ts';
import { draftOf, forgetDrafts, keepDraft } from '../../renderer/stores/draft-store.ts';
import { dismissActions, notify, useNoticeStore } from '../../renderer/stores/notice-store.ts';
import { forgetSaves, saveDraft, useSaveStore } from '../../renderer/stores/save-store.ts';
import { makeStat } from './node-samples.ts';
import { openWindow } from './window.tsx';

const stat = makeStat({ version: 3, mzxid: 7n });
const base = { text: 'as read', version: 3, mzxid: 7n };

beforeEach(() => {
  forgetDrafts();
  forgetSaves();
});

it('sends what was typed last before the connection it belongs to ends', async () => {
  const fake = await openWindow();
  keepDraft('/a', 'typed', base);
  await disconnect();
  const names = fake.calls.map(({ name }) => name);
  expect(names.indexOf('drafts.keep')).toBeGreaterThanOrEqual(0);
  expect(names.indexOf('drafts.keep')).toBeLessThan(names.indexOf('session.disconnect'));
});

it('lets a save that ends on another connection change nothing there', async () => {
  let answer: (saved: Stat) => void = () => undefined;
  await openWindow({
    handlers: {
      'node.read': () => ({ data: null, stat }),
      'node.save': () => new Promise<Stat>((resolve) => (answer = resolve)),
    },
  });
  keepDraft('/config', 'for one', base);
  const outcome = saveDraft('/config');
  await expect.poll(() => useSaveStore.getState().saving.has('/config')).toBe(true);
  await expect.poll(() => answer.length).toBe(1);
  forgetDrafts();
  forgetSaves();
  keepDraft('/config', 'for the other', base);
  answer(makeStat({ version: 4, mzxid: 8n }));
  expect(await outcome).toEqual({ kind: 'none' });
  expect(useSaveStore.getState().saved.size).toBe(0);
  expect(draftOf('/config')?.text).toBe('for the other');
});

it('takes away what a notice offers to do on a connection that was left', () => {
  notify({
    kind: 'info',
    text: 'Reverted',
    action: { label: 'Undo', command: { id: 'node.refresh' } },
  });
  notify({ kind: 'info', text: 'Saved' });
  dismissActions();
  expect(useNoticeStore.getState().notices).toMatchObject([{ text: 'Saved' }]);
});
