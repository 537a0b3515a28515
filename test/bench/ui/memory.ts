import type { ElectronApplication } from '@playwright/test';
import { readFileSync } from 'node:fs';

/**
 * @returns megabytes of all processes of the application. On Linux memory that several share is counted once
 *   (proportional set size); elsewhere it is the sum of their working sets.
 */
export async function measureMemoryMb(electron: ElectronApplication): Promise<number> {
  const metrics = await electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, memory }) => ({ pid, kilobytes: memory.workingSetSize })),
  );
  const kilobytes = metrics.map((metric) => proportionalKilobytes(metric.pid) ?? metric.kilobytes);
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1_024;
}

/** @returns null where the system does not tell. */
export function proportionalKilobytes(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]);
}
