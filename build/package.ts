import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureApplicationBuilt } from './lib/application-build.ts';
import { ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';
import { run } from './lib/run.ts';
import { announce, SetupError } from './lib/setup-error.ts';

// Packages the application. Without targets it makes an unpacked folder from whichever Electron is there; with them
// (`-- deb AppImage`) it makes what people install, which takes the Electron of the `electron` package only.
const { positionals } = parseArgs({ allowPositionals: true });
const targets = positionals.length === 0 ? ['dir'] : positionals;

const runtime = await ensureElectronRuntime();
if (runtime.source === 'pinned') {
  if (targets.some((target) => target !== 'dir')) {
    throw new SetupError(
      `Only the unpacked folder can be made here: ${targets.join(', ')} would carry Electron ${runtime.version}, ` +
        'the substitute for running from a checkout; package where Electron’s release host can be reached.',
    );
  }
  announce(
    `Packaging Electron ${runtime.version}, the substitute: a folder for trying out, not for people.`,
  );
}
await ensureApplicationBuilt();
const platform = { darwin: '--mac', win32: '--win' }[process.platform as string] ?? '--linux';
const code = await run(
  process.execPath,
  [
    join(projectRoot, 'node_modules/electron-builder/cli.js'),
    ...[platform, ...targets, '--publish', 'never'],
    `-c.electronDist=${runtime.distributionFolder}`,
    `-c.electronVersion=${runtime.version}`,
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
if (code !== 0) throw new SetupError('The application could not be packaged; the reason is above.');
