import { createServer, type Server } from 'node:net';

/**
 * Below the range from which the system takes the local ports of outgoing connections (32768 and up on Linux), so
 * that a server which is stopped for a while finds its port free when it comes back.
 */
const firstPort = 15_000;
const blockSize = 100;
const blockCount = 170;

/** The ports that are left of the block that is this process's own. */
let ownPorts: number[] = [];

/**
 * Two processes never get the same port, although it is bound only later: each gives out the ports of a block of its
 * own, and holds the block by listening on the first of them as long as it runs.
 * @returns a TCP port of 127.0.0.1 on which nobody listened a moment ago, another one each time.
 */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    if (ownPorts.length === 0) ownPorts = await claimBlock();
    const port = ownPorts.pop();
    if (port !== undefined && (await isFree(port))) return port;
  }
  throw new Error('No free TCP port was found on 127.0.0.1 in 200 tries.');
}

/** @returns the ports of a block that no other process has; none when the one that was tried is taken. */
async function claimBlock(): Promise<number[]> {
  const first = firstPort + Math.floor(Math.random() * blockCount) * blockSize;
  const holder = await listen(first);
  // It is held until the process ends, which it must not delay.
  holder?.unref();
  return holder ? Array.from({ length: blockSize - 1 }, (_, i) => first + 1 + i) : [];
}

async function isFree(port: number): Promise<boolean> {
  const probe = await listen(port);
  if (probe === null) return false;
  await new Promise((resolve) => probe.close(resolve));
  return true;
}

/** @returns a server that listens, or null where somebody else does. */
function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => {
      resolve(null);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      resolve(server);
    });
  });
}
