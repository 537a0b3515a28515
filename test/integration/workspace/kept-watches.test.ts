import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useZooKeeper, type TestChroot } from '../../fixtures/zookeeper.ts';
import { FakeKeychain } from '../../unit/storage/fake-keychain.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

const watchesOf = (window: TestWorkspace) => window.workspace.snapshot('watches');

const day = 86_400_000;

/** The entries in the order in which they were seen. */
const linesOf = (window: TestWorkspace) =>
  [...window.entries()]
    .reverse()
    .map(({ kind, path, count, gap, session }) =>
      [kind, path, gap?.reason ?? session?.state ?? count].join(' '),
    );

/** What follows the last gap. */
function linesAfterGap(window: TestWorkspace): string[] {
  const lines = linesOf(window);
  const last = lines.filter((line) => line.startsWith('gap')).at(-1) ?? '';
  return lines.slice(lines.lastIndexOf(last));
}

async function openKept(
  test: TestChroot,
  options: { keychain: FakeKeychain; folder?: string; clock?: () => number },
): Promise<TestWorkspace> {
  const window = await openWorkspace(options);
  await window.connect(test.connectString);
  if (watchesOf(window).length === 0) {
    const { watches } = window.workspace;
    const { id } = await watches.add({ path: '/a', scope: 'subtree' }, window.context());
    await watches.keepOnDisk({ id, isOn: true }, window.context());
  }
  await window.until(() => watchesOf(window)[0]?.state === 'live');
  return window;
}

it('what changed while it was closed is reported after a gap, exactly and with what was before', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/same': '', '/a/data': '0', '/a/gone': 'x', '/a/anew': 'x', '/b': '' });
  const keychain = new FakeKeychain();
  const openedAt = Date.now();
  const window = await openKept(test, { keychain });
  await test.other.setData('/a/data', 'known');
  await window.until(() => window.seen === 1);
  await window.app.dispose();

  await test.other.setMany('/a/data', ['2', '3', 'last']);
  await test.other.delete('/a/gone');
  await test.other.delete('/a/anew');
  await test.other.create('/a/anew', 'y');
  await test.other.create('/a/same/child', 'z');
  await test.other.create('/a/brief', '');
  await test.other.delete('/a/brief');
  await test.other.setData('/b', 'not watched');

  // It is opened a day later.
  const clock = () => Date.now() + day;
  const again = await openKept(test, { keychain, folder: window.folder, clock });
  await again.until(() => again.seen === 9);
  const [gap, ...found] = linesAfterGap(again);
  expect(gap).toBe('gap / closed');
  expect(found.sort()).toEqual([
    'childrenChanged /a 2',
    'created /a/anew 1',
    'created /a/same/child 1',
    'dataChanged /a/data 3',
    'deleted /a/anew 1',
    'deleted /a/gone 1',
  ]);
  const [entry] = again.entries().filter(({ kind }) => kind === 'gap');
  expect(entry?.gap).toMatchObject({ isCompared: true });
  const { from = 0, to = 0 } = entry?.gap ?? {};
  expect(Math.abs(from - openedAt)).toBeLessThan(day / 2);
  expect(Math.abs(to - openedAt - day)).toBeLessThan(day / 2);
  const [changed] = again.changesOf('dataChanged');
  expect(changed).toMatchObject({ fromVersion: 1, version: 4, seenBy: 'comparison' });
  const detail = await again.workspace.changes.getDetail({ id: changed?.id ?? 0 }, again.context());
  expect(detail?.before).toMatchObject({ data: new TextEncoder().encode('known') });
  expect(detail?.after).toMatchObject({ data: new TextEncoder().encode('last') });
});

it('after a crash only what was not kept is found', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/data': '0', '/a/gone': 'x' });
  const keychain = new FakeKeychain();
  const window = await openKept(test, { keychain });
  await window.storage.flush();
  await test.other.setData('/a/data', 'seen');
  await test.other.create('/a/came', '');
  await test.other.delete('/a/gone');
  await window.until(() => window.seen === 3);
  await window.storage.flush();
  // What is on disk at this moment is what a crash leaves.
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-workspace-'));
  await cp(window.folder, folder, { recursive: true });
  await test.other.setData('/a/came', 'missed');

  const again = await openKept(test, { keychain, folder });
  await again.until(() => again.seen === 1);
  expect(linesAfterGap(again)).toEqual(['gap / closed', 'dataChanged /a/came 1']);
});

