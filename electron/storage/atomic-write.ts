import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file so that a crash at any moment leaves either the old or the new content, never a mixture.
 * The file is readable by its owner only (mode 0600), since paths and drafts may be confidential. A link in its place
 * is replaced and not followed.
 */
export async function writeFileAtomically(
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  // A name that nobody can know before, made with `wx`: what somebody planted there is never written to.
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    // Who reads it knows the file by its own name, and the same problem is the same sentence each time.
    if (error instanceof Error) error.message = error.message.replaceAll(temporary, file);
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Makes durable which files are in a folder. Windows cannot open a folder and needs no such step. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
