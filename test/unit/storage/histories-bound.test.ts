import { stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { ChangeDetail } from '../../../shared/model/change.ts';
import {
  entry,
  files,
  idsOf,
  open,
  range,
  readAll,
  reopen,
  start,
  useHistories,
  write,
} from './kept-histories.ts';

const app = useHistories();

describe('the bound', () => {
  const maxBytes = 160_000;
  const total = async () => {
    const sizes = await Promise.all(
      (await files(app)).map(async (file) => (await stat(file)).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };

  test('lets the oldest go and is never exceeded', async () => {
    const history = await open(await start(app), maxBytes);
    for (const id of range(1, 150)) {
      await write(history, [entry(id, 2_000)]);
      expect(await total()).toBeLessThanOrEqual(maxBytes);
    }
    const kept = await idsOf(history);
    expect(kept).toEqual(range(150 - kept.length + 1, 150));
    // Only what is needed goes: a segment is a 16th of the bound.
    expect(kept.length).toBeGreaterThan(50);
    expect(app.problems).toEqual([]);
  });

  test('counts what earlier starts and other windows wrote', async () => {
    await write(
      await open(await start(app), maxBytes),
      range(1, 60).map((id) => entry(id, 2_000)),
    );
    await write(
      await open(await start(app), maxBytes),
      range(61, 90).map((id) => entry(id, 2_000)),
    );
    expect(await total()).toBeLessThanOrEqual(maxBytes);
    expect((await idsOf(await reopen(app))).at(0)).toBeGreaterThan(1);
  });

  test('can be lowered', async () => {
    const storage = await start(app);
    const history = await open(storage);
    await write(
      history,
      range(1, 10).map((id) => entry(id, 2_000)),
    );
    expect(await total()).toBeGreaterThan(20_000);
    await open(storage, 16_000);
    await write(history, [entry(11, 500)]);
    expect(await total()).toBeLessThanOrEqual(16_000);
    expect(await idsOf(history)).toEqual([11]);
  });

  test('of any size is kept in segments that can be read whole', async () => {
    const history = await open(await start(app), 4 * 1024 ** 3);
    await write(
      history,
      range(1, 10).map((id) => entry(id, 1024 * 1024)),
    );
    const sizes = await Promise.all(
      (await files(app)).map(async (file) => (await stat(file)).size),
    );
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(await idsOf(history)).toEqual(range(1, 10));
  });

  test('an entry larger than a segment is kept without its values, or not at all', async () => {
    const history = await open(await start(app), maxBytes);
    history.append(entry(1, 20_000));
    const { change } = entry(2);
    history.append({ ...entry(2), change: { ...change, path: `/${'x'.repeat(20_000)}` } });
    const [kept, ...others] = await readAll(history);
    expect(kept).toEqual({ ...entry(1), after: { kind: 'unknown' } });
    expect(others).toEqual([]);
    expect(history.health.droppedCount).toBe(1);
  });

  test('a disk that does not keep up ends keeping rather than filling the memory', async () => {
    const history = await open(await start(app));
    for (const id of range(1, 20)) history.append(entry(id, 2_000_000));
    expect(history.stop).toEqual({ reason: 'diskTooSlow' });
    expect(app.problems).toMatchObject([{ kind: 'historyStopped' }]);
  });
});

test('the oldest go first also after the clock was set back', async () => {
  const history = await open(await start(app), 64 * 1024);
  // Each as large as a segment may be, so that it is one of its own.
  const later = (id: number): ChangeDetail => {
    const { change, ...values } = entry(id, 3_000);
    return { change: { ...change, seenAt: 100_000_000 - id * 100_000 }, ...values };
  };
  await write(history, range(1, 40).map(later));
  const kept = await idsOf(history, 'newestFirst');
  expect(kept[0]).toBe(40);
  expect(kept).toEqual(range(41 - kept.length, 40).reverse());
  expect(kept.length).toBeLessThan(40);
});
