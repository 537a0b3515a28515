import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureApplicationBuilt } from './lib/application-build.ts';
import { startDemoWorld } from './lib/demo-world.ts';
import { drivenArguments, ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';
import { readOptions } from './lib/options.ts';
import { onEndRequested } from './lib/parent.ts';
import { ProcessKeeper } from './lib/process-keeper.ts';
import { needsVirtualDisplay, startVirtualDisplay } from './lib/virtual-display.ts';
import { ensureZooKeeper } from './lib/zookeeper-install.ts';
import { connectSampleClient } from './sample/client.ts';
import { photographAll } from './lib/photograph.ts';

readOptions({
  command: 'npm run screenshots',
  summary:
    'Takes the pictures of the readme anew, from the demo’s world, in both languages and both themes.',
});
const keeper = new ProcessKeeper();
onEndRequested((exitCode) => void keeper.end().then(() => process.exit(exitCode)));

const runtime = await ensureElectronRuntime();
const installation = await ensureZooKeeper();
await ensureApplicationBuilt();
const world = await startDemoWorld(keeper, { installation, still: true });
const somebodyElse = await connectSampleClient(world.connectString);
const folder = join(projectRoot, 'build/screenshots');
mkdirSync(folder, { recursive: true });
try {
  await photographAll({
    executable: runtime.executable,
    args: [...drivenArguments(projectRoot), '--connect', world.connectString],
    makeUserDataFolder: () => keeper.makeTemporaryFolder(),
    display: needsVirtualDisplay() ? await startVirtualDisplay(keeper) : process.env.DISPLAY,
    somebodyElse,
    folder,
    onPicture: (file) => {
      console.log(file);
    },
  });
} finally {
  somebodyElse.close();
  await keeper.end();
  await world.stop();
  await keeper.removeFolders();
}
process.exit(0);
