import { appendFile, cp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { HistoryLease } from '../../../electron/storage/history/history-lease.ts';
import { HistoryStore } from '../../../electron/storage/history/history-store.ts';
import {
  blockPlaces,
  connection,
  entry,
  files,
  historyFolder,
  idsOf,
  linesOf,
  range,
  reopen,
  target,
  useHistories,
  write,
  writeSessions,
} from './kept-histories.ts';

const app = useHistories();

/** Writes each entry as a block of its own, of which nothing is recorded yet. */
async function writeUnrecorded(history: HistoryLease, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    history.append(entry(id));
    await history.read('newestFirst').next();
  }
}

describe('a crash', () => {
  test.each([
    ['in its length', 5],
    ['in its bytes', 30],
  ])('that cuts the last block off %s loses that block and is counted', async (_where, kept) => {
    await writeUnrecorded(await reopen(app), [1, 2, 3]);
    const [file = ''] = await files(app);
    await truncate(file, (await blockPlaces(file)).at(-2)! + kept);
    const history = await reopen(app);
    expect(await idsOf(history)).toEqual([1, 2]);
    expect(history.health).toEqual({ tornCount: 1, lockedCount: 0, droppedCount: 0 });
    await write(history, [entry(4)]);
    expect(await linesOf(await reopen(app))).toEqual([1, 2, 4]);
    expect(app.problems).toEqual([]);
  });

  test('of the machine that leaves zeros in place of the end is one too', async () => {
    await writeUnrecorded(await reopen(app), [1, 2]);
    const [file = ''] = await files(app);
    const [, second = 0, end = 0] = await blockPlaces(file);
    await truncate(file, second + 20);
    await appendFile(file, new Uint8Array(end - second - 20));
    const history = await reopen(app);
    expect(await linesOf(history)).toEqual([1]);
    await truncate(file, second);
    await appendFile(file, new Uint8Array(100));
    expect(await linesOf(history)).toEqual([1]);
    await truncate(file, 40);
    expect(await linesOf(history)).toEqual([]);
    expect(history.health.tornCount).toBe(1);
    expect(app.problems).toEqual([]);
  });

  test('cannot be what cut off a block that was recorded', async () => {
    const history = await reopen(app);
    await write(history, [entry(1), entry(2)]);
    await writeUnrecorded(history, [3]);
    const [file = ''] = await files(app);
    const places = await blockPlaces(file);
    await truncate(file, places.at(-2)! + 5);
    expect(await linesOf(await reopen(app))).toEqual([1, 2]);
    expect(app.problems).toEqual([]);
    await truncate(file, places.at(-3)! + 5);
    expect(await linesOf(await reopen(app))).toEqual([1, 'missing']);
    expect(app.problems).toMatchObject([{ kind: 'historyIncomplete', file }]);
  });

  test('before the first segment was written leaves nothing to be missed', async () => {
    await writeUnrecorded(await reopen(app), [1]);
    // The extent is written before the segment is.
    const [file = ''] = await files(app);
    await rm(file);
    expect(await linesOf(await reopen(app))).toEqual([]);
    await writeSessions(app, [2], [3]);
    expect(await linesOf(await reopen(app))).toEqual([2, 3]);
    expect(app.problems).toEqual([]);
  });

  test('between the record of what goes and its going leaves it there, and it is read', async () => {
    const maxBytes = 64 * 1_024;
    const history = await reopen(app, maxBytes);
    const copy = join(app.folder, 'copy');
    await write(
      history,
      range(1, 14).map((id) => entry(id, 3_000)),
    );
    await cp(await historyFolder(app), copy, { recursive: true });
    await write(
      history,
      range(15, 24).map((id) => entry(id, 3_000)),
    );
    expect((await idsOf(history))[0]).toBeGreaterThan(2);
    await cp(copy, await historyFolder(app), { recursive: true, force: false });
    expect(await linesOf(await reopen(app))).toEqual(range(1, 24));
    expect(app.problems).toEqual([]);
  });
});

describe('killed at any byte', () => {
  const sessions = [1, 2, 3];

  /** As another start of the application finds a copy of the folder. */
  async function openCopy(folder: string): Promise<HistoryLease> {
    const { keychain, problems } = app;
    const report = (problem: (typeof problems)[number]) => problems.push(problem);
    const store = new HistoryStore({ folder, keychain, report, clock: () => 1_000 });
    const opened = await store.open(connection, target);
    if (!opened.ok) throw new Error(opened.error.detail);
    return opened.value;
  }

  beforeEach(() => writeSessions(app, sessions));

  test('what was begun and not recorded: all before it is read, and nothing is reported', async () => {
    await writeUnrecorded(await reopen(app), [4, 5, 6]);
    const [, newest = ''] = await files(app);
    const places = await blockPlaces(newest);
    const { size } = await stat(newest);
    const copy = join(app.folder, 'copy');
    await cp(app.histories, copy, { recursive: true });
    const file = newest.replace(app.histories, copy);
    for (let length = size; length >= 0; length -= 3) {
      await truncate(file, length);
      const whole = places.slice(1).filter((place) => place <= length).length;
      const kept = [...sessions, ...range(4, 3 + whole)];
      const history = await openCopy(copy);
      expect(await linesOf(history), `${String(length)} bytes`).toEqual(kept);
      await history.close();
    }
    expect(app.problems).toEqual([]);
  });

  test('and the next session goes on, and the one after it misses nothing', async () => {
    await writeUnrecorded(await reopen(app), [4, 5]);
    const [, newest = ''] = await files(app);
    const places = await blockPlaces(newest);
    const { size } = await stat(newest);
    for (let length = size; length >= 0; length -= 13) {
      const copy = join(app.folder, String(length));
      await cp(app.histories, copy, { recursive: true });
      await truncate(newest.replace(app.histories, copy), length);
      const history = await openCopy(copy);
      await write(history, [entry(7)]);
      await history.close();
      const whole = places.slice(1).filter((place) => place <= length).length;
      const kept = [...sessions, ...range(4, 3 + whole), 7];
      expect(await linesOf(await openCopy(copy)), `${String(length)} bytes`).toEqual(kept);
    }
    expect(app.problems).toEqual([]);
  });

  test('a cut of what was recorded is noticed at each byte', async () => {
    const history = await reopen(app);
    await write(history, [entry(4), entry(5)]);
    await history.close();
    const [, newest = ''] = await files(app);
    const places = await blockPlaces(newest);
    const bytes = await readFile(newest);
    for (let length = bytes.byteLength - 1; length >= 0; length -= 3) {
      await truncate(newest, length);
      const whole = places.slice(1).filter((place) => place <= length).length;
      const kept = [...sessions, ...range(4, 3 + whole), 'missing'];
      expect(await linesOf(await openCopy(app.histories)), `${String(length)} bytes`).toEqual(kept);
    }
    expect(new Set(app.problems.map(({ kind }) => kind))).toEqual(new Set(['historyIncomplete']));
    expect((await readdir(join(app.histories, 'keys'))).length).toBe(2);
  });
});
