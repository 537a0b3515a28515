import { readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import { findProcesses, type MeasuredProcess } from './processes.ts';

/** In what `/proc` counts processor time, on every Linux of today. */
const ticksPerSecond = 100;

/** @returns microseconds of processor time that each process has taken since it was started. */
export async function readProcessorTime(
  electron: ElectronApplication,
): Promise<Readonly<Record<MeasuredProcess, number>>> {
  const { main, renderer } = await findProcesses(electron);
  return { main: readMicros(main), renderer: readMicros(renderer) };
}

function readMicros(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  // The name before the closing bracket may contain anything; user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
}
