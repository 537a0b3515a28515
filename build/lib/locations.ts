import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The root folder of the repository. */
export const projectRoot = resolve(import.meta.dirname, '../..');

/** Where downloads are kept for all checkouts of this user. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'treekeeper',
);
