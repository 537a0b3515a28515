import { join } from 'node:path';
import { ensureApplicationBuilt } from './lib/application-build.ts';
import { ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';
import { readOptions } from './lib/options.ts';
import { run } from './lib/run.ts';
import { announce, SetupError } from './lib/setup-error.ts';

// What people install is made from the Electron of the `electron` package only.
const { words } = readOptions({
  command: 'npm run package',
  summary: 'Packages the application.',
  words: {
    value: '[TARGET…]',
    help: 'what people install, such as deb AppImage; without it an unpacked folder in release/',
  },
});
const targets = words.length === 0 ? ['dir'] : words;

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
