import { open, type FileHandle } from 'node:fs/promises';
import { isMissing } from '../file-error.ts';

/**
 * Writes at a known place, so that what an earlier attempt left behind does not matter.
 * @param isNew whether the file must not be there yet; otherwise it must be
 */
export async function writeAt(
  file: string,
  bytes: Uint8Array,
  position: number,
  isNew: boolean,
): Promise<void> {
  const handle = await open(file, isNew ? 'wx' : 'r+', 0o600);
  try {
    await writeFully(handle, bytes, position);
  } finally {
    await handle.close();
  }
}

async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, written, null, position + written);
    written += bytesWritten;
  }
}

/** Makes what was written durable. A file that is gone meanwhile needs it no more. */
export async function syncFile(file: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r+');
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
