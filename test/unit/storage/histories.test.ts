import { randomBytes } from 'node:crypto';
import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DataKeys } from '../../../electron/storage/history/data-keys.ts';
import type { HistoryOrder } from '../../../electron/storage/history/read-history.ts';
import type { HistoryLease } from '../../../electron/storage/history/history-lease.ts';
import type { HistoryStop } from '../../../electron/storage/history/watch-history.ts';
import type { WatchMemory } from '../../../electron/storage/history/watch-memory.ts';
import type { WatchTarget } from '../../../electron/storage/kept-watch-store.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import type { ChangeDetail } from '../../../shared/model/change.ts';
import { watchEventLoop } from '../../fixtures/watch-event-loop.ts';
import { FakeKeychain } from './fake-keychain.ts';

let folder: string;
let histories: string;
let keychain: FakeKeychain;
let problems: StorageProblem[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-histories-'));
  histories = join(folder, 'histories');
  keychain = new FakeKeychain();
  problems = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const connection = 'zk:2181/app';
const target: WatchTarget = { path: '/config', scope: 'subtree' };

const start = () =>
  Storage.open({
    folder,
    keychain,
    report: (problem) => problems.push(problem),
    clock: () => 1_000,
  });

async function open(storage: Storage, maxBytes?: number, watch = target): Promise<HistoryLease> {
  const opened = await storage.histories.open(connection, watch, maxBytes);
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** As another start of the application finds it. */
const reopen = async () => open(await start());

const entry = (id: number, sizeBytes = 10): ChangeDetail => ({
  change: { id, seenAt: id, kind: 'dataChanged', path: `/config/${String(id)}`, count: 1 },
  before: { kind: 'unknown' },
  after: { kind: 'value', data: new Uint8Array(sizeBytes).fill(id), version: id },
});

async function readAll(
  history: HistoryLease,
  order: HistoryOrder = 'oldestFirst',
): Promise<ChangeDetail[]> {
  const entries: ChangeDetail[] = [];
  for await (const batch of history.read(order, 7)) {
    expect(batch.length).toBeLessThanOrEqual(7);
    for (const { writer, ...one } of batch) {
      expect(writer).toMatch(/^[0-9a-f]{16}$/);
      entries.push(one);
    }
  }
  return entries;
}

const ids = (entries: readonly ChangeDetail[]) => entries.map(({ change }) => change.id);
const idsOf = async (history: HistoryLease, order?: HistoryOrder) =>
  ids(await readAll(history, order));
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Where the history of a watch is, when there is only one. */
async function historyFolder(): Promise<string> {
  const [name = ''] = (await readdir(histories)).filter((one) => one !== 'keys');
  return join(histories, name);
}

/** The files of the only history, oldest first. */
async function files(): Promise<string[]> {
  const own = await historyFolder();
  return (await readdir(own)).sort().map((name) => join(own, name));
}

/** Writes each entry as a block of its own. */
async function write(history: HistoryLease, entries: readonly ChangeDetail[]): Promise<void> {
  for (const one of entries) {
    history.append(one);
    await history.flush();
  }
}

async function flip(file: string, position: number): Promise<void> {
  const bytes = await readFile(file);
  const at = position < 0 ? bytes.byteLength + position : position;
  bytes[at] = bytes[at]! ^ 1;
  await writeFile(file, bytes);
}

/** The places where the blocks of a segment begin, and where it ends. */
async function blockPlaces(file: string): Promise<number[]> {
  const bytes = await readFile(file);
  const places = [80];
  while (places.at(-1)! < bytes.byteLength) {
    places.push(places.at(-1)! + 8 + bytes.readUInt32BE(places.at(-1)));
  }
  return places;
}

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
    const storage = await start();
    const history = await open(storage);
    for (const one of kept) history.append(one);
    // What is not on disk yet is read as well.
    expect(await readAll(history)).toEqual(kept);
    await storage.flush();
    expect(await readAll(await reopen())).toEqual(kept);
    expect(await readAll(await reopen(), 'newestFirst')).toEqual([...kept].reverse());
    expect(problems).toEqual([]);
  });

  test('is on disk without being asked for', async () => {
    const history = await open(await start());
    history.append(entry(1));
    await expect.poll(async () => idsOf(await reopen())).toEqual([1]);
  });

  test('is apart for each connection, path and scope', async () => {
    const storage = await start();
    await write(await open(storage), [entry(1)]);
    await write(await open(storage, undefined, { ...target, scope: 'node' }), [entry(2)]);
    await write(await open(storage, undefined, { ...target, path: '/' }), [entry(3)]);
    const other = await storage.histories.open('zk:2181', target);
    expect(await idsOf(await reopen())).toEqual([1]);
    expect(other.ok && (await idsOf(other.value))).toEqual([]);
  });

  test('continues with every start, in the order of time both ways', async () => {
    for (const from of [1, 11, 21]) {
      await write(
        await reopen(),
        range(from, from + 9).map((id) => entry(id)),
      );
    }
    const history = await reopen();
    expect(await idsOf(history)).toEqual(range(1, 30));
    expect(await idsOf(history, 'newestFirst')).toEqual(range(1, 30).reverse());
  });

  test('of two windows at a time is merged by when it was seen', async () => {
    const [one, other] = await Promise.all([reopen(), reopen()]);
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
    expect(problems).toEqual([]);
  });

  test('is read without stalling the event loop', async () => {
    const history = await open(await start(), 128 * 1024 * 1024);
    for (const id of range(1, 30_000)) history.append(entry(id, 60));
    await history.flush();
    expect(await files()).toHaveLength(1);
    const lag = watchEventLoop();
    const reading = history.read('newestFirst');
    expect((await reading.next()).value).toHaveLength(500);
    await nextTurn();
    // It takes about 30 ms, or twice as long as this when the segment is taken in in one go.
    expect(lag.stop()).toBeLessThan(150);
    await reading.return();
  });

  test('is removed with its files, and kept anew afterwards', async () => {
    const storage = await start();
    const stops: HistoryStop[] = [];
    const history = await open(storage);
    history.onStop.on((stop) => stops.push(stop));
    await write(history, [entry(1)]);
    history.append(entry(2));
    expect(await storage.histories.remove(connection, target)).toEqual({ ok: true, value: null });
    expect(stops).toEqual([{ reason: 'removed' }]);
    expect(await readdir(histories)).toEqual(['keys']);
    history.append(entry(3));
    await storage.flush();
    expect(await readdir(histories)).toEqual(['keys']);
    await write(await open(storage), [entry(4)]);
    expect(await idsOf(await reopen())).toEqual([4]);
  });

  test('goes on after another window has removed it', async () => {
    const history = await reopen();
    await write(history, [entry(1)]);
    await (await start()).histories.remove(connection, target);
    await write(history, [entry(2), entry(3)]);
    expect(await idsOf(await reopen())).toEqual([2, 3]);
    expect(problems).toEqual([]);
  });

  test('two pages share a history, which goes on until both have closed it', async () => {
    const storage = await start();
    const [one, other] = await Promise.all([open(storage), open(storage)]);
    one.append(entry(1));
    await one.close();
    expect(one.stop).toEqual({ reason: 'closed' });
    expect(other.stop).toBeNull();
    other.append(entry(2));
    await other.close();
    expect(other.stop).toEqual({ reason: 'closed' });
    expect(await idsOf(await reopen())).toEqual([1, 2]);
  });

  test('of pages that open a history together one is the first', async () => {
    const storage = await start();
    const opened = await Promise.all([open(storage), open(storage)]);
    // Only now, as when each of them has read what was kept before.
    expect(opened.map(({ isKeptElsewhere }) => isKeptElsewhere).sort()).toEqual([false, true]);
    await Promise.all(opened.map((history) => history.close()));
    const alone = await open(storage);
    expect(alone.isKeptElsewhere).toBe(false);
    await alone.close();
  });

  test('a change that two pages have seen is written once, however they have merged it', async () => {
    const storage = await start();
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
    const one = await reopen();
    const deleted = { ...entry(1), czxid: 7n };
    one.append(deleted);
    one.append(deleted);
    expect(await idsOf(one)).toEqual([1, 1]);
  });

  test('the gaps of both pages are written', async () => {
    const storage = await start();
    const [one, other] = await Promise.all([open(storage), open(storage)]);
    const { change, ...values } = entry(1);
    const gap = { ...values, change: { ...change, kind: 'gap', path: '/' } } as const;
    one.append(gap);
    other.append(gap);
    expect(await idsOf(one)).toEqual([1, 1]);
  });

  test('what one page knew later is kept, and not what another one knew before', async () => {
    const storage = await start();
    const [one, other] = await Promise.all([open(storage), open(storage)]);
    one.saveMemory({ at: 20, nodes: [] });
    other.saveMemory({ at: 10, nodes: [] });
    await one.close();
    other.saveMemory(null);
    await other.close();
    expect(await (await reopen()).readMemory()).toMatchObject({ at: 20 });
  });

  test('goes on when it is opened again while it is being closed', async () => {
    const storage = await start();
    const first = await open(storage);
    first.append(entry(1));
    const closing = first.close();
    const second = await open(storage);
    await closing;
    second.append(entry(2));
    await second.close();
    expect(await idsOf(await reopen())).toEqual([1, 2]);
  });
});

