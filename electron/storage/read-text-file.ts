import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Thrown for what has the name of a file and cannot be one of ours. */
export class NotOurFile extends Error {}

/**
 * Reads a whole file as UTF-8.
 * @param maxBytes a longer one is not read
 * @throws NotOurFile when it is too long, or no file but a folder, a pipe or a device; Error of the system otherwise
 */
export async function readTextFile(file: string, maxBytes: number): Promise<string> {
  // Without O_NONBLOCK a pipe that nobody writes to would hold this up for ever. Windows has no such flag.
  const { O_RDONLY, O_NONBLOCK = 0 } = constants as { O_RDONLY: number; O_NONBLOCK?: number };
  const handle = await open(file, O_RDONLY | O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new NotOurFile('it is not a file');
    if (found.size > maxBytes) throw new NotOurFile(`it is longer than ${String(maxBytes)} bytes`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
