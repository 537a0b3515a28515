import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WatchMemory } from '../../../electron/storage/history/watch-memory.ts';
import {
  entry,
  flip,
  historyFolder,
  idsOf,
  open,
  reopen,
  start,
  useHistories,
  write,
} from './kept-histories.ts';

const app = useHistories();

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
    const history = await reopen(app);
    expect(await history.readMemory()).toBeNull();
    history.saveMemory({ at: 1, nodes: [] });
    history.saveMemory(memory);
    await history.close();
    expect(await (await reopen(app)).readMemory()).toEqual(memory);
    expect(app.problems).toEqual([]);
  });

  test('counts as much as the entries, and stays within a quarter of the bound', async () => {
    const storage = await start(app);
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
    const history = await reopen(app);
    await write(history, [entry(1)]);
    history.saveMemory(memory);
    await history.close();
    const file = join(await historyFolder(app), 'memory');
    await flip(file, -1);
    const again = await reopen(app);
    expect(await again.readMemory()).toBeNull();
    expect(app.problems).toMatchObject([{ kind: 'corrupt', file }]);
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
