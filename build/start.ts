import { ensureApplicationBuilt } from './lib/application-build.ts';
import { readApplicationOptions } from './lib/application-options.ts';
import { electronArguments, ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';
import { onEndRequested } from './lib/parent.ts';
import { ProcessKeeper } from './lib/process-keeper.ts';
import { waitForExit } from './lib/run.ts';
import { announce } from './lib/setup-error.ts';
import { needsVirtualDisplay } from './lib/virtual-display.ts';

const options = readApplicationOptions('npm start: the built application, with these options.');
const { executable } = await ensureElectronRuntime();
await ensureApplicationBuilt();
if (needsVirtualDisplay()) {
  announce('There is no display here; for a virtual one: xvfb-run -a npm start');
}
const keeper = new ProcessKeeper();
onEndRequested((exitCode) => void keeper.end().then(() => process.exit(exitCode)));
const args = [...electronArguments(projectRoot), ...options];
process.exitCode = await waitForExit(keeper.start(executable, args, { stdio: 'inherit' }));
await keeper.end();
