import { spawn } from 'node:child_process';
import type { Runtime } from './runtime.ts';

/** Runs the application without a driver until it ends on its own. @returns what it printed, without Chromium's log. */
export function runToEnd(runtime: Runtime, args: readonly string[]) {
  const child = spawn(runtime.executable, [...runtime.args, ...args], { detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once('error', reject);
    const deadline = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(new Error(`The application did not end. It printed:\n${output}`));
    }, 20_000);
    child.once('close', (code) => {
      clearTimeout(deadline);
      const own = output.split('\n').filter((line) => !/^\[\d+:\d+\/|^$/.test(line));
      resolve({ code, output: own.join('\n') });
    });
  });
}
