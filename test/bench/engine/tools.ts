import { readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../../build/lib/locations.ts';
import { ProcessKeeper } from '../../../build/lib/process-keeper.ts';
import { run } from '../../../build/lib/run.ts';
import { SetupError } from '../../../build/lib/setup-error.ts';
import {
  ensureJavaClients,
  ensureKazoo,
  ensureZooKeeperForTests,
} from '../../../build/lib/zookeeper-install.ts';
import {
  javaClientClasspath,
  type ZooKeeperLocation,
} from '../../../build/lib/zookeeper-location.ts';

const javaFolder = join(projectRoot, 'test/bench/java');
const programFolder = join(import.meta.dirname, 'programs');

/** Those that run in Node. */
const programs = ['ours', 'stock', 'writer', 'filter'] as const;

export const kazooScript = join(programFolder, 'kazoo_contestant.py');

/** What the contestants are started from. */
export interface Tools {
  readonly keeper: ProcessKeeper;
  readonly zookeeper: ZooKeeperLocation;
  /** With the contestants written in Java. */
  readonly classpath: string;
  /** @returns the script to start with Node. */
  script(name: (typeof programs)[number]): string;
  readonly kazooScript: string;
}

let tools: Promise<Tools> | undefined;

/**
 * Makes everything ready the first time; all of it ends with this process.
 * @throws SetupError with one sentence when something is missing that cannot be installed here.
 */
export function benchTools(): Promise<Tools> {
  return (tools ??= prepare());
}

async function prepare(): Promise<Tools> {
  const keeper = new ProcessKeeper();
  const zookeeper = await ensureZooKeeperForTests();
  await ensureKazoo();
  await ensureJavaClients();
  const classes = await keeper.makeTemporaryFolder();
  const jars = [...zookeeper.classpath, ...javaClientClasspath].join(delimiter);
  const sources = readdirSync(javaFolder).map((name) => join(javaFolder, name));
  if ((await run('javac', ['-nowarn', '-cp', jars, '-d', classes, ...sources])) !== 0) {
    throw new SetupError('The Java peers could not be compiled; the reason is above.');
  }
  const scripts = await bundlePrograms();
  return {
    keeper,
    zookeeper,
    classpath: `${classes}${delimiter}${jars}`,
    script: (name) => join(scripts, `${name}.js`),
    kazooScript,
  };
}

/**
 * Bundles the programs as the application is bundled: a loader that compiles at run time adds code of its own.
 * Libraries stay outside, so that the stock one is what is installed; hence a folder below `node_modules`,
 * one for each process, which goes with it.
 */
export async function bundlePrograms(): Promise<string> {
  const outDir = join(projectRoot, 'node_modules/.cache/treekeeper-bench', String(process.pid));
  process.once('exit', () => {
    rmSync(outDir, { recursive: true, force: true });
  });
  const input = Object.fromEntries(
    programs.map((name) => [name, join(programFolder, `${name}.ts`)]),
  );
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    build: { ssr: true, outDir, emptyOutDir: true, target: 'node20', rolldownOptions: { input } },
  });
  return outDir;
}
