import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { measureAddedMemoryMb } from './engine/peak-memory.ts';
import { measureAnew, measureInTurn, toResult } from './engine/rounds.ts';
import { withEngineServer, type EngineSetting } from './engine/setting.ts';

/** zkCli's client refuses so long a list. */
const contestants = ['ours', 'java', 'stock', 'kazoo'] as const;

const timed = [
  { name: 'engine/level-500k', unit: 'ms', better: 'lower' },
  // Only programs with an event loop can stall it.
  { name: 'engine/level-500k-stall', unit: 'ms', better: 'lower' },
] as const;
const memory = {
  name: 'engine/level-1m',
  unit: 'MB added',
  better: 'lower',
} as const;

export const name = 'engine/level' satisfies BenchModule['name'];

/**
 * Opens a very long level: asks for the children of one node, and takes the first hundred of them. Ours then also puts
 * them in order, which is not timed, but counts for the stall and for the memory.
 */
export function run(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  return withEngineServer(async (setting) => [
    ...(timed.some((row) => isWanted(row.name)) ? await measureTime(setting) : []),
    ...(isWanted(memory.name) ? [await measureMemory(setting)] : []),
  ]);
}

async function measureTime(setting: EngineSetting): Promise<BenchResult[]> {
  await setting.writer.ask('level /level-500k 500000 0');
  const figures = await measureInTurn(setting, contestants, async (contestant) => {
    const [ms = NaN, count, ...stallMs] = await contestant.ask('level /level-500k');
    if (count !== 500_000) throw new Error(`There were ${String(count)} children.`);
    return [ms, ...stallMs];
  });
  return timed.map((row, figure) => toResult(row, figures, figure));
}

/** Resident memory at its highest, above that of a process which has opened a short level before. */
async function measureMemory(setting: EngineSetting): Promise<BenchResult> {
  await setting.writer.ask('level /level-1 1 0');
  await setting.writer.ask('level /level-1m 1000000 0');
  const figures = await measureAnew(setting, contestants, async (contestant) => {
    await contestant.ask('level /level-1');
    return [
      await measureAddedMemoryMb(contestant.pid, async () => {
        const [, count] = await contestant.ask('level /level-1m');
        if (count !== 1_000_000) throw new Error(`There were ${String(count)} children.`);
      }),
    ];
  });
  return toResult(memory, figures);
}
