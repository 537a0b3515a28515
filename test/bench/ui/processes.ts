import type { ElectronApplication } from '@playwright/test';
import { SetupError } from '../../../build/lib/setup-error.ts';

export const measuredProcesses = ['main', 'renderer'] as const;
export type MeasuredProcess = (typeof measuredProcesses)[number];

/**
 * @returns the process ids of the application's main process and of its page.
 * @throws SetupError where the system tells nothing about processes by their ids.
 */
export function findProcesses(
  electron: ElectronApplication,
): Promise<Readonly<Record<MeasuredProcess, number>>> {
  if (process.platform !== 'linux') {
    throw new SetupError('Processes are measured on Linux only; choose others with --only.');
  }
  return electron.evaluate(({ webContents }) => ({
    main: process.pid,
    // Not the tab strip, which is a page as well.
    renderer:
      webContents
        .getAllWebContents()
        .find((each) => each.getURL().endsWith('/index.html'))
        ?.getOSProcessId() ?? 0,
  }));
}
