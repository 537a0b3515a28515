import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import type { Draft } from '../../../shared/model/node.ts';

/** Whose drafts they are. */
const page = {};

let folder: string;
/** What is still being written would be in the way of removing the folder. */
const openedStores: { flush(): Promise<unknown> }[] = [];
let problems: StorageProblem[];
let now: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-storage-'));
  problems = [];
  now = 1_000;
});

afterEach(async () => {
  await Promise.all(openedStores.splice(0).map((each) => each.flush()));
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Storage> {
  const opened = await Storage.open({
    folder,
    report: (problem) => problems.push(problem),
    clock: () => now,
  });
  openedStores.push(opened);
  return opened;
}

const draft: Draft = {
  path: '/config/timeout',
  text: '5000 毫秒',
  base: { text: '3000', version: 4, mzxid: 0x7fff_ffff_ffff_fffen },
  updatedAt: 7,
};

describe('Storage', () => {
  it('starts with defaults in a folder that does not exist yet', async () => {
    folder = join(folder, 'new');
    const storage = await open();
    expect(storage.settings.get()).toEqual({ theme: 'system', language: 'system', panels: {} });
    expect(storage.profiles.recents()).toEqual([]);
    expect(storage.drafts.list('zk:2181', page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('keeps settings, merging panels by name', async () => {
    const storage = await open();
    storage.settings.change({ theme: 'dark', panels: { tree: 240 } });
    storage.settings.change({ panels: { changes: [1, 2] }, language: undefined });
    await storage.flush();
    expect((await open()).settings.get()).toEqual({
      theme: 'dark',
      language: 'system',
      panels: { tree: 240, changes: [1, 2] },
    });
  });

  it('keeps drafts with exact 64-bit ids, apart for each connection', async () => {
    const storage = await open();
    storage.drafts.keep('a:2181', page, { ...draft, text: 'first' });
    storage.drafts.keep('a:2181', page, draft);
    storage.drafts.keep('b:2181/app', page, { ...draft, path: '/x' });
    storage.drafts.keep('b:2181/app', page, { ...draft, path: '/y' });
    storage.drafts.discard('b:2181/app', page, '/x');
    await storage.flush();
    const reopened = await open();
    expect(reopened.drafts.list('a:2181', page)).toEqual([draft]);
    expect(reopened.drafts.list('b:2181/app', page).map(({ path }) => path)).toEqual(['/y']);
  });

  it('writes a draft without being asked, and removes its file with it', async () => {
    const storage = await open();
    const files = () => readdir(join(folder, 'drafts'));
    storage.drafts.keep('a:2181', page, draft);
    await expect.poll(files).toHaveLength(1);
    storage.drafts.discard('a:2181', page, draft.path);
    await storage.flush();
    expect(await files()).toEqual([]);
    expect(storage.drafts.list('a:2181', page)).toEqual([]);
  });

  it('keeps a draft that is typed anew in the moment in which it was discarded', async () => {
    const storage = await open();
    storage.drafts.keep('a:2181', page, draft);
    await storage.flush();
    storage.drafts.discard('a:2181', page, draft.path);
    storage.drafts.keep('a:2181', page, { ...draft, text: 'anew' });
    await storage.flush();
    expect((await open()).drafts.list('a:2181', page)).toMatchObject([{ text: 'anew' }]);
  });

  it('keeps the drafts of two windows that are open at a time', async () => {
    const one = await open();
    const other = await open();
    one.drafts.keep('a:2181', page, { ...draft, path: '/one', updatedAt: 1 });
    other.drafts.keep('a:2181', page, { ...draft, path: '/other', updatedAt: 2 });
    await Promise.all([one.flush(), other.flush()]);
    const listed = (await open()).drafts.list('a:2181', page);
    expect(listed.map(({ path }) => path)).toEqual(['/one', '/other']);
  });

  it('keeps what two pages type in the same node, each in its page', async () => {
    const storage = await open();
    const other = {};
    storage.drafts.keep('a:2181', page, { ...draft, text: 'one', updatedAt: 1 });
    storage.drafts.keep('a:2181', other, { ...draft, text: 'other', updatedAt: 2 });
    const texts = (of: object) => storage.drafts.list('a:2181', of).map(({ text }) => text);
    expect([texts(page), texts(other)]).toEqual([['one'], ['other']]);
    storage.drafts.discard('a:2181', page, draft.path);
    expect([texts(page), texts(other)]).toEqual([[], ['other']]);
    storage.drafts.keep('a:2181', page, { ...draft, text: 'again', updatedAt: 3 });
    await storage.flush();

    // After a restart with one page, the newest is there; the other one comes once that is saved or discarded.
    const again = await open();
    expect(again.drafts.list('a:2181', page)).toMatchObject([{ text: 'again' }]);
    again.drafts.discard('a:2181', page, draft.path);
    expect(again.drafts.list('a:2181', page)).toMatchObject([{ text: 'other' }]);
    await again.flush();
  });

  it('hands the drafts of a page that has ended to the next one that lists them', async () => {
    const storage = await open();
    const { drafts } = storage;
    const other = {};
    drafts.keep('a:2181', page, draft);
    expect(drafts.list('a:2181', other)).toEqual([]);
    drafts.letGo('a:2181', page);
    drafts.keep('a:2181', other, { ...draft, text: 'typed meanwhile' });
    expect(drafts.list('a:2181', other)).toMatchObject([{ text: 'typed meanwhile' }]);
    expect(drafts.list('a:2181', page)).toEqual([draft]);
    await storage.flush();
  });

  it('sets one draft that cannot be understood aside and keeps the others', async () => {
    const storage = await open();
    storage.drafts.keep('a:2181', page, draft);
    await storage.flush();
    await writeFile(join(folder, 'drafts', 'torn.json'), '{"connection":');
    expect((await open()).drafts.list('a:2181', page)).toEqual([draft]);
    expect(problems).toMatchObject([{ kind: 'corrupt' }]);
  });

  it.each([
    ['text that is not JSON', '{"theme": "dar'],
    ['values of a wrong kind', '{"theme":"purple","language":"en","panels":{}}'],
    ['an empty file', ''],
    ['a malformed bigint', '{"theme":{"$bigint":"x"},"language":"en","panels":{}}'],
  ])('sets a file with %s aside and goes on', async (_what, text) => {
    await writeFile(join(folder, 'settings.json'), text);
    const storage = await open();
    expect(storage.settings.get().theme).toBe('system');
    expect(problems).toMatchObject([
      { kind: 'corrupt', setAsideAs: join(folder, 'settings.json.corrupt-1000') },
    ]);
    expect(await readFile(join(folder, 'settings.json.corrupt-1000'), 'utf8')).toBe(text);
    storage.settings.change({ theme: 'light' });
    await storage.flush();
    expect((await open()).settings.get().theme).toBe('light');
  });

  it('writes files that only their owner can read, and leaves no temporary file', async () => {
    const storage = await open();
    storage.settings.change({ theme: 'dark' });
    await storage.flush();
    const names = await readdir(join(folder, 'settings'));
    expect(names).toHaveLength(1);
    if (process.platform !== 'win32') {
      const file = join(folder, 'settings', names[0] ?? '');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
  });

  it('reports a failed write and keeps the value in memory', async () => {
    const storage = await open();
    await rm(folder, { recursive: true });
    storage.settings.change({ theme: 'dark' });
    await storage.flush();
    expect(problems).toMatchObject([{ kind: 'writeFailed' }]);
    expect(storage.settings.get().theme).toBe('dark');
  });

  it('writes again at the next flush what could not be written before', async () => {
    const storage = await open();
    await rm(folder, { recursive: true });
    storage.settings.change({ theme: 'dark' });
    storage.drafts.keep('a:2181', page, draft);
    await storage.flush();
    for (const name of ['drafts', 'settings']) await mkdir(join(folder, name), { recursive: true });
    await storage.flush();
    const reopened = await open();
    expect(reopened.settings.get().theme).toBe('dark');
    expect(reopened.drafts.list('a:2181', page)).toEqual([draft]);
  });

  it('removes at the next flush the draft whose file could not be removed', async () => {
    const storage = await open();
    storage.drafts.keep('a:2181', page, draft);
    await storage.flush();
    const [name = ''] = await readdir(join(folder, 'drafts'));
    const file = join(folder, 'drafts', name);
    // A folder in its place is what no user, not even root, removes as a file.
    await rm(file);
    await mkdir(file);
    storage.drafts.discard('a:2181', page, draft.path);
    await storage.flush();
    expect(problems).toMatchObject([{ kind: 'writeFailed', file }]);
    await rm(file, { recursive: true });
    await writeFile(file, 'as it was');
    await storage.flush();
    expect(await readdir(join(folder, 'drafts'))).toEqual([]);
  });

  it('reports one problem once, until a write succeeds', async () => {
    const storage = await open();
    const change = async (theme: 'dark' | 'light') => {
      storage.settings.change({ theme });
      await storage.flush();
    };
    await rm(folder, { recursive: true });
    await change('dark');
    await change('light');
    expect(problems).toHaveLength(1);
    await mkdir(join(folder, 'settings'), { recursive: true });
    await change('dark');
    await rm(folder, { recursive: true });
    await change('light');
    expect(problems).toHaveLength(2);
  });
});
