import type { ElectronApplication } from '@playwright/test';
import { SetupError } from '../../../build/lib/setup-error.ts';

export const measuredProcesses = ['main', 'renderer'] as const;
export type MeasuredProcess = (typeof measuredProcesses)[number];

/**
 * @returns the process ids of the application's main process and of its window.
 * @throws SetupError where the system tells nothing about processes by their ids.
 */
export function findProcesses(
  electron: ElectronApplication,
): Promise<Readonly<Record<MeasuredProcess, number>>> {
  if (process.platform !== 'linux') {
    throw new SetupError('Processes are measured on Linux only; choose others with --only.');
  }
  return electron.evaluate(({ BrowserWindow }) => ({
    main: process.pid,
    renderer: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  }));
}
