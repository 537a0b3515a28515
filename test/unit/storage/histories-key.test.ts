import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DataKeys } from '../../../electron/storage/history/data-keys.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import {
  blockPlaces,
  connection,
  entry,
  files,
  idsOf,
  keyFile,
  open,
  reopen,
  start,
  target,
  useHistories,
  write,
} from './kept-histories.ts';

const app = useHistories();

describe('what is on disk', () => {
  test('holds neither paths nor values nor the key in the clear', async () => {
    const secret = 'a-password-in-a-znode';
    const history = await reopen(app);
    const data = new TextEncoder().encode(secret);
    await write(history, [{ ...entry(1), after: { kind: 'value', data, version: 1 } }]);
    const all = await readdir(app.histories, { recursive: true, withFileTypes: true });
    for (const one of all.filter((found) => found.isFile())) {
      const file = join(one.parentPath, one.name);
      const text = (await readFile(file)).toString('latin1') + file;
      expect(text).not.toContain(secret);
      expect(text).not.toContain('config');
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    expect(all.filter((found) => found.isFile())).toHaveLength(3);
  });

  test('differs each time, though what is kept is the same', async () => {
    const history = await reopen(app);
    await write(history, [entry(1), entry(1)]);
    const [file = ''] = await files(app);
    const [first = 0, second = 0, end = 0] = await blockPlaces(file);
    const bytes = await readFile(file);
    expect(bytes.subarray(first + 8, second)).not.toEqual(bytes.subarray(second + 8, end));
  });
});

describe('the key', () => {
  test('is asked for only when a history is opened', async () => {
    const storage = await start(app);
    await storage.flush();
    expect(app.keychain.uses).toBe(0);
    expect(await readdir(app.folder)).not.toContain('histories');
  });

  test.each(['unavailable', 'plainText', 'faulty'] as const)(
    'without a real keychain (%s) nothing is kept, and why is said',
    async (reason) => {
      app.keychain.current = { isReal: false, reason, detail: 'basic_text' };
      const storage = await start(app);
      expect(await storage.histories.keychainState()).toEqual(app.keychain.current);
      expect(await storage.histories.open(connection, target)).toMatchObject({
        ok: false,
        error: {
          code: 'KEYCHAIN_UNAVAILABLE',
          operation: 'watches.keepHistory',
          path: '/config',
          detail: `${reason}: basic_text`,
        },
      });
      expect(await readdir(app.folder)).not.toContain('histories');
      // Unlocked while the application runs.
      app.keychain.current = { isReal: true };
      await write(await open(storage), [entry(1)]);
      expect(await idsOf(await reopen(app))).toEqual([1]);
    },
  );

  test('that the keychain lost is set aside and reported once, and a new one begins', async () => {
    await write(await reopen(app), [entry(1)]);
    const file = await keyFile(app);
    app.keychain.forget();
    const history = await reopen(app);
    const setAsideAs = `${file}.lost-1000`;
    expect(app.problems).toMatchObject([{ kind: 'historyKeyLost', file, setAsideAs }]);
    await write(history, [entry(2)]);
    const again = await reopen(app);
    expect(await idsOf(again)).toEqual([2]);
    expect(again.health.lockedCount).toBe(1);
    expect(app.problems).toHaveLength(1);
    // What could not be read is as it was: with the key it can be read.
    expect(await files(app)).toHaveLength(2);
  });

  test('that cannot be had because the keychain is locked just now stays where it is', async () => {
    const folder = join(app.histories, 'keys');
    const problemKinds = () => app.problems.map(({ kind }) => kind);
    const report = (each: StorageProblem) => app.problems.push(each);
    const here = { folder, keychain: app.keychain, report, clock: () => 1_000 };
    const first = await DataKeys.open(here);
    // Another window makes one of its own at the same time.
    const [own = ''] = await readdir(folder);
    const written = await readFile(join(folder, own));
    await rm(join(folder, own));
    const second = await DataKeys.open(here);
    await writeFile(join(folder, own), written);
    app.keychain.current = { isReal: false, reason: 'unavailable', detail: 'locked' };
    expect(await second.find(first.current.id)).toBeNull();
    expect(problemKinds()).toEqual(['readFailed']);
    app.keychain.current = { isReal: true };
    expect(await second.find(first.current.id)).toEqual(first.current);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('that comes back as another one is lost', async () => {
    await write(await reopen(app), [entry(1)]);
    const file = await keyFile(app);
    const other = await app.keychain.protect(new Uint8Array(32));
    const wrapped = Buffer.from(other).toString('base64');
    await writeFile(file, JSON.stringify({ createdAt: 1, wrapped }));
    expect(await idsOf(await reopen(app))).toEqual([]);
    expect(app.problems).toMatchObject([{ kind: 'historyKeyLost', file }]);
  });

  test('whose file cannot be understood is set aside', async () => {
    await write(await reopen(app), [entry(1)]);
    await writeFile(await keyFile(app), '{"createdAt":');
    const history = await reopen(app);
    expect(await idsOf(history)).toEqual([]);
    expect(app.problems).toMatchObject([{ kind: 'corrupt' }]);
    await write(history, [entry(2)]);
    expect(await idsOf(await reopen(app))).toEqual([2]);
  });

  test('that cannot be written is a failure, and is tried again', async () => {
    await writeFile(app.histories, 'a file in the place of the folder');
    const storage = await start(app);
    expect(await storage.histories.open(connection, target)).toMatchObject({
      ok: false,
      error: { code: 'STORAGE_FAILED', path: '/config' },
    });
    await rm(app.histories);
    await write(await open(storage), [entry(1)]);
    expect(await idsOf(await reopen(app))).toEqual([1]);
  });
});
