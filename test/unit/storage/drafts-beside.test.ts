import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DraftStore } from '../../../electron/storage/draft-store.ts';
import type { Draft } from '../../../shared/model/node.ts';

const draftOf = (text: string, updatedAt: number): Draft => ({
  path: '/one',
  text,
  base: { text: 'base', version: 0, mzxid: 1n },
  updatedAt,
});

it('a draft that is kept beside the own one of the page takes its place, and both stay', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-drafts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const options = { folder: join(folder, 'drafts'), report: () => undefined, clock: () => 1 };
  const drafts = await DraftStore.open(options);
  const page = {};
  drafts.keep('p', page, draftOf('typed since', 1));
  drafts.keep('p', page, draftOf('brought back', 2), undefined, undefined, true);
  expect(drafts.list('p', page)).toMatchObject([{ text: 'brought back' }]);
  expect(drafts.listOthers('p')).toMatchObject([{ path: '/one', updatedAt: 1 }]);
  await drafts.flush();

  const again = await DraftStore.open(options);
  expect(again.list('p', {})).toMatchObject([{ text: 'brought back' }]);
  expect(again.listOthers('p')).toMatchObject([{ path: '/one', updatedAt: 1 }]);
});
