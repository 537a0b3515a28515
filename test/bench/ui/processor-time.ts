import { readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import { SetupError } from '../../../build/lib/setup-error.ts';

/** In what `/proc` counts processor time, on every Linux of today. */
const ticksPerSecond = 100;

/** Microseconds of processor time, since each process was started. */
export interface ProcessorTime {
  readonly main: number;
  readonly renderer: number;
}

/** @throws SetupError where the system does not tell. */
export async function readProcessorTime(electron: ElectronApplication): Promise<ProcessorTime> {
  if (process.platform !== 'linux') {
    throw new SetupError('Processor time is measured on Linux only; choose others with --only.');
  }
  const pids = await electron.evaluate(({ BrowserWindow }) => ({
    main: process.pid,
    renderer: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  }));
  return { main: readMicros(pids.main), renderer: readMicros(pids.renderer) };
}

function readMicros(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  // The name before the closing bracket may contain anything; user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
}
