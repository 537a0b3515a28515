import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { startContestant } from './engine/contestant.ts';
import { benchTools } from './engine/tools.ts';
import { median } from './ui/statistics.ts';

const entries = 1_000_000;
/** Ten entries each: looking at a path costs once, however often it changed. */
const nodes = 100_000;

/** From what most entries pass to what next to none does. Each is asked once: an answer is kept for a while. */
const questions = [
  'text CONFIG',
  'text instance-123',
  'text instance-54321',
  'glob /services/group-{1,2,3}*/**',
  'glob instance-77*/config',
  'regex group-9[0-6]/instance-\\d+5/',
  'regex instance-(4321|8765)$',
] as const;

export const name = 'live/filter-1m' satisfies BenchModule['name'];

/** A question to a timeline of 1,000,000 entries: to the first window that is shown, and to all that passes. */
export async function run(): Promise<BenchResult[]> {
  const { keeper, script } = await benchTools();
  const program = startContestant(keeper, process.execPath, [script('filter')]);
  try {
    await program.ask(`fill ${String(entries)} ${String(nodes)}`);
    const times: number[][] = [];
    for (const question of questions) times.push(await program.ask(`filter ${question}`));
    return ['first', 'all'].map((row, figure) => ({
      name: `${name}-${row}`,
      unit: 'ms',
      better: 'lower',
      ours: median(times.map((each) => each[figure] ?? NaN)),
      peers: {},
      runs: questions.length,
    }));
  } finally {
    program.end();
  }
}
