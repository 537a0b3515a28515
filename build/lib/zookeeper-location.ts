import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { capture, hasCommand } from './run.ts';

/** What starts a ZooKeeper server. */
export interface ZooKeeperLocation {
  /** Where it comes from, for a person. */
  readonly origin: string;
  /** The Java program. */
  readonly java: string;
  readonly classpath: readonly string[];
}

/**
 * The jars of the Debian packages zookeeper, libnetty-java, libservlet-api-java and libslf4j-java. The last three
 * are missing from the manifest of the first: without them TLS, the AdminServer and the log do not work.
 */
const DEBIAN_CLASSPATH: readonly string[] = [
  '/usr/share/java/zookeeper.jar',
  '/usr/share/java/netty-codec.jar',
  '/usr/share/java/servlet-api.jar',
  '/usr/share/java/slf4j-simple.jar',
];

/** What Java programs of the tests use: Curator's recipes and zkCli, from Debian's packages and what these need. */
export const javaClientClasspath: readonly string[] = [
  'curator-client',
  'curator-framework',
  'curator-recipes',
  'curator-x-discovery',
  'guava',
  'jackson-annotations',
  'jackson-core',
  'jackson-databind',
  'commons-cli',
  'slf4j-api',
  'zookeeper',
].map((name) => `/usr/share/java/${name}.jar`);

/** Formulae whose folders hold what `brew --prefix` would say, without the second that brew takes to say it. */
const HOMEBREW_PREFIXES = ['/opt/homebrew', '/usr/local', '/home/linuxbrew/.linuxbrew'];

/**
 * Finds a ZooKeeper on this machine: ZOOKEEPER_HOME, else Debian's packages, else Homebrew.
 * @returns null when there is none, or no Java to run it.
 */
export function locateZooKeeper(): ZooKeeperLocation | null {
  const java = locateJava();
  if (java === null) return null;
  const home = process.env.ZOOKEEPER_HOME;
  if (home !== undefined && home !== '') {
    const classpath = jarsOfDistribution(home);
    return classpath.length === 0 ? null : { origin: `ZOOKEEPER_HOME (${home})`, java, classpath };
  }
  if (DEBIAN_CLASSPATH.every((jar) => existsSync(jar))) {
    return { origin: 'Debian’s package', java, classpath: DEBIAN_CLASSPATH };
  }
  for (const prefix of HOMEBREW_PREFIXES) {
    const classpath = jarsOfDistribution(join(prefix, 'opt/zookeeper/libexec'));
    if (classpath.length > 0) return { origin: `Homebrew (${prefix})`, java, classpath };
  }
  return null;
}

/** @returns a Java program that runs: JAVA_HOME, the PATH, Homebrew's. */
export function locateJava(): string | null {
  const { JAVA_HOME } = process.env;
  const candidates = [
    ...(JAVA_HOME === undefined || JAVA_HOME === '' ? [] : [join(JAVA_HOME, 'bin/java')]),
    ...(hasCommand('java') ? ['java'] : []),
    ...HOMEBREW_PREFIXES.map((prefix) => join(prefix, 'opt/openjdk/bin/java')).filter(existsSync),
  ];
  // Only macOS has a /usr/bin/java that does no more than say where to get one; asking takes a while.
  const runs = (java: string) =>
    process.platform !== 'darwin' || capture(java, ['-version']) !== null;
  return candidates.find(runs) ?? null;
}

/** @returns the jars of an unpacked Apache release, none when this is not one. */
function jarsOfDistribution(home: string): string[] {
  const lib = join(home, 'lib');
  if (!existsSync(lib)) return [];
  // Debian keeps its jars flat; a release has them in lib/, older ones the main jar beside it.
  const folders = [home, lib].map((folder) => realpathSync(folder));
  const jars = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jar'))
      .map((name) => join(folder, name)),
  );
  return jars.some((jar) => /zookeeper-\d/.test(jar)) ? jars : [];
}
