import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const description = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
});

/** How packages call the files that have to go with every copy of them. */
const noticeName = /^(?:licen[cs]e|copying|notice|thirdpartynotices)/i;

/**
 * Collects the licences of the libraries that a bundle really holds.
 * @param moduleIds the files the bundle is made of, as the bundler names them
 * @returns one text with the name, version and licence of each package, by name
 * @throws Error for a package that says nothing of its licence: it may not be passed on then
 */
export function thirdPartyNotices(moduleIds: Iterable<string>): string {
  const folders = new Set([...moduleIds].flatMap((id) => packageFolder(id) ?? []));
  const notices = [...folders].map(noticeOf).sort((one, other) => (one < other ? -1 : 1));
  return notices.join(`\n${'='.repeat(80)}\n\n`);
}

/** @returns the folder of the package that a file belongs to; undefined for a file of our own and for made-up ones. */
function packageFolder(id: string): string | undefined {
  const [file = ''] = id.replaceAll('\\', '/').split('?', 1);
  const modules = '/node_modules/';
  const at = file.lastIndexOf(modules);
  if (at === -1 || file.startsWith('\0')) return undefined;
  const from = at + modules.length;
  const parts = file.slice(from).split('/', file.startsWith('@', from) ? 2 : 1);
  return join(file.slice(0, from), ...parts);
}

function noticeOf(folder: string): string {
  const { name, version, license } = description.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const texts = readdirSync(folder)
    .filter((file) => noticeName.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (license === undefined && texts.length === 0) {
    throw new Error(`${name} ${version} in ${folder} says nothing of its licence.`);
  }
  return [`${name} ${version} (${license ?? 'see below'})`, ...texts, ''].join('\n\n');
}

/** Where the build puts the text in each of its folders. */
export const noticesFile = 'third-party-notices.txt';