describe('the bound', () => {
  const maxBytes = 160_000;
  const total = async () => {
    const sizes = await Promise.all((await files()).map(async (file) => (await stat(file)).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  };

  test('lets the oldest go and is never exceeded', async () => {
    const history = await open(await start(), maxBytes);
    for (const id of range(1, 150)) {
      await write(history, [entry(id, 2_000)]);
      expect(await total()).toBeLessThanOrEqual(maxBytes);
    }
    const kept = await idsOf(history);
    expect(kept).toEqual(range(150 - kept.length + 1, 150));
    // Only what is needed goes: a segment is a 16th of the bound.
    expect(kept.length).toBeGreaterThan(50);
    expect(problems).toEqual([]);
  });

  test('counts what earlier starts and other windows wrote', async () => {
    await write(
      await open(await start(), maxBytes),
      range(1, 60).map((id) => entry(id, 2_000)),
    );
    await write(
      await open(await start(), maxBytes),
      range(61, 90).map((id) => entry(id, 2_000)),
    );
    expect(await total()).toBeLessThanOrEqual(maxBytes);
    expect((await idsOf(await reopen())).at(0)).toBeGreaterThan(1);
  });

  test('can be lowered', async () => {
    const storage = await start();
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
    const history = await open(await start(), 4 * 1024 ** 3);
    await write(
      history,
      range(1, 10).map((id) => entry(id, 1024 * 1024)),
    );
    const sizes = await Promise.all((await files()).map(async (file) => (await stat(file)).size));
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(await idsOf(history)).toEqual(range(1, 10));
  });

  test('an entry larger than a segment is kept without its values, or not at all', async () => {
    const history = await open(await start(), maxBytes);
    history.append(entry(1, 20_000));
    const { change } = entry(2);
    history.append({ ...entry(2), change: { ...change, path: `/${'x'.repeat(20_000)}` } });
    const [kept, ...others] = await readAll(history);
    expect(kept).toEqual({ ...entry(1), after: { kind: 'unknown' } });
    expect(others).toEqual([]);
    expect(history.health.droppedCount).toBe(1);
  });

  test('a disk that does not keep up ends keeping rather than filling the memory', async () => {
    const history = await open(await start());
    for (const id of range(1, 20)) history.append(entry(id, 2_000_000));
    expect(history.stop).toEqual({ reason: 'diskTooSlow' });
    expect(problems).toMatchObject([{ kind: 'historyStopped' }]);
  });
});

describe('what is on disk', () => {
  test('holds neither paths nor values nor the key in the clear', async () => {
    const secret = 'a-password-in-a-znode';
    const history = await reopen();
    const data = new TextEncoder().encode(secret);
    await write(history, [{ ...entry(1), after: { kind: 'value', data, version: 1 } }]);
    const all = await readdir(histories, { recursive: true, withFileTypes: true });
    for (const one of all.filter((found) => found.isFile())) {
      const file = join(one.parentPath, one.name);
      const text = (await readFile(file)).toString('latin1') + file;
      expect(text).not.toContain(secret);
      expect(text).not.toContain('config');
      if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    expect(all.filter((found) => found.isFile())).toHaveLength(2);
  });

  test('differs each time, though what is kept is the same', async () => {
    const history = await reopen();
    await write(history, [entry(1), entry(1)]);
    const [file = ''] = await files();
    const [first = 0, second = 0, end = 0] = await blockPlaces(file);
    const bytes = await readFile(file);
    expect(bytes.subarray(first + 8, second)).not.toEqual(bytes.subarray(second + 8, end));
  });
});

describe('a crash', () => {
  test.each([
    ['in its length', 5],
    ['in its bytes', 30],
  ])('that cuts the last block off %s loses that block and is counted', async (_where, kept) => {
    await write(await reopen(), [entry(1), entry(2), entry(3)]);
    const [file = ''] = await files();
    await truncate(file, (await blockPlaces(file)).at(-2)! + kept);
    const history = await reopen();
    expect(await idsOf(history)).toEqual([1, 2]);
    expect(history.health).toEqual({ tornCount: 1, lockedCount: 0, droppedCount: 0 });
    expect(problems).toEqual([]);
    await write(history, [entry(4)]);
    expect(await idsOf(await reopen())).toEqual([1, 2, 4]);
  });

  test('of the machine that leaves zeros in place of the end is one too', async () => {
    await write(await reopen(), [entry(1), entry(2)]);
    const [file = ''] = await files();
    const [, second = 0, end = 0] = await blockPlaces(file);
    await truncate(file, second + 20);
    await appendFile(file, new Uint8Array(end - second - 20));
    const history = await reopen();
    expect(await idsOf(history)).toEqual([1]);
    await truncate(file, second);
    await appendFile(file, new Uint8Array(100));
    expect(await idsOf(history)).toEqual([1]);
    await truncate(file, 40);
    expect(await idsOf(history)).toEqual([]);
    expect(history.health.tornCount).toBe(1);
    expect(problems).toEqual([]);
  });
});

describe('damage', () => {
  beforeEach(async () => {
    await write(await reopen(), [entry(1), entry(2), entry(3)]);
    await write(await reopen(), [entry(4)]);
  });

  const expectSetAside = async () => {
    const [file = ''] = await files();
    expect(await idsOf(await reopen())).toEqual([4]);
    const setAsideAs = `${file}.corrupt-1000`;
    expect(problems).toMatchObject([{ kind: 'corrupt', file, setAsideAs }]);
    expect(await files()).toContain(setAsideAs);
    // It is reported once, and not met again.
    expect(await idsOf(await reopen(), 'newestFirst')).toEqual([4]);
    expect(problems).toHaveLength(1);
  };

  test.each([
    ['the mark', 0],
    ['the id of the watch', 25],
    ['the writer', 41],
    ['the number of the segment', 51],
    ['the number of blocks before', 55],
    ['the salt', 79],
    ['a length', 80],
    ['the complement of a length', 87],
    ['a nonce', 90],
    ['a value', 140],
    ['the last tag', -1],
  ])('a flipped bit in %s sets the segment aside and harms no other', async (_what, position) => {
    const [file = ''] = await files();
    await flip(file, position);
    await expectSetAside();
  });

  test.each<[string, (blocks: Buffer[]) => Buffer[]]>([
    ['taken out', ([first, , third]) => [first!, third!]],
    ['in another order', ([first, second, third]) => [second!, first!, third!]],
    ['there twice', ([first, second, third]) => [first!, second!, second!, third!]],
  ])('a block that is %s is noticed', async (_what, change) => {
    const [file = ''] = await files();
    const bytes = await readFile(file);
    const places = await blockPlaces(file);
    const blocks = places.slice(0, -1).map((at, index) => bytes.subarray(at, places[index + 1]));
    await writeFile(file, Buffer.concat([bytes.subarray(0, 80), ...change(blocks)]));
    await expectSetAside();
  });

  test('a segment in the place of another is noticed', async () => {
    const storage = await start();
    const [file = ''] = await files();
    const other = await open(storage, undefined, { path: '/other', scope: 'node' });
    await write(other, [entry(5)]);
    const folders = (await readdir(histories)).map((name) => join(histories, name));
    const own = dirname(file);
    const [elsewhere = ''] = folders.filter((one) => one !== own && !one.endsWith('keys'));
    const [name = ''] = await readdir(elsewhere);
    await cp(join(elsewhere, name), join(own, name));
    expect(await idsOf(await reopen())).toEqual([1, 2, 3, 4]);
    expect(problems).toMatchObject([{ kind: 'corrupt', file: join(own, name) }]);
  });

  test('a folder in the place of a segment is reported', async () => {
    const [file = ''] = await files();
    await rm(file);
    await mkdir(file);
    expect(await idsOf(await reopen())).toEqual([4]);
    expect(problems).toMatchObject([{ kind: 'readFailed', file }]);
  });
});

describe('segments of one writer', () => {
  const writeSegments = async () => {
    await write(
      await open(await start(), 160_000),
      range(1, 12).map((id) => entry(id, 3_000)),
    );
    return files();
  };

  test.each<HistoryOrder>(['oldestFirst', 'newestFirst'])(
    'that are missing between others are noticed, once (%s)',
    async (order) => {
      const [, second = '', third = ''] = await writeSegments();
      await rm(second);
      const history = await reopen();
      await readAll(history, order);
      await readAll(history, order);
      expect(problems).toMatchObject([{ kind: 'historyIncomplete', file: third }]);
    },
  );

  test.each<HistoryOrder>(['oldestFirst', 'newestFirst'])(
    'that were cut at their end are noticed (%s)',
    async (order) => {
      const [, second = ''] = await writeSegments();
      await truncate(second, (await blockPlaces(second)).at(-2));
      const history = await reopen();
      expect(await readAll(history, order)).toHaveLength(11);
      expect(problems).toMatchObject([{ kind: 'historyIncomplete' }]);
    },
  );

  test('that went to keep within the bound are not missed', async () => {
    const [first = ''] = await writeSegments();
    await rm(first);
    expect(await idsOf(await reopen())).toEqual(range(4, 12));
    expect(problems).toEqual([]);
  });
});

describe('the key', () => {
  test('is asked for only when a history is opened', async () => {
    const storage = await start();
    await storage.flush();
    expect(keychain.uses).toBe(0);
    expect(await readdir(folder)).not.toContain('histories');
  });

  test.each(['unavailable', 'plainText', 'faulty'] as const)(
    'without a real keychain (%s) nothing is kept, and why is said',
    async (reason) => {
      keychain.current = { isReal: false, reason, detail: 'basic_text' };
      const storage = await start();
      expect(await storage.histories.keychainState()).toEqual(keychain.current);
      expect(await storage.histories.open(connection, target)).toMatchObject({
        ok: false,
        error: {
          code: 'KEYCHAIN_UNAVAILABLE',
          operation: 'watches.keepHistory',
          path: '/config',
          detail: `${reason}: basic_text`,
        },
      });
      expect(await readdir(folder)).not.toContain('histories');
      // Unlocked while the application runs.
      keychain.current = { isReal: true };
      await write(await open(storage), [entry(1)]);
      expect(await idsOf(await reopen())).toEqual([1]);
    },
  );

  test('that the keychain lost is set aside and reported once, and a new one begins', async () => {
    await write(await reopen(), [entry(1)]);
    const [name = ''] = await readdir(join(histories, 'keys'));
    keychain.forget();
    const history = await reopen();
    const file = join(histories, 'keys', name);
    const setAsideAs = `${file}.lost-1000`;
    expect(problems).toMatchObject([{ kind: 'historyKeyLost', file, setAsideAs }]);
    await write(history, [entry(2)]);
    const again = await reopen();
    expect(await idsOf(again)).toEqual([2]);
    expect(again.health.lockedCount).toBe(1);
    expect(problems).toHaveLength(1);
    // What could not be read is as it was: with the key it can be read.
    expect(await files()).toHaveLength(2);
  });

  test('that cannot be had because the keychain is locked just now stays where it is', async () => {
    const folder = join(histories, 'keys');
    const problemKinds = () => problems.map(({ kind }) => kind);
    const report = (each: StorageProblem) => problems.push(each);
    const here = { folder, keychain, report, clock: () => 1_000 };
    const first = await DataKeys.open(here);
    // Another window makes one of its own at the same time.
    const [own = ''] = await readdir(folder);
    const written = await readFile(join(folder, own));
    await rm(join(folder, own));
    const second = await DataKeys.open(here);
    await writeFile(join(folder, own), written);
    keychain.current = { isReal: false, reason: 'unavailable', detail: 'locked' };
    expect(await second.find(first.current.id)).toBeNull();
    expect(problemKinds()).toEqual(['readFailed']);
    keychain.current = { isReal: true };
    expect(await second.find(first.current.id)).toEqual(first.current);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('that comes back as another one is lost', async () => {
    await write(await reopen(), [entry(1)]);
    const [name = ''] = await readdir(join(histories, 'keys'));
    const file = join(histories, 'keys', name);
    const other = await keychain.protect(new Uint8Array(32));
    const wrapped = Buffer.from(other).toString('base64');
    await writeFile(file, JSON.stringify({ createdAt: 1, wrapped }));
    expect(await idsOf(await reopen())).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'historyKeyLost', file }]);
  });

  test('whose file cannot be understood is set aside', async () => {
    await write(await reopen(), [entry(1)]);
    const [name = ''] = await readdir(join(histories, 'keys'));
    await writeFile(join(histories, 'keys', name), '{"createdAt":');
    const history = await reopen();
    expect(await idsOf(history)).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'corrupt' }]);
    await write(history, [entry(2)]);
    expect(await idsOf(await reopen())).toEqual([2]);
  });

  test('that cannot be written is a failure, and is tried again', async () => {
    await writeFile(histories, 'a file in the place of the folder');
    const storage = await start();
    expect(await storage.histories.open(connection, target)).toMatchObject({
      ok: false,
      error: { code: 'STORAGE_FAILED', path: '/config' },
    });
    await rm(histories);
    await write(await open(storage), [entry(1)]);
    expect(await idsOf(await reopen())).toEqual([1]);
  });
});

