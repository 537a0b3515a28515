import { join } from 'node:path';
import { forgetBuild } from './lib/application-build.ts';
import { readApplicationOptions } from './lib/application-options.ts';
import { electronArguments, ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';
import { onEndRequested } from './lib/parent.ts';
import { ProcessKeeper } from './lib/process-keeper.ts';
import { waitForExit } from './lib/run.ts';

const options = readApplicationOptions(
  'npm run dev: the application with hot reload, with these options.',
);
const { executable } = await ensureElectronRuntime();
const sandbox = electronArguments(projectRoot).includes('--no-sandbox') ? ['--noSandbox'] : [];
// The main process is built into dist/ in this mode too, but not as it is for use.
await forgetBuild();
const keeper = new ProcessKeeper();
onEndRequested((exitCode) => void keeper.end().then(() => process.exit(exitCode)));
process.exitCode = await waitForExit(
  keeper.start(
    process.execPath,
    [
      join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js'),
      ...['dev', '--watch', ...sandbox, '--', ...options],
    ],
    {
      cwd: projectRoot,
      env: { ...process.env, ELECTRON_EXEC_PATH: executable },
      stdio: 'inherit',
    },
  ),
);
await keeper.end();
