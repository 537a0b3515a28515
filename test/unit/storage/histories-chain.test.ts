import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { DataKeys } from '../../../electron/storage/history/data-keys.ts';
import { ExtentFile } from '../../../electron/storage/history/extent-file.ts';
import { HistoryPlace } from '../../../electron/storage/history/history-place.ts';
import { SegmentFolder } from '../../../electron/storage/history/segment-folder.ts';
import { takeSurvey } from '../../../electron/storage/history/survey.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import type { HistoryOrder } from '../../../electron/storage/history/writer-source.ts';
import {
  blockPlaces,
  connection,
  entry,
  extentFile,
  files,
  flip,
  historyFolder,
  linesOf,
  open,
  range,
  reopen,
  start,
  target,
  useHistories,
  write,
  writeSessions,
} from './kept-histories.ts';

const app = useHistories();

type Line = number | 'missing';

/** Both ways, each as another start of the application finds it. */
async function expectLines(lines: readonly Line[]): Promise<void> {
  expect(await linesOf(await reopen(app))).toEqual(lines);
  expect(await linesOf(await reopen(app), 'newestFirst')).toEqual([...lines].reverse());
}

const kinds = () => app.problems.map(({ kind }) => kind);

async function cutLastBlock(file: string): Promise<void> {
  await truncate(file, (await blockPlaces(file)).at(-2));
}

describe('of several sessions', () => {
  beforeEach(() => writeSessions(app, [1, 2], [3, 4], [5, 6]));

  test('nothing is missed as long as nothing was done to them', async () => {
    await expectLines(range(1, 6));
    await writeSessions(app, [7]);
    await expectLines(range(1, 7));
    expect(app.problems).toEqual([]);
  });

  test.each<HistoryOrder>(['oldestFirst', 'newestFirst'])(
    'one in the middle that is deleted is missed, once (%s)',
    async (order) => {
      const [, second = '', third = ''] = await files(app);
      await rm(second);
      const history = await reopen(app);
      const lines: Line[] = [1, 2, 'missing', 5, 6];
      const expected = order === 'oldestFirst' ? lines : [...lines].reverse();
      expect(await linesOf(history, order)).toEqual(expected);
      expect(await linesOf(history, order)).toEqual(expected);
      expect(app.problems).toMatchObject([{ kind: 'historyIncomplete', file: third }]);
    },
  );

  test('one whose end was cut is noticed', async () => {
    const [, second = ''] = await files(app);
    await cutLastBlock(second);
    await expectLines([1, 2, 3, 'missing', 5, 6]);
    expect(app.problems[0]).toMatchObject({ kind: 'historyIncomplete', file: second });
  });

  test('the oldest that is deleted is missed, since it did not go by itself', async () => {
    const [first = ''] = await files(app);
    await rm(first);
    await expectLines(['missing', 3, 4, 5, 6]);
  });

  test('the newest that is deleted is missed, also after others have come', async () => {
    const [, , third = ''] = await files(app);
    await rm(third);
    await expectLines([1, 2, 3, 4, 'missing']);
    await writeSessions(app, [7], [8]);
    await expectLines([1, 2, 3, 4, 'missing', 7, 8]);
  });

  test('the newest whose end was cut is noticed, also after others have come', async () => {
    const [, , third = ''] = await files(app);
    await cutLastBlock(third);
    await expectLines([1, 2, 3, 4, 5, 'missing']);
    await writeSessions(app, [7], [8]);
    await expectLines([1, 2, 3, 4, 5, 'missing', 7, 8]);
  });

  test('all that are deleted are missed', async () => {
    await rm(await historyFolder(app), { recursive: true });
    await expectLines(['missing']);
    await writeSessions(app, [7]);
    await expectLines(['missing', 7]);
  });

  test('without the extent nobody knows whether the end is whole, also after others have come', async () => {
    await rm(await extentFile(app));
    await expectLines([...range(1, 6), 'missing']);
    await writeSessions(app, [7]);
    await expectLines([...range(1, 6), 'missing', 7]);
  });

  test('a damaged extent is set aside, and then it is missing', async () => {
    const file = await extentFile(app);
    await flip(file, -1);
    await expectLines([...range(1, 6), 'missing']);
    expect(app.problems[0]).toMatchObject({ kind: 'corrupt', file });
  });

  test('an extent of an earlier time hides nothing that is missing before the end', async () => {
    const file = await extentFile(app);
    const former = await readFile(file);
    await writeSessions(app, [7], [8]);
    const [, , , fourth = ''] = await files(app);
    await rm(fourth);
    await writeFile(file, former);
    await expectLines([...range(1, 6), 'missing', 8]);
  });

  test('a folder of an earlier time in the place of the present one is noticed', async () => {
    const own = await historyFolder(app);
    const copy = join(app.folder, 'copy');
    await cp(own, copy, { recursive: true });
    await writeSessions(app, [7]);
    await rm(own, { recursive: true });
    await rename(copy, own);
    await expectLines([...range(1, 6), 'missing']);
  });

  test('the order is theirs, whatever the files are called and whenever they were touched', async () => {
    const [first = '', second = '', third = ''] = await files(app);
    const called = (file: string, time: string) =>
      join(dirname(file), time + basename(file).slice(15));
    const renamed = [called(first, '000000000000900'), called(third, '000000000000000')];
    await rename(first, renamed[0]!);
    await rename(third, renamed[1]!);
    await utimes(renamed[0]!, 2_000_000_000, 2_000_000_000);
    await utimes(second, 0, 0);
    await utimes(renamed[1]!, 0, 0);
    const history = await reopen(app);
    expect(await linesOf(history)).toEqual(range(1, 6));
    expect(await linesOf(history, 'newestFirst')).toEqual(range(1, 6).reverse());
    // They were not renamed by Treekeeper.
    expect(app.problems.map(({ file }) => file)).toEqual(renamed);
    expect(new Set(kinds())).toEqual(new Set(['historyIncomplete']));
    await writeSessions(app, [7]);
    expect(await linesOf(await reopen(app))).toEqual(range(1, 7));
  });

  test('one that is there twice is read once', async () => {
    const [first = ''] = await files(app);
    const copy = join(dirname(first), `000000000000900${basename(first).slice(15)}`);
    await cp(first, copy);
    await expectLines(range(1, 6));
    expect(app.problems).toMatchObject([{ kind: 'corrupt', file: copy }]);
  });

  test('one of another watch does not take the place of a missing one', async () => {
    const [, second = ''] = await files(app);
    const storage = await start(app);
    const other = await open(storage, undefined, { path: '/other', scope: 'node' });
    await write(other, [entry(9)]);
    const own = await historyFolderOf(dirname(second));
    const [name = ''] = await readdir(own);
    await rm(second);
    await cp(join(own, name), second);
    await expectLines([1, 2, 'missing', 5, 6]);
    expect(new Set(kinds())).toEqual(new Set(['corrupt', 'historyIncomplete']));
  });

  /** @returns the folder of the other history. */
  async function historyFolderOf(own: string): Promise<string> {
    const names = await readdir(app.histories);
    const [other = ''] = names.filter((name) => name !== 'keys' && name !== basename(own));
    return join(app.histories, other);
  }
});

