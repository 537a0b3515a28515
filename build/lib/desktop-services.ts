import { installDebianPackages } from './debian.ts';
import { capture, hasCommand } from './run.ts';

/** The programs and shared libraries of a desktop session, each with the Debian package it comes from. */
const PACKAGE_OF_COMMAND: Readonly<Record<string, string>> = {
  'dbus-daemon': 'dbus',
  'dbus-send': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  dunst: 'dunst',
};
const PACKAGE_OF_LIBRARY: Readonly<Record<string, string>> = {
  // Electron loads both when it needs them, and does without where they are missing.
  'libsecret-1.so.0': 'libsecret-1-0',
  'libnotify.so.4': 'libnotify4',
};

/**
 * Makes sure that a session bus, a keychain and a notification service can be started for a test; does nothing
 * outside Linux, where no private ones can be had.
 * @throws SetupError with the command that installs what is missing.
 */
export async function ensureDesktopServices(): Promise<void> {
  if (process.platform !== 'linux') return;
  const libraries = capture('/sbin/ldconfig', ['-p']);
  const missing = new Set([
    ...missingIn(PACKAGE_OF_COMMAND, hasCommand),
    ...missingIn(PACKAGE_OF_LIBRARY, (name) => libraries?.includes(`\t${name} `) ?? true),
  ]);
  if (missing.size === 0) return;
  await installDebianPackages([...missing], 'the keychain and the notifications of the tests');
}

function missingIn(
  packages: Readonly<Record<string, string>>,
  isThere: (name: string) => boolean,
): readonly string[] {
  return Object.entries(packages).flatMap(([name, debian]) => (isThere(name) ? [] : [debian]));
}
