import { startZooKeeper } from '../../../build/lib/zookeeper-server.ts';
import { startContestant, type Contestant } from './contestant.ts';
import { benchTools, type Tools } from './tools.ts';
import { startZkCli } from './zkcli.ts';

/**
 * Who takes part: this project; ZooKeeper's Java client with the usual asynchronous calls, and with multi reads;
 * node-zookeeper-client as it is; kazoo; ZooKeeper's own command line; Curator's TreeCache.
 */
export type ContestantName =
  'ours' | 'java' | 'java-multi' | 'stock' | 'kazoo' | 'zkcli' | 'curator';

export interface EngineSetting {
  readonly connectString: string;
  /** Makes nodes and changes; the same for all. */
  readonly writer: Contestant;
  start(name: ContestantName): Contestant;
}

/** Long lists of children are beyond what a Java client takes by default; and its log is not to be read. */
const javaClientFlags = [
  '-Djute.maxbuffer=268435456',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
];

/**
 * Gives the work a server of its own, large enough for millions of nodes, which ends with it.
 * @param jvmFlags for the server, beside those that let it start quickly; they win.
 */
export async function withEngineServer<Result>(
  work: (setting: EngineSetting) => Promise<Result>,
  jvmFlags: readonly string[] = [],
): Promise<Result> {
  const tools = await benchTools();
  const dataDir = await tools.keeper.makeTemporaryFolder();
  const server = await startZooKeeper({
    dataDir,
    jvmFlags: ['-Xmx1500m', ...jvmFlags],
    // A snapshot of millions of nodes in the middle of a measurement would be measured too.
    extraConfig: { snapCount: '1000000000' },
  });
  const { connectString } = server;
  const started: Contestant[] = [];
  const start = (name: ContestantName | 'writer') => {
    const contestant = startProgram(tools, name, connectString);
    started.push(contestant);
    return contestant;
  };
  try {
    return await work({ connectString, writer: start('writer'), start });
  } finally {
    for (const contestant of started) contestant.end();
    await server.kill();
  }
}

function startProgram(
  { keeper, zookeeper, classpath, script, kazooScript }: Tools,
  name: ContestantName | 'writer',
  connectString: string,
): Contestant {
  const javaArgs = [...javaClientFlags, '-cp', classpath];
  switch (name) {
    case 'ours':
    case 'stock':
    case 'writer':
      return startContestant(keeper, process.execPath, [script(name), connectString]);
    case 'java':
    case 'java-multi':
      return startContestant(keeper, zookeeper.java, [...javaArgs, 'Contestant', connectString]);
    case 'curator':
      return startContestant(keeper, zookeeper.java, [
        ...javaArgs,
        'TreeCacheCounter',
        connectString,
      ]);
    case 'kazoo':
      // Debian's own interpreter, because python3-kazoo is installed for no other.
      return startContestant(keeper, '/usr/bin/python3', [kazooScript, connectString]);
    case 'zkcli':
      return startZkCli(keeper, zookeeper.java, javaArgs, connectString);
  }
}
