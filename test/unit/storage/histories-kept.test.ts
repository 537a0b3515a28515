import { readdir } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { HistoryStop } from '../../../electron/storage/history/watch-history.ts';
import type { ChangeDetail } from '../../../shared/model/change.ts';
import { watchEventLoop } from '../../fixtures/watch-event-loop.ts';
import {
  connection,
  entry,
  files,
  idsOf,
  open,
  range,
  readAll,
  reopen,
  start,
  target,
  useHistories,
  write,
} from './kept-histories.ts';

const app = useHistories();

describe('what is kept', () => {
  test('comes back as it was: values, null data, 64-bit ids, sessions and gaps', async () => {
    const kept: ChangeDetail[] = [
      {
        change: {
          id: 1,
          seenAt: 10,
          kind: 'deleted',
          path: '/config/锁',
          fromVersion: 3,
          mzxid: 0x7fff_ffff_ffff_fffen,
          fromBytes: 3,
          bytes: 0,
          count: 1,
          seenBy: 'watch',
          owner: -2n,
        },
        before: { kind: 'value', data: new Uint8Array([0, 255, 10]), version: 3 },
        after: { kind: 'absent' },
      },
      {
        change: { id: 2, seenAt: 11, kind: 'created', path: '/config', count: 1, seenBy: 'sample' },
        before: { kind: 'absent' },
        after: { kind: 'value', data: null, version: 0 },
      },
      {
        change: { id: 3, seenAt: 12, kind: 'dataChanged', path: '/config', count: 9 },
        before: { kind: 'unknown' },
        after: { kind: 'value', data: new Uint8Array(), version: 1 },
      },
      {
        change: {
          id: 4,
          seenAt: 13,
          kind: 'session',
          path: '/',
          count: 1,
          session: { state: 'connected', server: 'zk:2181', sessionId: 0x1234_5678_9abc_def0n },
        },
        before: { kind: 'unknown' },
        after: { kind: 'unknown' },
      },
      {
        change: {
          id: 5,
          seenAt: 14,
          kind: 'gap',
          path: '/',
          count: 1,
          gap: { from: 12, to: 14, reason: 'sessionExpired', isCompared: false },
        },
        before: { kind: 'unknown' },
        after: { kind: 'unknown' },
      },
    ];
    const storage = await start(app);
    const history = await open(storage);
    for (const one of kept) history.append(one);
    // What is not on disk yet is read as well.
    expect(await readAll(history)).toEqual(kept);
    await storage.flush();
    expect(await readAll(await reopen(app))).toEqual(kept);
    expect(await readAll(await reopen(app), 'newestFirst')).toEqual([...kept].reverse());
    expect(app.problems).toEqual([]);
  });

  test('is on disk without being asked for', async () => {
    const history = await open(await start(app));
    history.append(entry(1));
    await expect.poll(async () => idsOf(await reopen(app))).toEqual([1]);
  });

  test('is kept also where the clock shows parts of milliseconds', async () => {
    const { change, ...values } = entry(1);
    const precise = { ...values, change: { ...change, seenAt: 1_234.5 } };
    await write(await reopen(app), [precise]);
    expect(await readAll(await reopen(app))).toEqual([precise]);
  });

  test('is apart for each connection, path and scope', async () => {
    const storage = await start(app);
    await write(await open(storage), [entry(1)]);
    await write(await open(storage, undefined, { ...target, scope: 'node' }), [entry(2)]);
    await write(await open(storage, undefined, { ...target, path: '/' }), [entry(3)]);
    const other = await storage.histories.open('zk:2181', target);
    expect(await idsOf(await reopen(app))).toEqual([1]);
    expect(other.ok && (await idsOf(other.value))).toEqual([]);
  });

  test('continues with every start, in the order of time both ways', async () => {
    for (const from of [1, 11, 21]) {
      await write(
        await reopen(app),
        range(from, from + 9).map((id) => entry(id)),
      );
    }
    const history = await reopen(app);
    expect(await idsOf(history)).toEqual(range(1, 30));
    expect(await idsOf(history, 'newestFirst')).toEqual(range(1, 30).reverse());
  });

  test('of two windows at a time is merged by when it was seen', async () => {
    const [one, other] = await Promise.all([reopen(app), reopen(app)]);
    await Promise.all([
      write(
        one,
        [1, 4, 5, 8].map((id) => entry(id)),
      ),
      write(
        other,
        [2, 3, 6, 7].map((id) => entry(id)),
      ),
    ]);
    expect(await idsOf(one)).toEqual(range(1, 8));
    expect(await idsOf(other, 'newestFirst')).toEqual(range(1, 8).reverse());
    // They started together for the first time, each with a key of its own.
    expect(app.problems).toEqual([]);
  });

  test('is read without stalling the event loop', async () => {
    const history = await open(await start(app), 128 * 1024 * 1024);
    for (const id of range(1, 30_000)) history.append(entry(id, 60));
    await history.flush();
    expect(await files(app)).toHaveLength(1);
    const lag = watchEventLoop();
    const reading = history.read('newestFirst');
    expect((await reading.next()).value).toHaveLength(500);
    await nextTurn();
    // It takes about 30 ms, or twice as long as this when the segment is taken in in one go.
    expect(lag.stop()).toBeLessThan(150);
    await reading.return();
  });

  test('is removed with its files, and kept anew afterwards', async () => {
    const storage = await start(app);
    const stops: HistoryStop[] = [];
    const history = await open(storage);
    history.onStop.on((stop) => stops.push(stop));
    await write(history, [entry(1)]);
    history.append(entry(2));
    expect(await storage.histories.remove(connection, target)).toEqual({ ok: true, value: null });
    expect(stops).toEqual([{ reason: 'removed' }]);
    expect(await readdir(app.histories)).toEqual(['keys']);
    history.append(entry(3));
    await storage.flush();
    expect(await readdir(app.histories)).toEqual(['keys']);
    await write(await open(storage), [entry(4)]);
    expect(await idsOf(await reopen(app))).toEqual([4]);
  });

  test('goes on after another window has removed it', async () => {
    const history = await reopen(app);
    await write(history, [entry(1)]);
    await (await start(app)).histories.remove(connection, target);
    await write(history, [entry(2), entry(3)]);
    expect(await idsOf(await reopen(app))).toEqual([2, 3]);
    expect(app.problems).toEqual([]);
  });

  test('two pages share a history, which goes on until both have closed it', async () => {
    const storage = await start(app);
    const [one, other] = await Promise.all([open(storage), open(storage)]);
    one.append(entry(1));
    await one.close();
    expect(one.stop).toEqual({ reason: 'closed' });
    expect(other.stop).toBeNull();
    other.append(entry(2));
    await other.close();
    expect(other.stop).toEqual({ reason: 'closed' });
    expect(await idsOf(await reopen(app))).toEqual([1, 2]);
  });

  test('of pages that open a history together one is the first', async () => {
    const storage = await start(app);
    const opened = await Promise.all([open(storage), open(storage)]);
    // Only now, as when each of them has read what was kept before.
    expect(opened.map(({ isKeptElsewhere }) => isKeptElsewhere).sort()).toEqual([false, true]);
    await Promise.all(opened.map((history) => history.close()));
    const alone = await open(storage);
    expect(alone.isKeptElsewhere).toBe(false);
    await alone.close();
  });

  test('a change that two pages have seen is written once, however they have merged it', async () => {
    const storage = await start(app);
    const [one, other] = await Promise.all([open(storage), open(storage)]);
    const versions = (id: number, fromVersion: number, version: number) => {
      const { change, ...values } = entry(id);
      const count = version - fromVersion;
      return {
        ...values,
        change: { ...change, path: '/a', fromVersion, version, count },
        czxid: 7n,
      };
    };
    one.append(versions(1, 0, 1));
    other.append(versions(2, 0, 2));
    one.append(versions(3, 1, 2));
    other.append(versions(4, 2, 5));
    one.append(versions(5, 2, 3));
    const kept = await readAll(one);
    expect(kept.map(({ change: { fromVersion, version } }) => [fromVersion, version])).toEqual([
      [0, 1],
      [1, 2],
      [2, 5],
    ]);
  });

  test('what one page keeps alone is written as it is', async () => {
    const one = await reopen(app);
    const deleted = { ...entry(1), czxid: 7n };
    one.append(deleted);
    one.append(deleted);
    expect(await idsOf(one)).toEqual([1, 1]);
  });

  test('the gaps of both pages are written', async () => {
    const storage = await start(app);
    const [one, other] = await Promise.all([open(storage), open(storage)]);
    const { change, ...values } = entry(1);
    const gap = { ...values, change: { ...change, kind: 'gap', path: '/' } } as const;
    one.append(gap);
    other.append(gap);
    expect(await idsOf(one)).toEqual([1, 1]);
  });

  test('what one page knew later is kept, and not what another one knew before', async () => {
    const storage = await start(app);
    const [one, other] = await Promise.all([open(storage), open(storage)]);
    one.saveMemory({ at: 20, nodes: [] });
    other.saveMemory({ at: 10, nodes: [] });
    await one.close();
    other.saveMemory(null);
    await other.close();
    expect(await (await reopen(app)).readMemory()).toMatchObject({ at: 20 });
  });

  test('goes on when it is opened again while it is being closed', async () => {
    const storage = await start(app);
    const first = await open(storage);
    first.append(entry(1));
    const closing = first.close();
    const second = await open(storage);
    await closing;
    second.append(entry(2));
    await second.close();
    expect(await idsOf(await reopen(app))).toEqual([1, 2]);
  });
});
