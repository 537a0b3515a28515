import { ensureApplicationBuilt } from './lib/application-build.ts';
import { electronArguments, ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';

// Prints one line of JSON that says how to start the built application here; everything else goes to standard error.
const { executable } = await ensureElectronRuntime();
await ensureApplicationBuilt();
console.log(JSON.stringify({ executable, args: electronArguments(projectRoot) }));
