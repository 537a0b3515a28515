import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What starts the built application on this machine; further arguments are appended. */
export interface Runtime {
  readonly executable: string;
  readonly args: readonly string[];
}

export const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));

/** The environment variable by which the workers learn what `askForRuntime` has answered. */
export const runtimeVariable = 'TREEKEEPER_TEST_RUNTIME';

/** Asks the project itself, as any other driver would. @returns one line of JSON. */
export function askForRuntime(): string {
  return execFileSync('npm', ['run', '--silent', 'runtime'], {
    cwd: projectFolder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
}

export function readRuntime(): Runtime {
  return JSON.parse(process.env[runtimeVariable] ?? askForRuntime()) as Runtime;
}
