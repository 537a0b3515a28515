import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './locations.ts';
import { run } from './run.ts';
import { announce, SetupError } from './setup-error.ts';

/** Everything the built application depends on. */
const SOURCES = [
  'electron',
  'shared',
  'renderer',
  'build/icon.png',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

const stampFile = join(projectRoot, 'dist/.build-stamp');

/** Builds the application into dist/ unless dist/ is what the present sources give. */
export async function ensureApplicationBuilt(): Promise<void> {
  const hash = await hashSources();
  const built = existsSync(stampFile) ? await readFile(stampFile, 'utf8') : null;
  if (built !== hash) await buildApplication(hash);
}

/** Makes the next start build again: to be called before anything else writes into dist/. */
export async function forgetBuild(): Promise<void> {
  await rm(stampFile, { force: true });
}

/**
 * Builds the application into dist/.
 * @throws SetupError when the build fails; its output says why.
 */
export async function buildApplication(hash?: string): Promise<void> {
  announce('Building the application …');
  const sources = hash ?? (await hashSources());
  await forgetBuild();
  const started = Date.now();
  const code = await run(process.execPath, [
    join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js'),
    'build',
    '--logLevel=warn',
  ]);
  if (code !== 0) throw new SetupError('The application could not be built; the reason is above.');
  await writeFile(stampFile, sources);
  announce(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** A hash of contents, not of times: a checkout or a branch change does not cost a build. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(projectRoot, source);
    if (existsSync(path)) await addToHash(hash, path, source);
  }
  return hash.digest('hex');
}

async function addToHash(hash: ReturnType<typeof createHash>, path: string, name: string) {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return null;
    throw error;
  });
  if (entries === null) {
    hash.update(`${name}\0`).update(await readFile(path));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    await addToHash(hash, join(path, entry.name), `${name}/${entry.name}`);
  }
}
