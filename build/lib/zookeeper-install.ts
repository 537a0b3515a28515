import { existsSync } from 'node:fs';
import { canInstallPackages, installDebianPackages } from './debian.ts';
import { capture, hasCommand } from './run.ts';
import { SetupError } from './setup-error.ts';
import {
  javaClientClasspath,
  locateJava,
  locateZooKeeper,
  type ZooKeeperLocation,
} from './zookeeper-location.ts';

const DEBIAN_PACKAGES = ['zookeeper', 'libservlet-api-java', 'libslf4j-java', 'libnetty-java'];

/** A way to have a ZooKeeper server: on this machine, or in a container. */
export type ZooKeeperInstallation =
  ({ readonly kind: 'local' } & ZooKeeperLocation) | { readonly kind: 'docker' };

/**
 * Makes sure that a ZooKeeper can be started: one that is there, else Debian's packages where they can be installed
 * without asking, else Docker.
 * @throws SetupError with the command to run when there is no way.
 */
export async function ensureZooKeeper(): Promise<ZooKeeperInstallation> {
  const local = await ensureLocalZooKeeper();
  if (local !== null) return { kind: 'local', ...local };
  if (isDockerRunning()) return { kind: 'docker' };
  throw new SetupError(howToInstall());
}

/**
 * The same without Docker, for tests: they freeze the server, kill it, and read its log.
 * @throws SetupError with the command to run when there is no way.
 */
export async function ensureZooKeeperForTests(): Promise<ZooKeeperLocation> {
  const local = await ensureLocalZooKeeper();
  if (local === null) throw new SetupError(howToInstall());
  return local;
}

/** The tests let an independent client, kazoo, play the other side. */
export async function ensureKazoo(): Promise<void> {
  if (capture('/usr/bin/python3', ['-c', 'import kazoo']) !== null) return;
  await installDebianPackages(['python3', 'python3-kazoo'], 'the other client of the tests');
}

/** The tests make certificates of their own with it. */
export async function ensureOpenSsl(): Promise<void> {
  if (capture('openssl', ['version']) !== null) return;
  await installDebianPackages(['openssl'], 'the certificates of the tests');
}

/** And Curator's recipes and zkCli, in a Java program that Java compiles as it starts it. */
export async function ensureJavaClients(): Promise<void> {
  const hasCompiler = capture('javac', ['-version']) !== null;
  if (hasCompiler && javaClientClasspath.every((jar) => existsSync(jar))) return;
  await installDebianPackages(
    [
      'libcurator-framework-java',
      'libcurator-recipes-java',
      'libcurator-discovery-java',
      'libcommons-cli-java',
      ...(hasCompiler ? [] : ['default-jdk-headless']),
    ],
    'the Java clients of the tests',
  );
}

async function ensureLocalZooKeeper(): Promise<ZooKeeperLocation | null> {
  const present = locateZooKeeper();
  if (present !== null || !canInstallPackages) return present;
  if (process.env.ZOOKEEPER_HOME) {
    throw new SetupError(
      `ZOOKEEPER_HOME is ${process.env.ZOOKEEPER_HOME}, but there is no ZooKeeper release there, or no Java.`,
    );
  }
  await installDebianPackages(
    [...DEBIAN_PACKAGES, ...(locateJava() === null ? ['openjdk-17-jre-headless'] : [])],
    'a ZooKeeper server',
  );
  return locateZooKeeper();
}

function isDockerRunning(): boolean {
  return hasCommand('docker') && capture('docker', ['version', '--format', 'x']) !== null;
}

function howToInstall(): string {
  const packages = `${DEBIAN_PACKAGES.join(' ')} openjdk-17-jre-headless`;
  const commands = [
    ...(hasCommand('apt-get') ? [`sudo apt-get install -y ${packages}`] : []),
    ...(hasCommand('brew') ? ['brew install zookeeper'] : []),
  ];
  const advice = commands[0] ?? 'install Java and set ZOOKEEPER_HOME to an unpacked Apache release';
  return `There is no ZooKeeper here; to get one: ${advice}`;
}
