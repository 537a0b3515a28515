import { createServer } from 'node:net';

/**
 * Below the range from which the system takes the local ports of outgoing connections (32768 and up on Linux), so
 * that a server which is stopped for a while finds its port free when it comes back.
 */
const firstPort = 15_000;
const portCount = 17_000;

/** Ports given out by this process, which may not be bound yet. */
const givenOut = new Set<number>();

/** @returns a TCP port of 127.0.0.1 on which nobody listened a moment ago. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = firstPort + Math.floor(Math.random() * portCount);
    if (givenOut.has(port) || !(await isFree(port))) continue;
    givenOut.add(port);
    return port;
  }
  throw new Error('No free TCP port was found on 127.0.0.1 in 200 tries.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
