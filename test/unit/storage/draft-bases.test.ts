import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DraftStore } from '../../../electron/storage/draft-store.ts';
import { formatJson } from '../../../electron/storage/json-text.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import type { Draft } from '../../../shared/model/node.ts';

const page = {};
let folder: string;
/** What is still being written would be in the way of removing the folder. */
const openedStores: { flush(): Promise<unknown> }[] = [];
let problems: StorageProblem[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-drafts-'));
  problems = [];
});

afterEach(async () => {
  await Promise.all(openedStores.splice(0).map((each) => each.flush()));
  await rm(folder, { recursive: true, force: true });
});

async function open() {
  const opened = await DraftStore.open({
    folder,
    report: (problem) => problems.push(problem),
    clock: Date.now,
  });
  openedStores.push(opened);
  return opened;
}

const longBase = (mark: string): Draft['base'] => ({
  text: `${mark} `.repeat(100_000),
  version: 3,
  mzxid: 0x7fff_ffff_ffff_fffen,
  czxid: 5n,
});

const draftOver = (base: Draft['base'], text = 'typed'): Draft => ({
  path: '/config',
  text,
  base,
  updatedAt: 7,
});

const filesEndingWith = async (end: string) =>
  (await readdir(folder)).filter((name) => name.endsWith(end)).map((name) => join(folder, name));

async function onlyFileEndingWith(end: string): Promise<string> {
  const [file = '', ...others] = await filesEndingWith(end);
  expect(others).toEqual([]);
  return file;
}

it('a long base is written once, and the text alone with each hand-over', async () => {
  const drafts = await open();
  const base = longBase('a');
  expect(drafts.keep('p', page, draftOver(base), undefined, 'base-1')).toBe('kept');
  await drafts.flush();
  const baseFile = await onlyFileEndingWith('.base');
  const written = await stat(baseFile);
  expect(written.mode & 0o777).toBe(0o600);
  for (const text of ['typed o', 'typed on']) {
    const typed = { path: '/config', text, updatedAt: 8, baseId: 'base-1' };
    expect(drafts.keepText('p', page, typed)).toBe('kept');
    await drafts.flush();
  }
  // Whatever is written gets a new file in place of the old one.
  expect((await stat(baseFile)).ino).toBe(written.ino);
  expect((await stat(await onlyFileEndingWith('.json'))).size).toBeLessThan(1_000);
  const expected = { ...draftOver(base, 'typed on'), updatedAt: 8 };
  expect(drafts.list('p', page)).toEqual([expected]);
  expect((await open()).list('p', page)).toEqual([expected]);
  expect(problems).toEqual([]);
});

it('a base goes with the last draft that was typed over it', async () => {
  const drafts = await open();
  drafts.keep('p', page, draftOver(longBase('a')));
  await drafts.flush();
  const former = await onlyFileEndingWith('.base');
  drafts.keep('p', page, draftOver(longBase('b')));
  drafts.keep('p', page, draftOver(longBase('a')));
  drafts.keep('p', page, draftOver(longBase('c')));
  await drafts.flush();
  expect(await onlyFileEndingWith('.base')).not.toBe(former);
  expect((await open()).list('p', page)).toEqual([draftOver(longBase('c'))]);
  drafts.discard('p', page, '/config');
  await drafts.flush();
  expect(await readdir(folder)).toEqual([]);
});

it('two drafts over the same text do not share its file', async () => {
  const drafts = await open();
  drafts.keep('p', page, draftOver(longBase('a')));
  drafts.keep('p', page, { ...draftOver(longBase('a')), path: '/other' });
  await drafts.flush();
  drafts.discard('p', page, '/config');
  await drafts.flush();
  expect((await open()).list('p', page)).toEqual([{ ...draftOver(longBase('a')), path: '/other' }]);
});

it('a text is never taken for one over another base', async () => {
  const drafts = await open();
  const typed = { path: '/config', text: 'typed on', updatedAt: 8, baseId: 'base-1' };
  expect(drafts.keepText('p', page, typed)).toBe('unknownBase');
  drafts.keep('p', page, draftOver(longBase('a')), undefined, 'base-1');
  drafts.keep('p', page, draftOver(longBase('b'), 'of another page'), undefined, 'base-2');
  expect(drafts.keepText('p', page, typed)).toBe('unknownBase');
  expect(drafts.list('p', page)).toEqual([draftOver(longBase('b'), 'of another page')]);
  drafts.discard('p', page, '/config');
  expect(drafts.keepText('p', page, { ...typed, baseId: 'base-2' })).toBe('unknownBase');
  expect(drafts.list('p', page)).toEqual([]);
  await drafts.flush();
});

it.each([
  ['damaged', (file: string) => writeFile(file, formatJson('something else'))],
  ['gone', (file: string) => rm(file)],
  ['out of reach', (file: string) => rm(file).then(() => mkdir(file))],
] as const)(
  'a draft whose base is %s is kept with its text, over an unknown base',
  async (_, harm) => {
    const drafts = await open();
    drafts.keep('p', page, draftOver(longBase('a'), 'precious'));
    await drafts.flush();
    await harm(await onlyFileEndingWith('.base'));
    const { version, mzxid, czxid } = longBase('a');
    const base = { version, mzxid, czxid, text: '', isUnknown: true };
    expect((await open()).list('p', page)).toEqual([draftOver(base, 'precious')]);
    expect(problems).toMatchObject([{ kind: 'readFailed' }]);
  },
);

it('a base that can be read again is there again, also where its draft was typed on meanwhile', async () => {
  const before = await open();
  before.keep('p', page, draftOver(longBase('a')));
  await before.flush();
  const baseFile = await onlyFileEndingWith('.base');
  await utimes(baseFile, 0, 0);
  await rename(baseFile, `${baseFile}-away`);
  const meanwhile = await open();
  const [{ base } = draftOver(longBase('none'))] = meanwhile.list('p', page);
  expect(meanwhile.keep('p', page, draftOver(base, 'typed on'))).toBe('kept');
  await meanwhile.flush();
  await rename(`${baseFile}-away`, baseFile);
  expect((await open()).list('p', page)).toEqual([draftOver(longBase('a'), 'typed on')]);
});

it('a base stays with a draft that is set aside because it is damaged itself', async () => {
  const drafts = await open();
  drafts.keep('p', page, draftOver(longBase('a')));
  await drafts.flush();
  const baseFile = await onlyFileEndingWith('.base');
  await utimes(baseFile, 0, 0);
  await writeFile(await onlyFileEndingWith('.json'), '{"profile":');
  expect((await open()).list('p', page)).toEqual([]);
  expect(problems).toMatchObject([{ kind: 'corrupt' }]);
  await open();
  expect(await onlyFileEndingWith('.base')).toBe(baseFile);
});

it('a draft that an earlier version has kept with its long base in one file is read', async () => {
  const draft = draftOver(longBase('a'));
  await writeFile(join(folder, 'earlier.json'), formatJson({ profile: 'p', draft }));
  const drafts = await open();
  expect(drafts.list('p', page)).toEqual([draft]);
  expect(problems).toEqual([]);
});

it('what a crash has left of a base is removed, but not what another window is writing', async () => {
  const [left, fresh] = ['left', 'fresh'].map((name) => join(folder, `${name}.json.x.base`));
  for (const file of [left, fresh]) await writeFile(file ?? '', '""');
  await utimes(left ?? '', 0, 0);
  await open();
  expect(await filesEndingWith('.base')).toEqual([fresh]);
});
