import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { startEntryClock } from './live/entry-clock.ts';
import { until, withTimeline, type MeasuredTimeline } from './live/timeline.ts';
import { writeStream } from './live/writer.ts';
import { percentile } from './ui/statistics.ts';

/** Changes a second, and how many of them; no node is set twice. */
const streams = [
  { perSecond: 1, count: 20 },
  { perSecond: 100, count: 1_000 },
  { perSecond: 1_000, count: 10_000 },
] as const;

export const name = 'live/change-to-entry' satisfies BenchModule['name'];

/** From another client's sending a change to the frame in which its entry, or one after it, is on screen. */
export async function run(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  const rowNames = ({ perSecond }: (typeof streams)[number]) =>
    [0.5, 0.99].map((share) => ({
      share,
      name: `${name}-${String(perSecond)}-p${String(share * 100)}`,
    }));
  const wanted = streams.filter((stream) => rowNames(stream).some((row) => isWanted(row.name)));
  const levels = wanted.map(({ count }) => count);
  return withTimeline(levels, async (timeline) => {
    const results: BenchResult[] = [];
    for (const [i, stream] of wanted.entries()) {
      const times = await measure(timeline, timeline.levels[i] ?? '', stream);
      for (const row of rowNames(stream)) {
        const ours = percentile(times, row.share);
        const runs = times.length;
        results.push({ name: row.name, unit: 'ms', better: 'lower', ours, peers: {}, runs });
      }
    }
    return results;
  });
}

async function measure(
  { workbench, writer }: MeasuredTimeline,
  level: string,
  { perSecond, count }: (typeof streams)[number],
): Promise<number[]> {
  const clock = await startEntryClock(workbench.changes, level);
  const sent = await writeStream(writer, { level, nodes: count, count, perSecond });
  await until(async () => (await clock.newest()) === count - 1);
  const painted = await clock.stop();
  let next = 0;
  return sent.map((sentAt, number) => {
    while ((painted[next]?.[0] ?? Infinity) < number) next += 1;
    return (painted[next]?.[1] ?? NaN) - sentAt;
  });
}
