import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { weather } from './live/storm.ts';
import { measuredProcesses } from './ui/processes.ts';
import { percentile } from './ui/statistics.ts';

const seconds = 60;
const perSecond = 10_000;
const count = perSecond * seconds;
const nodes = 1_000;

export const name = 'live/storm' satisfies BenchModule['name'];

/** 10,000 changes a second for a minute below a watched node, while somebody works in the window. */
export async function run(): Promise<BenchResult[]> {
  const { curator, window } = await weather({ nodes, perSecond, count });
  const { clicksBefore, clicks, longTasks, memory, processorTime } = window;
  const row = (
    what: string,
    unit: string,
    ours: number,
    more: Partial<BenchResult> = {},
  ): BenchResult => ({
    name: `${name}-${what}`,
    unit,
    better: 'lower',
    ours,
    peers: {},
    runs: 1,
    ...more,
  });
  return [
    row('rate', 'changes/s', window.rate, { better: 'higher', peers: { curator: curator.rate } }),
    row('counted', '% of the changes', 100, {
      better: 'higher',
      peers: { curator: (curator.changes / count) * 100 },
    }),
    row('entries', 'entries', window.entries, {
      better: 'higher',
      peers: { curator: curator.events },
    }),
    row('click-before-p50', 'ms', percentile(clicksBefore, 0.5), { runs: clicksBefore.length }),
    row('click-p50', 'ms', percentile(clicks, 0.5), { runs: clicks.length }),
    row('click-p99', 'ms', percentile(clicks, 0.99), { runs: clicks.length }),
    row('click-max', 'ms', Math.max(...clicks), { runs: clicks.length }),
    row('longest-task', 'ms', Math.max(0, ...longTasks), { runs: longTasks.length }),
    ...measuredProcesses.flatMap((each) =>
      (['start', 'peak', 'end'] as const).map((when) =>
        row(`memory-${each}-${when}`, 'MB', memory[each][when]),
      ),
    ),
    row('behind', 'ms', window.behindMs, { peers: { curator: curator.behindMs } }),
    row('cpu-per-event-main', 'µs', processorTime.main / count, {
      peers: { curator: curator.processorTime / count },
    }),
    row('cpu-per-event-renderer', 'µs', processorTime.renderer / count),
  ];
}
