import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { projectRoot } from './locations.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** All output goes to standard error unless asked otherwise. */
  readonly stdio?: StdioOptions;
  /** Node refuses to start the `.cmd` files of Windows without a shell. */
  readonly shell?: boolean;
}

/** Runs a program to its end. @returns its exit code; a signal that ended it counts as 1. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  return waitForExit(
    spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 2, 2], ...options }),
  );
}

/** @returns the exit code of a program that has just been started; a signal that ended it counts as 1. */
export function waitForExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** @returns what a program writes to standard output, or null when it cannot be started or fails. */
export function capture(command: string, args: readonly string[]): string | null {
  const result = spawnSync(command, args, {
    cwd: projectRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  return result.status === 0 ? result.stdout : null;
}

/** @returns whether a program of this name is on the PATH. */
export function hasCommand(name: string): boolean {
  return capture(process.platform === 'win32' ? 'where' : 'which', [name]) !== null;
}

/** npm or npx as this platform starts them. */
export function npmCommand(name: 'npm' | 'npx'): { command: string; shell: boolean } {
  return process.platform === 'win32'
    ? { command: `${name}.cmd`, shell: true }
    : { command: name, shell: false };
}
