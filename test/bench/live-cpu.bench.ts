import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { untilSeen, withTimeline } from './live/timeline.ts';
import { writeStream } from './live/writer.ts';
import { readProcessorTime } from './ui/processor-time.ts';

const nodes = 1_000;
const perSecond = 1_000;
const count = 10_000;

export const name = 'live/cpu-per-event' satisfies BenchModule['name'];

/** Processor time of both processes while changes come evenly, with everything that showing them takes. */
export async function run(): Promise<BenchResult[]> {
  const spent = await withTimeline([nodes], async ({ electron, page, writer, levels: [level] }) => {
    const stream = { level: level ?? '', nodes, perSecond };
    // Once to warm up.
    await writeStream(writer, { ...stream, count: nodes });
    await untilSeen(page, nodes);
    const before = await readProcessorTime(electron);
    await writeStream(writer, { ...stream, count });
    await untilSeen(page, nodes + count);
    const after = await readProcessorTime(electron);
    return { main: after.main - before.main, renderer: after.renderer - before.renderer };
  });
  return (['main', 'renderer'] as const).map((process) => ({
    name: `${name}-${process}`,
    unit: 'µs',
    better: 'lower',
    ours: spent[process] / count,
    peers: {},
    runs: count,
  }));
}