describe('a disk that fails', () => {
  test('ends keeping with a reason, which is reported once', async () => {
    const storage = await start();
    const history = await open(storage);
    const stops: HistoryStop[] = [];
    history.onStop.on((stop) => stops.push(stop));
    await write(history, [entry(1)]);
    const [file = ''] = await files();
    // A folder in the place of the file is what nobody, not even root, writes to.
    await rename(file, join(folder, 'away'));
    await mkdir(file);
    await write(history, [entry(2)]);
    await write(history, [entry(3)]);
    expect(stops).toMatchObject([{ reason: 'diskFailed' }]);
    expect(stops[0]?.detail).toMatch(/EISDIR|EPERM|EACCES/);
    expect(history.stop).toEqual(stops[0]);
    expect(problems).toMatchObject([{ kind: 'historyStopped', reason: stops[0]?.detail }]);
    // Opening it again is another attempt.
    await rm(file, { recursive: true });
    await rename(join(folder, 'away'), file);
    await write(await open(storage), [entry(4)]);
    expect(await idsOf(await reopen())).toEqual([1, 4]);
  });

  test('in place of whose folder there is a file ends keeping too', async () => {
    const history = await reopen();
    await write(history, [entry(1)]);
    const own = await historyFolder();
    await rm(own, { recursive: true });
    await writeFile(own, '');
    await write(history, [entry(2)]);
    expect(history.stop).toMatchObject({ reason: 'diskFailed' });
    expect(problems).toHaveLength(1);
  });
});

