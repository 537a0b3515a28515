import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { measureInTurn, toResult } from './engine/rounds.ts';
import { withEngineServer, type ContestantName, type EngineSetting } from './engine/setting.ts';

const rows = [
  {
    name: 'engine/walk-101k-children',
    command: 'walk-children',
    contestants: ['ours', 'java', 'java-multi', 'stock', 'kazoo', 'zkcli'],
  },
  {
    name: 'engine/walk-101k-data',
    command: 'walk-data',
    // zkCli has no command for it.
    contestants: ['ours', 'java', 'java-multi', 'stock', 'kazoo'],
  },
] as const;

const nodeCount = 1 + 10 + 1_000 + 100_000;

export const name = 'engine/walk' satisfies BenchModule['name'];

/** Reads a whole tree: the names of all nodes, or also data and Stat of each. */
export function run(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  return withEngineServer(async (setting) => {
    await setting.writer.ask('tree /tree 10 100 100 32');
    const results: BenchResult[] = [];
    for (const { name: row, command, contestants } of rows) {
      if (isWanted(row)) results.push(await measureWalk(setting, row, command, contestants));
    }
    return results;
  });
}

async function measureWalk(
  setting: EngineSetting,
  row: string,
  command: string,
  contestants: readonly ContestantName[],
): Promise<BenchResult> {
  const figures = await measureInTurn(setting, contestants, async (contestant, by) => {
    const [ms = NaN, count = nodeCount] = await contestant.ask(
      `${by === 'java-multi' ? 'multi-' : ''}${command} /tree`,
    );
    if (count !== nodeCount) throw new Error(`${by} found ${String(count)} nodes.`);
    return [ms];
  });
  return toResult({ name: row, unit: 'ms', better: 'lower' }, figures);
}
