import { ensureApplicationBuilt } from './lib/application-build.ts';
import { drivenArguments, ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';
import { readOptions } from './lib/options.ts';

// Everything but the answer goes to standard error.
readOptions({
  command: 'npm run --silent runtime',
  summary: 'Prints one line of JSON that says how to start the built application here.',
});
const { executable } = await ensureElectronRuntime();
await ensureApplicationBuilt();
console.log(JSON.stringify({ executable, args: drivenArguments(projectRoot) }));
