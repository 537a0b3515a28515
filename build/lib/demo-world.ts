import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ACTORS } from '../sample/actors.ts';
import { projectRoot } from './locations.ts';
import type { ProcessKeeper } from './process-keeper.ts';
import { startZooKeeperInDocker } from './zookeeper-docker.ts';
import type { ZooKeeperInstallation } from './zookeeper-install.ts';
import { startZooKeeper } from './zookeeper-server.ts';

export interface DemoWorldOptions {
  readonly installation: ZooKeeperInstallation;
  /** Everything is there, but nobody comes or goes: for pictures that stay the same. */
  readonly still?: boolean;
  /** Decides who comes and goes when. */
  readonly seed?: number;
}

/** A real server with the living sample on it. */
export interface DemoWorld {
  readonly connectString: string;
  /** Ends the server; the sample's programs end with the keeper. */
  stop(): Promise<void>;
}

/**
 * Starts a server with its data in a temporary folder, builds the sample and lets its actors in.
 * @throws Error when the server or one of the sample's programs does not get ready.
 */
export async function startDemoWorld(
  keeper: ProcessKeeper,
  options: DemoWorldOptions,
): Promise<DemoWorld> {
  const server = await startServer(keeper, options.installation);
  const play = (actor: string) => startActor(keeper, actor, server.connectString, options);
  await play('builder');
  const others = Object.keys(ACTORS).filter((actor) => actor !== 'builder');
  await Promise.all(others.map(play));
  return server;
}

async function startServer(
  keeper: ProcessKeeper,
  installation: ZooKeeperInstallation,
): Promise<DemoWorld> {
  if (installation.kind === 'docker') {
    const connectString = await startZooKeeperInDocker(keeper);
    return { connectString, stop: () => Promise.resolve() };
  }
  return startZooKeeper({
    dataDir: await keeper.makeTemporaryFolder(),
    location: installation,
    // As servers in production have it; a tick of two seconds allows sessions of 4 to 600 seconds.
    extraConfig: { tickTime: '2000', extendedTypesEnabled: 'true' },
    // Container and TTL nodes are looked after every minute by default, which is long to watch.
    jvmFlags: ['-Dznode.container.checkIntervalMs=5000'],
  });
}

/** Starts one program of the sample. @returns when its first thing is there to see. */
function startActor(
  keeper: ProcessKeeper,
  actor: string,
  connectString: string,
  { still = false, seed = 1 }: DemoWorldOptions,
): Promise<void> {
  const child: ChildProcess = keeper.start(
    process.execPath,
    [
      ...['--import', 'tsx', join(projectRoot, 'build/sample/main.ts'), actor],
      ...['--connect', connectString, '--seed', String(seed), ...(still ? ['--still'] : [])],
    ],
    // The input is a pipe that nobody writes to: the program ends with it.
    { cwd: projectRoot, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`The sample’s ${actor} ended with exit code ${code ?? 1}.`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') resolve();
    });
  });
}
