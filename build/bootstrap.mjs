// The one entry of every npm script. It runs in a fresh clone, so until the packages are there it uses nothing but
// Node, and plain JavaScript. Usage: node build/bootstrap.mjs SCRIPT [arguments], for build/SCRIPT.ts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Whether node_modules is what package-lock.json says. Contents are compared, not times: a checkout or a copy
 * changes times without changing anything else.
 */
function isInstalled() {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      // Those for other platforms are left out.
      (installed[path] === undefined && entry.optional === true) ||
      installed[path]?.version === entry.version,
  );
}

function install() {
  console.error('Installing the packages of package-lock.json (npm ci) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // Standard output belongs to the script that follows.
    stdio: ['ignore', 2, 2],
    // Node refuses to start a .cmd file without a shell.
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  console.error('The packages could not be installed; the reason is above. To try by hand: npm ci');
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Treekeeper is built with Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
if (!isInstalled()) install();

const script = join(root, 'build', `${process.argv[2]}.ts`);
process.argv.splice(1, 2, script);
if (!existsSync(script)) {
  console.error(`There is no script ${script}.`);
  process.exit(2);
}
const { register } = await import('tsx/esm/api');
register();
try {
  await import(pathToFileURL(script).href);
} catch (error) {
  // These two are sentences for a person; anything else is a bug and shows where it is.
  const isForPeople = error?.name === 'SetupError' || error?.name === 'UsageError';
  console.error(isForPeople ? error.message : error);
  process.exit(error?.name === 'UsageError' ? 2 : 1);
}
