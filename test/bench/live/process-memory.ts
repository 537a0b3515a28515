import type { ElectronApplication } from '@playwright/test';
import { proportionalKilobytes } from '../ui/memory.ts';
import { findProcesses, measuredProcesses, type MeasuredProcess } from '../ui/processes.ts';

const intervalMs = 1_000;

/** Megabytes. */
export interface MemoryCourse {
  readonly start: number;
  readonly peak: number;
  readonly end: number;
}

/** Watches how much memory processes take, from now on. */
export async function watchMemory(electron: ElectronApplication) {
  const pids = await findProcesses(electron);
  const samples: Record<MeasuredProcess, number[]> = { main: [], renderer: [] };
  const take = () => {
    for (const each of measuredProcesses) {
      samples[each].push((proportionalKilobytes(pids[each]) ?? NaN) / 1_024);
    }
  };
  take();
  const timer = setInterval(take, intervalMs);
  return {
    stop(): Readonly<Record<MeasuredProcess, MemoryCourse>> {
      clearInterval(timer);
      take();
      const courseOf = (values: readonly number[]): MemoryCourse => ({
        start: values[0] ?? NaN,
        peak: Math.max(...values),
        end: values.at(-1) ?? NaN,
      });
      return { main: courseOf(samples.main), renderer: courseOf(samples.renderer) };
    },
  };
}
