import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { DataKeys } from '../../../electron/storage/history/data-keys.ts';
import { encodeEntry } from '../../../electron/storage/history/entry-codec.ts';
import { SegmentCipher } from '../../../electron/storage/history/segment-format.ts';
import { watchKey } from '../../../electron/storage/kept-watch-store.ts';
import {
  blockPlaces,
  connection,
  entry,
  files,
  linesOf,
  reopen,
  target,
  useHistories,
  writeSessions,
} from './kept-histories.ts';

const app = useHistories();

const watchId = createHash('sha256').update(watchKey(connection, target)).digest().subarray(0, 20);

/** Writes a segment as earlier versions did, each entry as a block of its own. */
async function writeFormer(
  writer: number,
  sequence: number,
  previousBlocks: number,
  ids: readonly number[],
): Promise<string> {
  const { keychain, problems } = app;
  const keys = await DataKeys.open({
    folder: join(app.histories, 'keys'),
    keychain,
    report: (problem) => problems.push(problem),
    clock: () => 1_000,
  });
  const { id, key } = keys.current;
  const writerId = Buffer.alloc(8, writer);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(sequence, 0);
  numbers.writeUInt32BE(previousBlocks, 4);
  const header = Buffer.concat([
    Buffer.from('TKH1'),
    id,
    watchId,
    writerId,
    numbers,
    randomBytes(24),
  ]);
  const cipher = new SegmentCipher(key, header);
  const blocks = ids.map((one, index) => cipher.seal(index, encodeEntry(entry(one))));
  const folder = join(app.histories, watchId.toString('hex'));
  await mkdir(folder, { recursive: true });
  const time = String(ids[0]).padStart(15, '0');
  const number = String(sequence).padStart(8, '0');
  const file = join(folder, `${time}-${writerId.toString('hex')}-${number}.segment`);
  await writeFile(file, Buffer.concat([header, ...blocks]));
  return file;
}

describe('what an earlier version has kept', () => {
  let written: string[];

  beforeEach(async () => {
    written = [
      await writeFormer(1, 0, 0, [1, 2]),
      await writeFormer(1, 1, 2, [3]),
      await writeFormer(2, 0, 0, [4, 5]),
    ];
  });

  test('is read, and goes on', async () => {
    expect(await linesOf(await reopen(app))).toEqual([1, 2, 3, 4, 5]);
    await writeSessions(app, [6], [7]);
    expect(await linesOf(await reopen(app))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await linesOf(await reopen(app), 'newestFirst')).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(app.problems).toEqual([]);
  });

  test('with the torn end that a crash has left is nothing that was done to it', async () => {
    const newest = written[2]!;
    await truncate(newest, (await blockPlaces(newest)).at(-2)! + 20);
    await writeSessions(app, [6], [7]);
    expect(await linesOf(await reopen(app))).toEqual([1, 2, 3, 4, 6, 7]);
    expect(app.problems).toEqual([]);
  });

  test('has lost its oldest to the bound: they are not missed', async () => {
    await rm(written[0]!);
    await writeSessions(app, [6]);
    expect(await linesOf(await reopen(app))).toEqual([3, 4, 5, 6]);
    expect(app.problems).toEqual([]);
  });

  test('counts the segments of one writer', async () => {
    await writeFormer(1, 2, 1, [8]);
    await rm(written[1]!);
    expect(await linesOf(await reopen(app))).toEqual([1, 2, 4, 5, 'missing', 8]);
  });

  test('is linked by what comes after it: its newest is missed when it is deleted then', async () => {
    await writeSessions(app, [6]);
    await rm(written[2]!);
    expect(await linesOf(await reopen(app))).toEqual([1, 2, 3, 'missing', 6]);
    expect(await files(app)).toHaveLength(3);
  });
});