it('without a memory of the nodes the gap is reported, and that nothing was compared', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/data': '0' });
  const keychain = new FakeKeychain();
  const window = await openKept(test, { keychain });
  await test.other.setData('/a/data', '1');
  await window.until(() => window.seen === 1);
  await window.app.dispose();
  const histories = join(window.folder, 'histories');
  const [own = ''] = (await readdir(histories)).filter((name) => name !== 'keys');
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-workspace-'));
  const filter = (file: string) => file !== join(histories, own, 'memory');
  await cp(window.folder, folder, { recursive: true, filter });
  await test.other.setData('/a/data', '2');

  const again = await openKept(test, { keychain, folder });
  expect(linesAfterGap(again)).toEqual(['gap /a closed']);
  expect(again.entries()[0]?.gap).toMatchObject({ isCompared: false });
});

it('two windows with the same watch show each change once when it is read again', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/data': '0', '/a/gone': 'x' });
  const keychain = new FakeKeychain();
  const one = await openKept(test, { keychain });
  await one.storage.flush();
  const other = await openKept(test, { keychain, folder: one.folder });
  await test.other.setMany('/a/data', ['1', '2', '3']);
  await test.other.create('/a/came', '');
  await test.other.delete('/a/gone');
  await test.other.create('/a/brief', '');
  await test.other.delete('/a/brief');
  for (const window of [one, other]) await window.until(() => window.seen === 7);
  await one.app.dispose();
  await test.other.setData('/a/came', 'seen by the other alone');
  await other.until(() => other.seen === 8);
  await other.app.dispose();

  const again = await openKept(test, { keychain, folder: one.folder });
  await again.until(() => linesOf(again).includes('gap / closed'));
  const sum = (path: string) =>
    again
      .changes()
      .filter((change) => change.path === path)
      .reduce((total, { count }) => total + count, 0);
  expect(['/a/data', '/a/came', '/a/gone', '/a/brief'].map(sum)).toEqual([3, 2, 1, 2]);
  expect(again.seen).toBe(0);
});

it('what was taken away while it was closed is missed in the timeline, and the rest is there', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/data': '0' });
  const keychain = new FakeKeychain();
  let folder: string | undefined;
  for (const value of ['1', '2', '3']) {
    const window = await openKept(test, { keychain, ...(folder && { folder }) });
    await test.other.setData('/a/data', value);
    await window.until(() => window.seen === 1);
    await window.app.dispose();
    ({ folder } = window);
  }
  const histories = join(folder!, 'histories');
  const names = await readdir(histories, { recursive: true });
  const segments = names.filter((name) => name.endsWith('segment')).sort();
  expect(segments).toHaveLength(3);
  await rm(join(histories, segments[1]!));

  const again = await openKept(test, { keychain, folder: folder! });
  await again.until(() => linesOf(again).includes('gap /a historyIncomplete'));
  const shown = linesOf(again).filter((line) => /^dataChanged|historyIncomplete/.test(line));
  expect(shown).toEqual([
    'dataChanged /a/data 1',
    'gap /a historyIncomplete',
    'dataChanged /a/data 1',
  ]);
});

it('the disk holds nothing that can be read, and the watch shows how much it takes', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/secret-path': '' });
  const window = await openKept(test, { keychain: new FakeKeychain() });
  await test.other.setData('/a/secret-path', 'secret value');
  await window.until(() => (watchesOf(window)[0]?.historySize?.sizeBytes ?? 0) > 0);
  await window.app.dispose();
  const folder = join(window.folder, 'histories');
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /segment$|memory$|json$/.test(name));
  expect(files).toHaveLength(3);
  for (const name of files) {
    const bytes = await readFile(join(folder, name));
    expect(bytes.includes('secret'), name).toBe(false);
  }
});

it('what is kept can be removed while it goes on being kept', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/data': '0' });
  const keychain = new FakeKeychain();
  const window = await openKept(test, { keychain });
  await test.other.setData('/a/data', 'removed');
  await window.until(() => window.seen === 1);
  await window.workspace.watches.forgetHistories(undefined, window.context());
  await test.other.setData('/a/data', 'kept');
  await window.until(() => window.seen === 2);
  await window.app.dispose();

  const again = await openKept(test, { keychain, folder: window.folder });
  await again.until(() => linesOf(again).includes('gap / closed'));
  expect(again.changes()).toMatchObject([{ kind: 'dataChanged', version: 2 }]);
});
