import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../electron/storage/atomic-write.ts';
import { DraftStore } from '../../../electron/storage/draft-store.ts';
import { mapLimited } from '../../../electron/storage/map-limited.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import type { Draft } from '../../../shared/model/node.ts';
import { isPanelState, mostPanels } from '../../../shared/model/panel-state.ts';

/** Whose drafts they are. */
const page = {};

let folder: string;
/** What is still being written would be in the way of removing the folder. */
const openedStores: { flush(): Promise<unknown> }[] = [];
let problems: StorageProblem[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-hostile-'));
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

const draftOf = (path: string, text: string): Draft => ({
  path,
  text,
  base: { text: '', version: 0, mzxid: 1n },
  updatedAt: 1,
});

it('a pipe or a folder in place of a file does not hold up the start', async () => {
  await mkdir(join(folder, 'drafts'));
  expect(spawnSync('mkfifo', [join(folder, 'drafts', 'pipe.json')]).status).toBe(0);
  await mkdir(join(folder, 'drafts', 'folder.json'));
  expect(spawnSync('mkfifo', [join(folder, 'rules.json')]).status).toBe(0);
  const storage = await open();
  expect(storage.drafts.list('target-1', page)).toEqual([]);
  expect(problems.map(({ kind }) => kind)).toEqual(['corrupt', 'corrupt', 'corrupt']);
  expect(await readdir(join(folder, 'drafts'))).toEqual([
    expect.stringMatching(/^folder\.json\.corrupt-/),
    expect.stringMatching(/^pipe\.json\.corrupt-/),
  ]);
});

it('a link that somebody planted is replaced and not followed', async () => {
  const victim = join(folder, 'victim');
  await writeFile(victim, 'precious');
  const file = join(folder, 'file.json');
  await symlink(victim, file);
  await symlink(victim, `${file}.${String(process.pid)}.tmp`);
  await writeFileAtomically(file, 'new');
  expect(await readFile(victim, 'utf8')).toBe('precious');
  expect(await readFile(file, 'utf8')).toBe('new');
});

it('a file that is longer than any of ours is set aside unread', async () => {
  await writeFile(join(folder, 'settings.json'), Buffer.alloc(17 * 1024 * 1024, 0x20));
  expect((await open()).settings.get().theme).toBe('system');
  expect(problems).toMatchObject([{ kind: 'corrupt' }]);
});

it('so many things are done at a time and no more', async () => {
  let [running, most] = [0, 0];
  const items = Array.from({ length: 50 }, (_, index) => index);
  const doubled = await mapLimited(items, 4, async (item) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    return item * 2;
  });
  expect(most).toBe(4);
  expect(doubled).toEqual(items.map((item) => item * 2));
});

const openDrafts = (bounds: { count: number; textLength: number }) =>
  DraftStore.open({
    folder: join(folder, 'drafts'),
    report: (problem) => problems.push(problem),
    clock: Date.now,
    bounds,
  });

it('drafts are bounded in number, and one that is kept may still be changed', async () => {
  const drafts = await openDrafts({ count: 3, textLength: 100 });
  const keep = (path: string, text = '') => drafts.keep('p', page, draftOf(path, text));
  const outcomes = ['/1', '/2', '/3', '/4'].map((path) => keep(path));
  expect(outcomes).toEqual(['kept', 'kept', 'kept', 'full']);
  expect(keep('/1', 'changed')).toBe('kept');
  drafts.discard('p', page, '/2');
  expect(keep('/4')).toBe('kept');
  await drafts.flush();
});

it('drafts are bounded in length together, also over a restart', async () => {
  const before = await openDrafts({ count: 9, textLength: 10 });
  expect(before.keep('p', page, draftOf('/1', '123456'))).toBe('kept');
  await before.flush();
  const drafts = await openDrafts({ count: 9, textLength: 10 });
  drafts.list('p', page);
  expect(drafts.keep('p', page, draftOf('/2', '12345'))).toBe('full');
  expect(drafts.keep('p', page, draftOf('/1', '12345'))).toBe('kept');
  expect(drafts.keep('p', page, draftOf('/2', '12345'))).toBe('kept');
  await drafts.flush();
});

it('panels are plain values of a bounded size', async () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const odd: unknown[] = [
    cyclic,
    { $bigint: 'x' },
    { a: { $bigint: '1' } },
    1n,
    NaN,
    undefined,
    new Map(),
    'x'.repeat(5_000),
    Array.from({ length: 3_000 }, () => 0),
  ];
  for (const value of odd) expect(isPanelState(value)).toBe(false);
  for (const value of [null, 1, 'a', [1, { b: [true] }], { adminPorts: { 'a:1': 8080 } }]) {
    expect(isPanelState(value)).toBe(true);
  }
  const { settings } = await open();
  settings.change({ panels: { odd: { $bigint: 'x' }, fine: 1 } });
  expect(settings.get().panels).toEqual({ fine: 1 });
  const names = Array.from(
    { length: mostPanels + 5 },
    (_, i) => [`panel-${String(i)}`, i] as const,
  );
  settings.change({ panels: Object.fromEntries(names) });
  expect(Object.keys(settings.get().panels)).toHaveLength(mostPanels);
  await settings.flush();
});

it('one odd panel on disk does not take the other settings with it', async () => {
  const storage = await open();
  storage.settings.change({ theme: 'dark', panels: { tree: 1 } });
  await storage.flush();
  const text = '{"kind":"panel","name":"x","value":{"$bigint":"x"}}';
  await writeFile(join(folder, 'settings', 'x.json'), text);
  const again = await open();
  expect(again.settings.get()).toMatchObject({ theme: 'dark', panels: { tree: 1 } });
  expect(problems).toMatchObject([{ kind: 'corrupt' }]);
});
