import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { findFreePort } from '../../../build/lib/free-port.ts';

const moduleFile = fileURLToPath(new URL('../../../build/lib/free-port.ts', import.meta.url));

/** @returns the ports that another process gets, which runs until the test ends. */
async function portsOfAnotherProcess(count: number): Promise<number[]> {
  const program = `
    import { findFreePort } from ${JSON.stringify(moduleFile)};
    for (let i = 0; i < ${String(count)}; i++) console.log(await findFreePort());
    setInterval(() => undefined, 1_000);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'exit');
  });
  const ports: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    ports.push(Number(line));
    if (ports.length === count) break;
  }
  return ports;
}

it('no port is given out twice, also not to another process that runs', async () => {
  const count = 150;
  const all = await Promise.all([
    portsOfAnotherProcess(count),
    portsOfAnotherProcess(count),
    (async () => {
      const own: number[] = [];
      for (let i = 0; i < count; i++) own.push(await findFreePort());
      return own;
    })(),
  ]);
  expect(new Set(all.flat()).size).toBe(3 * count);
});
