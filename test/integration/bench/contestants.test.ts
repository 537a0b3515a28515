import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProcessKeeper } from '../../../build/lib/process-keeper.ts';
import { startContestant, type Contestant } from '../../bench/engine/contestant.ts';
import { bundlePrograms, kazooScript } from '../../bench/engine/tools.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

/** What is measured seldom would break unnoticed: here everybody does a little of everything. */
describe('the programs of the measurements', () => {
  const zk = useZooKeeper();
  const keeper = new ProcessKeeper();
  let writer: Contestant;
  let contestants: Readonly<Record<string, Contestant>>;

  beforeAll(async () => {
    const folder = await bundlePrograms();
    const { connectString } = zk.server;
    const startNode = (name: string) =>
      startContestant(keeper, process.execPath, [join(folder, `${name}.js`), connectString]);
    writer = startNode('writer');
    contestants = {
      ours: startNode('ours'),
      stock: startNode('stock'),
      kazoo: startContestant(keeper, '/usr/bin/python3', [kazooScript, connectString]),
    };
  }, 60_000);

  afterAll(() => keeper.end());

  it('find the same nodes', async () => {
    await writer.ask('tree /tree 2 3 4 5');
    await writer.ask('level /level 300 0');
    for (const [name, contestant] of Object.entries(contestants)) {
      for (const [command, count] of [
        ['walk-children /tree', 1 + 2 + 6 + 24],
        ['walk-data /tree', 1 + 2 + 6 + 24],
        ['level /level', 300],
        ['get /tree 2', 10],
        ['set /tree 3 5', 15],
      ] as const) {
        const [ms, found] = await contestant.ask(command);
        expect(ms, `${name}: ${command}`).toBeGreaterThan(0);
        expect(found, `${name}: ${command}`).toBe(count);
      }
    }
  });

  it('see every change, in order and again', async () => {
    for (const [name, contestant] of Object.entries(contestants)) {
      await writer.ask(`level /seen-by-${name} 5 0`);
      for (let round = 0; round < 2; round++) {
        await contestant.ask(`expect /seen-by-${name} 5 5`);
        await writer.ask(`burst /seen-by-${name} 5`);
        const [cpuMicros, ...events] = await contestant.ask('received');
        expect(cpuMicros).toBeGreaterThanOrEqual(0);
        expect(events.filter((_, i) => i % 2 === 0)).toEqual([0, 1, 2, 3, 4]);
      }
      await contestant.ask(`expect /seen-by-${name} 5 10`);
      // Slow enough for those who have to set a watch again.
      const sent = await writer.ask(`stream /seen-by-${name} 5 10 20`);
      const [, ...events] = await contestant.ask('received');
      expect(events.filter((_, i) => i % 2 === 0)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
      const times = events.filter((_, i) => i % 2 === 1);
      expect(times.every((time, i) => time > sent[i]!)).toBe(true);
    }
  });

  it('make storms of as many changes as asked for, which leave a level as large as it was', async () => {
    await writer.ask('level /storm 5 0');
    await writer.ask('guests /storm');
    for (let storm = 1; storm <= 2; storm++) {
      const [made, startedAt = 0, answeredAt = 0] = await writer.ask('storm /storm 5 100 10000');
      expect(made).toBe(100);
      expect(answeredAt).toBeGreaterThan(startedAt);
      const [, found] = (await contestants.ours?.ask('level /storm')) ?? [];
      expect(found).toBe(5 + 100);
    }
  });

  it('say why when they end', async () => {
    await expect(contestants.stock?.ask('no-such-command')).rejects.toThrow('no-such-command');
  });
});
