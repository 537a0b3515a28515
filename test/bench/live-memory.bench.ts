import type { ElectronApplication, Page } from '@playwright/test';
import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { readSummary, untilSeen, withTimeline, type MeasuredTimeline } from './live/timeline.ts';
import { writeStream } from './live/writer.ts';
import { measureMemoryMb } from './ui/memory.ts';

const nodes = 20_000;
const perSecond = 5_000;
const count = 100_000;

export const name = 'live/memory-per-100k-entries' satisfies BenchModule['name'];

/** All processes together, before and after 100,000 entries, without what is only waiting to be collected. */
export async function run(): Promise<BenchResult[]> {
  const measure = async ({ electron, page, writer, levels: [level] }: MeasuredTimeline) => {
    const stream = { level: level ?? '', nodes, perSecond };
    // Once to warm up.
    await writeStream(writer, { ...stream, count: nodes });
    await untilSeen(page, nodes);
    const before = { mb: await measureCollected(electron, page), ...(await readSummary(page)) };
    await writeStream(writer, { ...stream, count });
    await untilSeen(page, nodes + count);
    const after = { mb: await measureCollected(electron, page), ...(await readSummary(page)) };
    return ((after.mb - before.mb) / (after.kept - before.kept)) * 100_000;
  };
  const ours = await withTimeline([nodes], measure, ['--js-flags=--expose-gc']);
  return [{ name, unit: 'MB', better: 'lower', ours, peers: {}, runs: 1 }];
}

async function measureCollected(electron: ElectronApplication, page: Page): Promise<number> {
  const collected = [
    await electron.evaluate(() => {
      const { gc } = globalThis as { gc?: () => void };
      gc?.();
      return gc !== undefined;
    }),
    await page.evaluate(() => {
      const { gc } = globalThis as { gc?: () => void };
      gc?.();
      return gc !== undefined;
    }),
  ];
  if (collected.includes(false)) throw new Error('Garbage cannot be collected on demand.');
  return measureMemoryMb(electron);
}
