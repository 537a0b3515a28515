import { existsSync } from 'node:fs';
import { capture, run } from './run.ts';
import { announce, SetupError } from './setup-error.ts';

export const isRoot = process.getuid?.() === 0;

/** Whether packages can be installed here without asking anybody. */
export const canInstallPackages = isRoot && existsSync('/usr/bin/apt-get');

/**
 * Installs Debian packages. Names that this release writes with a `t64` suffix are found.
 * @param purpose completes the sentence "Installing … for PURPOSE".
 * @throws SetupError with the exact command when this user cannot do it, or when it fails.
 */
export async function installDebianPackages(
  packages: readonly string[],
  purpose: string,
): Promise<void> {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!canInstallPackages) {
    throw new SetupError(
      existsSync('/usr/bin/apt-get')
        ? `Missing for ${purpose}; install it with: sudo ${command}`
        : `Missing for ${purpose}; install what Debian calls: ${packages.join(' ')}`,
    );
  }
  announce(`Installing ${packages.join(' ')} for ${purpose} (apt-get) …`);
  if (packages.some((name) => !isKnown(name))) await apt(['update', '-qq']);
  const names = packages.map((name) => (isKnown(name) ? name : `${name}t64`));
  const code = await apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
  if (code !== 0) {
    throw new SetupError(`The installation for ${purpose} failed; to see why: ${command}`);
  }
}

/** Only a package that can be installed has a candidate; a virtual one, such as libasound2 may be, has none. */
function isKnown(name: string): boolean {
  const policy = capture('apt-cache', ['policy', name]) ?? '';
  return /Candidate: (?!\(none\))/.test(policy);
}

function apt(args: readonly string[]): Promise<number> {
  return run('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
