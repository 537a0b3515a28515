import { readFile } from 'node:fs/promises';

const separator = `\n${'='.repeat(80)}\n\n`;

/**
 * @param files what the build has put beside each of its bundles; one that is not there, as under the developer's
 *   server, is left out
 * @returns the licences of the bundled libraries, each once
 */
export async function readLicenceNotices(files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const notices = new Set(texts.flatMap((text) => text.split(separator)).filter(Boolean));
  return [...notices].sort((one, other) => (one < other ? -1 : 1)).join(separator);
}
