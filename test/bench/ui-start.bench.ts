import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { benchRuntime, withUserData } from './ui/application.ts';
import { benchSetting } from './ui/setting.ts';
import { measureStart } from './ui/start.ts';
import { median } from './ui/statistics.ts';

const runs = 5;

export const name = 'ui/start' satisfies BenchModule['name'];

/**
 * From the start of the process to a window that takes input. Cold is the first start of a user, with no profile and
 * no compiled code; warm is every other one. Both with the files in the system's cache.
 */
export async function run(): Promise<BenchResult[]> {
  await benchSetting();
  benchRuntime();
  // The very first start of all also reads the files from the disk, which would make the first run another thing.
  await withUserData(measureStart);
  const cold: number[] = [];
  for (let i = 0; i < runs; i++) cold.push(await withUserData(measureStart));
  const warm = await withUserData(async (userDataDir) => {
    // Chromium keeps compiled code from the second start on.
    for (let i = 0; i < 2; i++) await measureStart(userDataDir);
    const times: number[] = [];
    for (let i = 0; i < runs; i++) times.push(await measureStart(userDataDir));
    return times;
  });
  return [
    { name: 'ui/start-cold', unit: 'ms', better: 'lower', ours: median(cold), peers: {}, runs },
    { name: 'ui/start-warm', unit: 'ms', better: 'lower', ours: median(warm), peers: {}, runs },
  ];
}
