import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeptWatch } from '../../../electron/storage/kept-watch-store.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';

let folder: string;
let problems: StorageProblem[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-watches-'));
  problems = [];
});

afterEach(async () => {
  expect(problems).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

const open = () => Storage.open({ folder, report: (problem) => problems.push(problem) });

const watch: KeptWatch = {
  path: '/config',
  scope: 'subtree',
  since: 7,
  isPaused: false,
  keepOnDisk: true,
  maxHistoryBytes: 1_000_000,
};
const connection = 'target-1';

describe('watches that come back', () => {
  test('one for each path and scope, apart for each ensemble and chroot', async () => {
    const { watches, flush } = await opened();
    watches.keep(connection, watch);
    watches.keep(connection, { ...watch, scope: 'node', since: 8, keepOnDisk: false });
    watches.keep(connection, { ...watch, isPaused: true });
    watches.keep('target-2', { ...watch, path: '/other' });
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
    watches.keep(connection, watch);
    watches.keep(connection, { ...watch, scope: 'children' });
    await flush();
    watches.forget(connection, watch);
    watches.forget(connection, { path: '/never', scope: 'node' });
    await flush();
    expect((await open()).watches.list(connection).map(({ scope }) => scope)).toEqual(['children']);
    expect(await readdir(join(folder, 'watches'))).toHaveLength(1);
  });

  test('the off switch of a connection is kept, and is no watch', async () => {
    const { watches, flush } = await opened();
    expect(watches.isOff(connection)).toBe(false);
    watches.switchOff(connection, true);
    await flush();
    const again = await open();
    expect(again.watches.isOff(connection)).toBe(true);
    expect(again.watches.isOff('target-2')).toBe(false);
    expect(again.watches.list(connection)).toEqual([]);
    again.watches.switchOff(connection, false);
    await again.flush();
    expect((await open()).watches.isOff(connection)).toBe(false);
  });

  test('two windows that are open at a time do not write over each other', async () => {
    const [one, other] = [await open(), await open()];
    one.watches.keep(connection, { ...watch, path: '/one' });
    other.watches.keep(connection, { ...watch, path: '/other', since: 8 });
    await Promise.all([one.flush(), other.flush()]);
    const listed = (await open()).watches.list(connection);
    expect(listed.map(({ path }) => path)).toEqual(['/one', '/other']);
  });
});

async function opened() {
  const storage = await open();
  return { watches: storage.watches, flush: () => storage.flush() };
}
