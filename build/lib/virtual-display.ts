import { installDebianPackages } from './debian.ts';
import type { ProcessKeeper } from './process-keeper.ts';
import { hasCommand } from './run.ts';
import { SetupError } from './setup-error.ts';

/** Whether a window would have nowhere to appear. */
export function needsVirtualDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/**
 * Makes sure that a virtual display can be started; does nothing outside Linux.
 * @throws SetupError when Xvfb cannot be installed.
 */
export async function ensureVirtualDisplay(): Promise<void> {
  if (process.platform !== 'linux' || hasCommand('Xvfb')) return;
  await installDebianPackages(['xvfb'], 'a virtual display');
}

/**
 * Starts a virtual display on a free number.
 * @returns the value for the environment variable DISPLAY.
 * @throws SetupError when Xvfb cannot be installed or does not start.
 */
export async function startVirtualDisplay(
  keeper: ProcessKeeper,
  size = '1440x900',
): Promise<string> {
  await ensureVirtualDisplay();
  // Xvfb takes a free number by itself and writes it to the descriptor once it serves.
  const server = keeper.start(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const answer = server.stdio[3];
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    answer?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new SetupError(`The virtual display (Xvfb) ended with exit code ${code ?? 1}.`));
    });
  });
  return `:${number}`;
}
