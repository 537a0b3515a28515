import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeptWatch } from '../../../electron/storage/kept-watch-store.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';

let folder: string;
/** What is still being written would be in the way of removing the folder. */
const openedStores: { flush(): Promise<unknown> }[] = [];
let problems: StorageProblem[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-watches-'));
  problems = [];
});

afterEach(async () => {
  expect(problems).toEqual([]);
  await Promise.all(openedStores.splice(0).map((each) => each.flush()));
  await rm(folder, { recursive: true, force: true });
});

async function open() {
  const opened = await Storage.open({ folder, report: (problem) => problems.push(problem) });
  openedStores.push(opened);
  return opened;
}

const watch: KeptWatch = {
  path: '/config',
  scope: 'subtree',
  since: 7,
  isPaused: false,
  keepOnDisk: true,
  maxHistoryBytes: 1_000_000,
};
const connection = 'target-1';
const page = {};

describe('watches that come back', () => {
  test('one for each path and scope, apart for each ensemble and chroot', async () => {
    const { watches, flush } = await opened();
    watches.keep(connection, watch, page);
    watches.keep(connection, { ...watch, scope: 'node', since: 8, keepOnDisk: false }, page);
    watches.keep(connection, { ...watch, isPaused: true }, page);
    watches.keep('target-2', { ...watch, path: '/other' }, page);
    await flush();
    const again = (await open()).watches;
    expect(again.list(connection)).toEqual([
      { ...watch, isPaused: true },
      { ...watch, scope: 'node', since: 8, keepOnDisk: false },
    ]);
    expect(again.list('target-2').map(({ path }) => path)).toEqual(['/other']);
  });

  test('a watch that was removed does not come back', async () => {
    const { watches, flush } = await opened();
    watches.keep(connection, watch, page);
    watches.keep(connection, { ...watch, scope: 'children' }, page);
    await flush();
    watches.forget(connection, watch, page);
    watches.forget(connection, { path: '/never', scope: 'node' }, page);
    await flush();
    expect((await open()).watches.list(connection).map(({ scope }) => scope)).toEqual(['children']);
    expect(await readdir(join(folder, 'watches'))).toHaveLength(1);
  });

  test('the off switch of a connection is kept, and is no watch', async () => {
    const { watches, flush } = await opened();
    expect(watches.isOff(connection)).toBe(false);
    watches.switchOff(connection, true, page);
    await flush();
    const again = await open();
    expect(again.watches.isOff(connection)).toBe(true);
    expect(again.watches.isOff('target-2')).toBe(false);
    expect(again.watches.list(connection)).toEqual([]);
    again.watches.switchOff(connection, false, page);
    await again.flush();
    expect((await open()).watches.isOff(connection)).toBe(false);
  });

  test('each page is informed of what another one changes of the same connection', async () => {
    const { watches } = await opened();
    const other = {};
    const seen: unknown[] = [];
    const following = watches.follow(connection, page, (change) => seen.push(change));
    watches.keep(connection, watch, other);
    watches.keep(connection, { ...watch, isPaused: true }, page);
    watches.keep('target-2', watch, other);
    watches.forget(connection, watch, other);
    watches.switchOff(connection, true, other);
    following.dispose();
    watches.keep(connection, watch, other);
    expect(seen).toEqual([
      { kind: 'kept', watch },
      { kind: 'forgotten', target: { path: '/config', scope: 'subtree' } },
      { kind: 'switched', isOff: true },
    ]);
  });

  test('two windows that are open at a time do not write over each other', async () => {
    const [one, other] = [await open(), await open()];
    one.watches.keep(connection, { ...watch, path: '/one' }, page);
    other.watches.keep(connection, { ...watch, path: '/other', since: 8 }, page);
    await Promise.all([one.flush(), other.flush()]);
    const listed = (await open()).watches.list(connection);
    expect(listed.map(({ path }) => path)).toEqual(['/one', '/other']);
  });
});

async function opened() {
  const storage = await open();
  return { watches: storage.watches, flush: () => storage.flush() };
}
