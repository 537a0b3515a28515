import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FourLetterWord } from '../../electron/zookeeper/admin/four-letter-word.ts';
import { askFourLetterWord } from './four-letter-word.ts';
import { findFreePort } from './free-port.ts';
import { locateZooKeeper, type ZooKeeperLocation } from './zookeeper-location.ts';
import { startOwnedProcess, type OwnedProcess } from './zookeeper-process.ts';

const defaultJvmFlags: readonly string[] = [
  '-Xmx128m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dzookeeper.forceSync=no',
  '-Dzookeeper.preAllocSize=16384',
];

export interface ZooKeeperServerOptions {
  /** An existing or new folder that holds the configuration, the data and the log. */
  readonly dataDir: string;
  /** A free port of 127.0.0.1 is taken when absent. */
  readonly clientPort?: number;
  /** Added to zoo.cfg; replaces the defaults of the same name. */
  readonly extraConfig?: Readonly<Record<string, string>>;
  /** Added after the default JVM flags, so that they win. */
  readonly jvmFlags?: readonly string[];
  /** Found by `locateZooKeeper` when absent. */
  readonly location?: ZooKeeperLocation;
  /** How long to wait until the server serves. */
  readonly startTimeoutMs?: number;
}

export interface RunningZooKeeper {
  readonly clientPort: number;
  /** `127.0.0.1:port` */
  readonly connectString: string;
  readonly dataDir: string;
  readonly logFile: string;
  /** Of the Java process; undefined while it is stopped. */
  readonly pid: number | undefined;
  /** Ends the server in order. Does nothing when it is not running. */
  stop(): Promise<void>;
  /** Ends the server as a power failure would (SIGKILL). */
  kill(): Promise<void>;
  /** Stops the server if it runs, and starts it on the same port and data. */
  restart(): Promise<void>;
  /** Freezes the process: its connections stay open and silent (SIGSTOP). */
  pause(): void;
  resume(): void;
  /** @returns the answer to a four-letter word, null when there is none. */
  ask(word: FourLetterWord): Promise<string | null>;
}

/**
 * Starts a real ZooKeeper server on loopback and waits until it serves.
 * @throws Error with the end of the server's log when it does not serve in time.
 */
export async function startZooKeeper(options: ZooKeeperServerOptions): Promise<RunningZooKeeper> {
  // Between finding a free port and binding it another program can take it; then another port is tried.
  for (let triesLeft = 5; ; triesLeft--) {
    const clientPort = options.clientPort ?? (await findFreePort());
    const server = await prepareZooKeeper({ ...options, clientPort });
    try {
      await server.restart();
      return server;
    } catch (error) {
      await server.kill();
      if (!(error instanceof PortTakenError) || triesLeft === 0) throw error;
      await delay(100);
    }
  }
}

/**
 * Writes the configuration of a server without starting it: `restart()` does.
 * @throws Error when there is no ZooKeeper on this machine.
 */
export async function prepareZooKeeper(
  options: ZooKeeperServerOptions & { readonly clientPort: number },
): Promise<RunningZooKeeper> {
  const { dataDir, clientPort } = options;
  const location = options.location ?? locateZooKeeper();
  if (location === null) {
    throw new Error(
      'There is no ZooKeeper here. On Debian: ' +
        'apt-get install zookeeper libnetty-java libservlet-api-java libslf4j-java',
    );
  }
  await mkdir(join(dataDir, 'data'), { recursive: true });
  const configFile = join(dataDir, 'zoo.cfg');
  await writeFile(configFile, formatConfig(options));
  const logFile = join(dataDir, 'server.log');
  const args = [
    ...defaultJvmFlags,
    ...(options.jvmFlags ?? []),
    '-cp',
    location.classpath.join(delimiter),
    'org.apache.zookeeper.server.quorum.QuorumPeerMain',
    configFile,
  ];
  let java: OwnedProcess | undefined;

  async function end(signal: NodeJS.Signals) {
    if (!java?.running) return;
    java.signal(signal);
    // A frozen process does not act on SIGTERM before it goes on.
    java.signal('SIGCONT');
    const slow = setTimeout(() => java?.signal('SIGKILL'), 5_000);
    await java.exited;
    clearTimeout(slow);
  }

  return {
    clientPort,
    connectString: `127.0.0.1:${String(clientPort)}`,
    dataDir,
    logFile,
    get pid() {
      return java?.running ? java.pid : undefined;
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      await writeFile(logFile, '');
      java = await startOwnedProcess(location.java, args, logFile, dataDir);
      await waitUntilServing(java, clientPort, dataDir, logFile, options.startTimeoutMs ?? 100_000);
    },
    pause: () => java?.signal('SIGSTOP'),
    resume: () => java?.signal('SIGCONT'),
    ask: (word) => askFourLetterWord(clientPort, word),
  };
}

/** Another program listens on the port that was to be used. */
class PortTakenError extends Error {}

/** `ruok` answers too early, even when the server then dies; `Mode:` in `srvr` means that it serves. */
async function waitUntilServing(
  java: OwnedProcess,
  port: number,
  dataDir: string,
  logFile: string,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  // Short at first: a server that is still starting may accept a connection and never answer on it. On a busy machine
  // one that serves may need longer.
  let patienceMs = 250;
  while (java.running && Date.now() < deadline) {
    const answer = await askFourLetterWord(port, 'srvr', patienceMs);
    patienceMs = Math.min(2 * patienceMs, 4_000);
    if (answer?.includes('Mode:')) {
      const configuration = await askFourLetterWord(port, 'conf');
      if (!configuration?.includes('dataDir=') || configuration.includes(join(dataDir, 'data'))) {
        return;
      }
      throw new PortTakenError(`Another ZooKeeper server serves on port ${String(port)}.`);
    }
    await delay(25);
  }
  const log = await readFile(logFile, 'utf8');
  const reason = java.running
    ? `did not serve within ${String(timeoutMs)} ms`
    : 'ended before it served';
  const message = `ZooKeeper on port ${String(port)} ${reason}. The end of its log:\n${log.slice(-4_000)}`;
  throw log.includes('Address already in use') ? new PortTakenError(message) : new Error(message);
}

function formatConfig(options: ZooKeeperServerOptions & { readonly clientPort: number }): string {
  const config: Record<string, string> = {
    tickTime: '500',
    dataDir: join(options.dataDir, 'data'),
    clientPort: String(options.clientPort),
    clientPortAddress: '127.0.0.1',
    'admin.enableServer': 'false',
    '4lw.commands.whitelist': '*',
    maxClientCnxns: '0',
    // ZooKeeper takes 20 ticks by default; people ask for up to ten minutes.
    maxSessionTimeout: '600000',
    ...options.extraConfig,
  };
  return Object.entries(config)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
