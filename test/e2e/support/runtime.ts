import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What starts the built application on this machine; further arguments are appended. */
export interface Runtime {
  readonly executable: string;
  readonly args: readonly string[];
}

export const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));

/** Asks the project itself, as any other driver would. */
export function readRuntime(): Runtime {
  const line = execFileSync('npm', ['run', '--silent', 'runtime'], {
    cwd: projectFolder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return JSON.parse(line) as Runtime;
}
