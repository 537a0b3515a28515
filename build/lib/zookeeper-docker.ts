import { setTimeout as delay } from 'node:timers/promises';
import { askFourLetterWord } from './four-letter-word.ts';
import { findFreePort } from './free-port.ts';
import type { ProcessKeeper } from './process-keeper.ts';
import { announce, SetupError } from './setup-error.ts';

const IMAGE = 'zookeeper:3.9';
/** The image may have to be downloaded first. */
const START_TIMEOUT_MS = 180_000;

/**
 * Starts a ZooKeeper server in a container on a free loopback port. Its data ends with it, and it ends with the
 * keeper, because the docker command passes the keeper's SIGTERM on.
 * @returns the connect string.
 * @throws SetupError when it does not serve.
 */
export async function startZooKeeperInDocker(keeper: ProcessKeeper): Promise<string> {
  const port = await findFreePort();
  announce(`Starting ZooKeeper in a container (${IMAGE}) …`);
  const container = keeper.start(
    'docker',
    [
      ...['run', '--rm', '-p', `127.0.0.1:${port}:2181`],
      ...['-e', 'ZOO_4LW_COMMANDS_WHITELIST=*', '-e', 'ZOO_MAX_CLIENT_CNXNS=0', IMAGE],
    ],
    { stdio: 'ignore' },
  );
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (container.exitCode === null && Date.now() < deadline) {
    const answer = await askFourLetterWord(port, 'srvr', 1_000);
    if (answer?.includes('Mode:')) return `127.0.0.1:${port}`;
    await delay(200);
  }
  throw new SetupError(`ZooKeeper did not start; to see why: docker run --rm ${IMAGE}`);
}
