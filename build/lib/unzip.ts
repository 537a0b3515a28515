import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/**
 * Unpacks a part of a zip file, with the permissions that it gives.
 * @param archive the zip file.
 * @param folder where to; folders are made as needed.
 * @param placeOf gives a file of the archive its path below `folder`, or null to leave it out.
 */
export async function unzip(
  archive: string,
  folder: string,
  placeOf: (name: string) => string | null,
): Promise<void> {
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    // Folders are made for what is in them.
    if (entry.fileName.endsWith('/')) continue;
    const place = placeOf(entry.fileName);
    if (place === null) continue;
    const path = join(folder, place);
    await mkdir(dirname(path), { recursive: true });
    // The upper half holds what Unix calls the mode; of it, only the permissions are taken.
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode }));
  }
}
