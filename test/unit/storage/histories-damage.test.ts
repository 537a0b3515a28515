import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { HistoryOrder } from '../../../electron/storage/history/writer-source.ts';
import {
  blockPlaces,
  entry,
  files,
  flip,
  idsOf,
  linesOf,
  writeSessions,
  open,
  range,
  readAll,
  reopen,
  start,
  useHistories,
  write,
} from './kept-histories.ts';

const app = useHistories();

describe('damage', () => {
  beforeEach(() => writeSessions(app, [1, 2, 3], [4]));

  /** @param lines what is read then */
  const expectSetAside = async (lines: readonly (number | 'missing')[]) => {
    const [file = ''] = await files(app);
    expect(await linesOf(await reopen(app))).toEqual(lines);
    const setAsideAs = `${file}.corrupt-1000`;
    expect(app.problems).toContainEqual(
      expect.objectContaining({ kind: 'corrupt', file, setAsideAs }),
    );
    expect(await files(app)).toContain(setAsideAs);
    // It is set aside once, and what is genuine in it is read again.
    const { length } = app.problems;
    expect(await linesOf(await reopen(app), 'newestFirst')).toEqual([...lines].reverse());
    expect(app.problems.slice(length).map(({ kind }) => kind)).not.toContain('corrupt');
  };

  test.each([
    ['the mark', 0],
    ['the id of the watch', 25],
    ['the writer', 41],
    ['when it was begun', 55],
    ['the number of the segment', 59],
    ['the segment before', 70],
    ['the number of blocks before', 83],
    ['the salt', 107],
    ['a length', 108],
    ['the complement of a length', 115],
  ])('a flipped bit in %s is noticed and harms no other segment', async (_what, position) => {
    const [file = ''] = await files(app);
    await flip(file, position);
    await expectSetAside(['missing', 4]);
  });

  test.each([
    ['a nonce', 118, ['missing', 2, 3, 4]],
    ['a value', 168, ['missing', 2, 3, 4]],
    ['the last tag', -1, [1, 2, 'missing', 4]],
  ] as const)('a flipped bit in %s is noticed and harms no other block', async (...each) => {
    const [, position, lines] = each;
    const [file = ''] = await files(app);
    await flip(file, position);
    await expectSetAside(lines);
  });

  test.each<[string, (blocks: Buffer[]) => Buffer[], (number | 'missing')[]]>([
    ['taken out', ([first, , third]) => [first!, third!], [1, 'missing', 3, 4]],
    [
      'in another order',
      ([first, second, third]) => [second!, first!, third!],
      ['missing', 2, 'missing', 3, 4],
    ],
    [
      'there twice',
      ([first, second, third]) => [first!, second!, second!, third!],
      [1, 2, 'missing', 3, 4],
    ],
  ])('a block that is %s is noticed', async (_what, change, lines) => {
    const [file = ''] = await files(app);
    const bytes = await readFile(file);
    const places = await blockPlaces(file);
    const blocks = places.slice(0, -1).map((at, index) => bytes.subarray(at, places[index + 1]));
    await writeFile(file, Buffer.concat([bytes.subarray(0, places[0]), ...change(blocks)]));
    await expectSetAside(lines);
  });

  test('a segment in the place of another is noticed', async () => {
    const storage = await start(app);
    const [file = ''] = await files(app);
    const other = await open(storage, undefined, { path: '/other', scope: 'node' });
    await write(other, [entry(5)]);
    const folders = (await readdir(app.histories)).map((name) => join(app.histories, name));
    const own = dirname(file);
    const [elsewhere = ''] = folders.filter((one) => one !== own && !one.endsWith('keys'));
    const [name = ''] = await readdir(elsewhere);
    await cp(join(elsewhere, name), join(own, name));
    expect(await idsOf(await reopen(app))).toEqual([1, 2, 3, 4]);
    expect(app.problems).toMatchObject([{ kind: 'corrupt', file: join(own, name) }]);
  });

  test('a folder in the place of a segment is reported', async () => {
    const [file = ''] = await files(app);
    await rm(file);
    await mkdir(file);
    expect(await idsOf(await reopen(app))).toEqual([4]);
    expect(app.problems).toMatchObject([{ kind: 'readFailed', file }]);
  });
});

describe('segments of one writer', () => {
  const writeSegments = async () => {
    await write(
      await open(await start(app), 160_000),
      range(1, 12).map((id) => entry(id, 3_000)),
    );
    return files(app);
  };

  test.each<HistoryOrder>(['oldestFirst', 'newestFirst'])(
    'that are missing between others are noticed, once (%s)',
    async (order) => {
      const [, second = '', third = ''] = await writeSegments();
      await rm(second);
      const history = await reopen(app);
      await readAll(history, order);
      await readAll(history, order);
      expect(app.problems).toMatchObject([{ kind: 'historyIncomplete', file: third }]);
    },
  );

  test.each<HistoryOrder>(['oldestFirst', 'newestFirst'])(
    'that were cut at their end are noticed (%s)',
    async (order) => {
      const [, second = ''] = await writeSegments();
      await truncate(second, (await blockPlaces(second)).at(-2));
      const history = await reopen(app);
      expect(await idsOf(history, order)).toHaveLength(11);
      expect(app.problems).toMatchObject([{ kind: 'historyIncomplete' }]);
    },
  );
});