describe('what a watch knew', () => {
  const memory: WatchMemory = {
    at: 1_234,
    nodes: [
      {
        path: '/config/锁',
        czxid: 0x7fff_ffff_ffff_fffen,
        mzxid: null,
        version: 3,
        cversion: null,
        dataLength: 0,
        ephemeralOwner: -2n,
        aversion: 1,
      },
    ],
  };

  test('comes back as it was, in place of what was known before', async () => {
    const history = await reopen();
    expect(await history.readMemory()).toBeNull();
    history.saveMemory({ at: 1, nodes: [] });
    history.saveMemory(memory);
    await history.close();
    expect(await (await reopen()).readMemory()).toEqual(memory);
    expect(problems).toEqual([]);
  });

  test('counts as much as the entries, and stays within a quarter of the bound', async () => {
    const storage = await start();
    const history = await open(storage, 64 * 1_024);
    await write(history, [entry(1)]);
    const { sizeBytes } = history.size;
    history.saveMemory(memory);
    await history.flush();
    expect(history.size.sizeBytes).toBeGreaterThan(sizeBytes);
    expect(history.size.maxBytes).toBe(64 * 1_024);
    const node = (n: number) => ({ path: randomBytes(32).toString('hex'), ...facts(n) });
    history.saveMemory({ at: 1, nodes: Array.from({ length: 1_000 }, (_, n) => node(n)) });
    await history.flush();
    expect(await history.readMemory()).toBeNull();
    expect(history.size.sizeBytes).toBe(sizeBytes);
  });

  test('is set aside when it is damaged, and the entries stay', async () => {
    const history = await reopen();
    await write(history, [entry(1)]);
    history.saveMemory(memory);
    await history.close();
    const file = join(await historyFolder(), 'memory');
    await flip(file, -1);
    const again = await reopen();
    expect(await again.readMemory()).toBeNull();
    expect(problems).toMatchObject([{ kind: 'corrupt', file }]);
    expect(await idsOf(again)).toEqual([1]);
  });

  const facts = (n: number) => ({
    czxid: BigInt(n),
    mzxid: BigInt(n),
    version: n,
    cversion: n,
    dataLength: n,
    ephemeralOwner: 0n,
    aversion: 0,
  });
});

test('the oldest go first also after the clock was set back', async () => {
  const history = await open(await start(), 64 * 1024);
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
