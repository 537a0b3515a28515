import { capture } from './run.ts';
import { installDebianPackages } from './debian.ts';

/** The shared library by which each Debian package that Electron needs is recognised. */
const PACKAGE_OF_LIBRARY: Readonly<Record<string, string>> = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libXss.so.1': 'libxss1',
};

/**
 * Makes sure that the system libraries of Electron are there; does nothing outside Linux.
 * @throws SetupError with the command that installs the missing ones.
 */
export async function ensureElectronLibraries(): Promise<void> {
  if (process.platform !== 'linux') return;
  const present = capture('/sbin/ldconfig', ['-p']);
  // A system that keeps its libraries elsewhere, such as NixOS, has no such list: Electron itself will then say so.
  if (present === null) return;
  const missing = Object.entries(PACKAGE_OF_LIBRARY).filter(
    ([library]) => !present.includes(`\t${library} `),
  );
  if (missing.length === 0) return;
  await installDebianPackages(
    missing.map(([, name]) => name),
    'the system libraries of Electron',
  );
}
