import { readFile, writeFile } from 'node:fs/promises';
import { SetupError } from '../../../build/lib/setup-error.ts';

/**
 * Lets a process do something and watches its memory from outside, the same for every language.
 * @returns by how many megabytes its resident memory at the highest point was above that before.
 * @throws SetupError where the system does not tell.
 */
export async function measureAddedMemoryMb(pid: number, work: () => Promise<unknown>) {
  if (process.platform !== 'linux') {
    throw new SetupError('Memory is measured on Linux only; choose others with --only.');
  }
  // What it needed to start does not count: 5 sets the highest point back to the present one.
  await writeFile(`/proc/${String(pid)}/clear_refs`, '5');
  const before = await readStatus(pid, 'VmRSS');
  await work();
  return ((await readStatus(pid, 'VmHWM')) - before) / 1_024;
}

async function readStatus(pid: number, field: string): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`/proc tells no ${field}.`);
  return Number(kilobytes);
}
