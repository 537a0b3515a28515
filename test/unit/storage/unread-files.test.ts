import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { JsonFile } from '../../../electron/storage/json-file.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import type { Draft } from '../../../shared/model/node.ts';

let folder: string;
let problems: StorageProblem[];
const openedStores: { flush(): Promise<unknown> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-unread-'));
  problems = [];
});

afterEach(async () => {
  await Promise.all(openedStores.splice(0).map((each) => each.flush()));
  await rm(folder, { recursive: true, force: true });
});

async function open() {
  const opened = await Storage.open({ folder, report: (problem) => problems.push(problem) });
  openedStores.push(opened);
  return opened;
}

const draftOf = (text: string, updatedAt: number): Draft => ({
  path: '/one',
  text,
  base: { text: 'base', version: 0, mzxid: 1n },
  updatedAt,
});

/**
 * Puts a file out of reach, whoever runs this: its name leads around in a circle.
 * @returns what brings it back
 */
async function putOutOfReach(file: string): Promise<() => Promise<void>> {
  const [hidden, circle] = [join(folder, 'hidden'), join(folder, 'circle')];
  await mkdir(hidden);
  await rename(file, join(hidden, 'file'));
  await symlink(circle, circle);
  await symlink(join(circle, 'file'), file);
  return async () => {
    await rm(circle);
    await rename(hidden, circle);
  };
}

it('a draft that cannot be read for a while is not written over, and is there again later', async () => {
  const first = await open();
  first.drafts.keep('p', {}, draftOf('typed first', 1));
  await first.flush();
  const [name = ''] = await readdir(join(folder, 'drafts'));
  const bringBack = await putOutOfReach(join(folder, 'drafts', name));

  const second = await open();
  expect(problems).toMatchObject([{ kind: 'unread', reason: 'ELOOP' }]);
  const page = {};
  expect(second.drafts.list('p', page)).toEqual([]);
  second.drafts.keep('p', page, draftOf('typed then', 2));
  await second.flush();
  await bringBack();

  const third = await open();
  const again = {};
  const shown = () => third.drafts.list('p', again).map(({ text }) => text);
  expect(shown()).toEqual(['typed then']);
  const [other] = third.drafts.listOthers('p');
  expect(Object.keys(other ?? {}), 'no text is listed').toEqual(['path', 'copy', 'updatedAt']);
  const exchanged = third.drafts.exchange('p', again, '/one', other?.copy ?? -1);
  expect(exchanged?.text).toBe('typed first');
  expect(shown()).toEqual(['typed first']);
  const [free] = third.drafts.listOthers('p');
  expect(third.drafts.exchange('p', {}, '/one', free?.copy ?? -1)?.text).toBe('typed then');
  expect(third.drafts.exchange('p', {}, '/one', other?.copy ?? -1), 'it is taken').toBeNull();
  third.drafts.putAside('p', again, '/one');
  expect(third.drafts.listOthers('p').map(({ copy }) => copy)).toEqual([other?.copy]);
  expect(problems).toHaveLength(1);
});

it('any other file that cannot be read is set aside before something is written in its place', async () => {
  const first = await open();
  first.settings.change({ theme: 'dark' });
  await first.flush();
  const settings = join(folder, 'settings');
  const [name = ''] = await readdir(settings);
  const bringBack = await putOutOfReach(join(settings, name));
  const second = await open();
  second.settings.change({ theme: 'light' });
  await second.flush();
  await bringBack();
  expect(problems.map(({ kind }) => kind)).toEqual(['unread', 'unreadSetAside']);
  const aside = (await readdir(settings)).find((each) => each.startsWith(`${name}.unread-`)) ?? '';
  expect(await readFile(join(settings, aside), 'utf8')).toContain('dark');
  expect(await readFile(join(settings, name), 'utf8')).toContain('light');
});

it('a file that cannot be read is not removed either, by a value that was set over it and taken back', async () => {
  const file = join(folder, 'record.json');
  const options = { file, schema: z.string(), initial: '', report: () => {}, clock: Date.now };
  const first = await JsonFile.open(options);
  first.set('before');
  await first.flush();
  const bringBack = await putOutOfReach(file);
  const second = await JsonFile.open(options);
  second.set('now');
  second.remove();
  await second.flush();
  await bringBack();
  const left = await readdir(folder);
  const aside = left.find((each) => each.startsWith('record.json.unread-')) ?? 'none';
  expect(await readFile(join(folder, aside), 'utf8')).toContain('before');
  expect(left).not.toContain('record.json');
});