describe('the start', () => {
  const maxBytes = 160_000;

  test('moves with the oldest that go, which are not missed', async () => {
    for (const from of [1, 61, 121]) {
      const history = await reopen(app, maxBytes);
      await write(
        history,
        range(from, from + 59).map((id) => entry(id, 2_000)),
      );
      await history.close();
    }
    const lines = await linesOf(await reopen(app));
    expect(lines).toEqual(range(181 - lines.length, 180));
    expect(lines.length).toBeLessThan(100);
    expect(app.problems).toEqual([]);
    const [oldest = ''] = await files(app);
    await rm(oldest);
    expect((await linesOf(await reopen(app)))[0]).toBe('missing');
  });

  test('is after all when all went, and nothing is missed', async () => {
    const storage = await start(app);
    const history = await open(storage);
    await write(
      history,
      range(1, 4).map((id) => entry(id, 4_000)),
    );
    await open(storage, 16_000);
    await write(history, [entry(5, 500)]);
    await history.close();
    await expectLines([5]);
    await writeSessions(app, [6]);
    await expectLines([5, 6]);
    expect(app.problems).toEqual([]);
  });

  test('is not before what goes while it is read', async () => {
    const history = await reopen(app, maxBytes);
    await write(
      history,
      range(1, 60).map((id) => entry(id, 2_000)),
    );
    const reading = history.read('oldestFirst', 1);
    expect((await reading.next()).value?.[0]?.change.id).toBe(1);
    await write(
      history,
      range(61, 120).map((id) => entry(id, 2_000)),
    );
    for await (const [one] of reading) expect(one?.change.kind).toBe('dataChanged');
    expect(app.problems).toEqual([]);
  });
});

describe('a removal', () => {
  test('leaves nothing that is missed', async () => {
    await writeSessions(app, [1, 2], [3]);
    await (await start(app)).histories.remove(connection, target);
    await writeSessions(app, [4]);
    await expectLines([4]);
    expect(app.problems).toEqual([]);
  });

  test('that begins while the history is looked at is not taken for a loss', async () => {
    await writeSessions(app, [1, 2], [3]);
    const own = await historyFolder(app);
    const place = new HistoryPlace(app.histories, basename(own));
    const report = (problem: StorageProblem) => app.problems.push(problem);
    const watchId = Buffer.from(basename(own), 'hex');
    const shared = { keychain: app.keychain, report, clock: () => 1_000 };
    const keys = await DataKeys.open({ ...shared, folder: join(app.histories, 'keys') });
    class LeavingExtent extends ExtentFile {
      override async read() {
        await place.remove();
        return super.read();
      }
    }
    const extent = new LeavingExtent(place.extentFile, { ...shared, watchId, keys });
    const folder = new SegmentFolder(own, watchId);
    const { expectedBlocks, missingEnd } = await takeSurvey({ folder, extent, keys, report });
    expect([...expectedBlocks.values(), missingEnd]).toEqual([null]);
  });

  test('that a crash interrupted is ended at the next start', async () => {
    await writeSessions(app, [1, 2], [3]);
    const own = await historyFolder(app);
    await rename(own, `${own}.removed`);
    await expectLines([]);
    expect(await readdir(app.histories)).toEqual(['keys']);
    await writeSessions(app, [4]);
    // And if the files could not be removed then, what has begun since stays.
    await mkdir(`${own}.removed`);
    await expectLines([4]);
    expect(app.problems).toEqual([]);
  });
});
