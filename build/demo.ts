import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseCommandLine } from '../shared/command-line.ts';
import { ensureApplicationBuilt } from './lib/application-build.ts';
import { openWindow } from './lib/demo-window.ts';
import { startDemoWorld, type DemoWorld } from './lib/demo-world.ts';
import { electronArguments, ensureElectronRuntime } from './lib/electron-runtime.ts';
import { projectRoot } from './lib/locations.ts';
import { readOptions, usageError, type CommandLine } from './lib/options.ts';
import { onEndRequested } from './lib/parent.ts';
import { ProcessKeeper } from './lib/process-keeper.ts';
import { needsVirtualDisplay, startVirtualDisplay } from './lib/virtual-display.ts';
import { ensureZooKeeper } from './lib/zookeeper-install.ts';

const commandLine = {
  command: 'npm run demo',
  summary:
    'A real ZooKeeper with a living sample tree, and the application on it; all of it ends with the window.',
  options: {
    still: { type: 'flag', help: 'everything is there, but nobody comes or goes' },
    seed: {
      type: 'number',
      value: 'N',
      min: 0,
      isWhole: true,
      help: 'decides who comes and goes when (1)',
    },
    lang: { type: 'text', value: 'en|zh-CN', help: 'the language of the window' },
  },
} as const satisfies CommandLine;
const { values } = readOptions(commandLine);
const ofApplication = values.lang === undefined ? [] : ['--lang', values.lang];
const judged = parseCommandLine(ofApplication);
if (judged.kind === 'problem') throw usageError(commandLine, judged.problem);

const keeper = new ProcessKeeper();
let world: DemoWorld | undefined;
let ending: Promise<void> | undefined;

onEndRequested((exitCode) => void endAll().then(() => process.exit(exitCode)));
try {
  const exitCode = await play();
  await endAll();
  process.exit(exitCode);
} catch (error) {
  // What is ended on request fails here in one way or another, which is nothing to report.
  if (ending === undefined) {
    await endAll();
    throw error;
  }
}

function endAll(): Promise<void> {
  ending ??= (async () => {
    await keeper.end();
    await world?.stop();
    await keeper.removeFolders();
  })();
  return ending;
}

/** @returns the exit code of the application. */
async function play(): Promise<number> {
  const runtime = await ensureElectronRuntime();
  const installation = await ensureZooKeeper();
  const [started] = await Promise.all([
    startDemoWorld(keeper, { installation, still: values.still, seed: values.seed ?? 1 }),
    ensureApplicationBuilt(),
  ]);
  world = started;
  console.log(`ZooKeeper with the living sample: ${world.connectString}`);

  const args = [
    ...electronArguments(projectRoot),
    `--user-data-dir=${await keeper.makeTemporaryFolder()}`,
    // On a value that somebody else keeps changing, so that the first thing to see is that the window is live.
    ...['--connect', world.connectString, '--path', '/config/timeout'],
    ...ofApplication,
  ];
  if (!needsVirtualDisplay()) {
    console.log('Opening Treekeeper; closing its window ends the demo.');
    return openWindow(keeper, { executable: runtime.executable, args });
  }
  console.log('There is no display here, so Treekeeper runs on a virtual one (Xvfb).');
  const picture = join(projectRoot, 'out/demo.png');
  mkdirSync(dirname(picture), { recursive: true });
  return openWindow(keeper, {
    executable: runtime.executable,
    args,
    display: await startVirtualDisplay(keeper),
    picture,
    onPicture: () => {
      console.log(`A picture of the window: ${picture}`);
      console.log('The demo goes on until it is ended (Ctrl+C).');
    },
  });
}
