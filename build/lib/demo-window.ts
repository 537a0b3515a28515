import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from './locations.ts';
import type { ProcessKeeper } from './process-keeper.ts';
import { waitForExit } from './run.ts';

export interface DemoWindowOptions {
  readonly executable: string;
  readonly args: readonly string[];
  /** A value for DISPLAY; with it, a picture is taken as well. */
  readonly display?: string;
  readonly picture?: string;
  /** The picture has been taken: the window shows the tree. */
  readonly onPicture?: () => void;
}

/** Opens the application and waits until it ends. @returns its exit code. */
export function openWindow(keeper: ProcessKeeper, options: DemoWindowOptions): Promise<number> {
  const { executable, args, display, picture } = options;
  const child =
    display === undefined || picture === undefined
      ? keeper.start(executable, args, { stdio: ['ignore', 'ignore', 'ignore'] })
      : keeper.start(
          process.execPath,
          [
            ...['--import', 'tsx', join(projectRoot, 'build/photographed-window.ts')],
            ...[picture, executable, ...args],
          ],
          {
            cwd: projectRoot,
            env: { ...process.env, DISPLAY: display },
            stdio: ['pipe', 'pipe', 'inherit'],
          },
        );
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as { pid?: number; picture?: string };
      if (message.pid !== undefined) keeper.adopt(message.pid);
      if (message.picture !== undefined) options.onPicture?.();
    });
  }
  return waitForExit(child);
}
