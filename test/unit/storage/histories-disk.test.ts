import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HistoryStop } from '../../../electron/storage/history/watch-history.ts';
import {
  entry,
  files,
  historyFolder,
  idsOf,
  open,
  reopen,
  start,
  useHistories,
  write,
} from './kept-histories.ts';

const app = useHistories();

describe('a disk that fails', () => {
  test('ends keeping with a reason, which is reported once', async () => {
    const storage = await start(app);
    const history = await open(storage);
    const stops: HistoryStop[] = [];
    history.onStop.on((stop) => stops.push(stop));
    await write(history, [entry(1)]);
    const [file = ''] = await files(app);
    // A folder in the place of the file is what nobody, not even root, writes to.
    await rename(file, join(app.folder, 'away'));
    await mkdir(file);
    await write(history, [entry(2)]);
    await write(history, [entry(3)]);
    expect(stops).toMatchObject([{ reason: 'diskFailed' }]);
    expect(stops[0]?.detail).toMatch(/EISDIR|EPERM|EACCES/);
    expect(history.stop).toEqual(stops[0]);
    expect(app.problems).toMatchObject([{ kind: 'historyStopped', reason: stops[0]?.detail }]);
    // Opening it again is another attempt.
    await rm(file, { recursive: true });
    await rename(join(app.folder, 'away'), file);
    await write(await open(storage), [entry(4)]);
    expect(await idsOf(await reopen(app))).toEqual([1, 4]);
  });

  test('in place of whose folder there is a file ends keeping too', async () => {
    const history = await reopen(app);
    await write(history, [entry(1)]);
    const own = await historyFolder(app);
    await rm(own, { recursive: true });
    await writeFile(own, '');
    await write(history, [entry(2)]);
    expect(history.stop).toMatchObject({ reason: 'diskFailed' });
    expect(app.problems).toHaveLength(1);
  });
});
