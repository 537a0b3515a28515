import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isRunning, ProcessKeeper } from '../../../build/lib/process-keeper.ts';

const keeperUrl = new URL('../../../build/lib/process-keeper.ts', import.meta.url).href;

/** A program that starts another one and prints both process ids; both would live for a minute. */
const FAMILY = 'sleep 60 & echo $$ $!; wait';

/** @returns the numbers of the first line that a program prints. */
function firstLine(stream: NodeJS.ReadableStream | null): Promise<string[]> {
  if (stream === null) throw new Error('The output must be a pipe.');
  return new Promise((resolve) => {
    createInterface({ input: stream }).once('line', (line) => resolve(line.split(' ')));
  });
}

test('end ends programs and what they have started', async () => {
  const keeper = new ProcessKeeper();
  onTestFinished(() => keeper.end());
  const child = keeper.start('/bin/sh', ['-c', FAMILY], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pids = (await firstLine(child.stdout)).map(Number);
  expect(pids.map(isRunning)).toEqual([true, true]);

  await keeper.end();

  // A signal has been sent to all of them; a busy machine may take a moment to act on it.
  await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false]), { timeout: 5_000 });
  expect(() => keeper.start('/bin/true', [])).toThrow('while all is ending');
});

test('a program that ends takes with it what it has left behind', async () => {
  const keeper = new ProcessKeeper();
  onTestFinished(() => keeper.end());
  const child = keeper.start('/bin/sh', ['-c', 'sleep 60 & echo $!'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [left = 0] = (await firstLine(child.stdout)).map(Number);

  await vi.waitFor(() => expect(isRunning(left)).toBe(false), { timeout: 5_000 });
});

test('a kill of the owner leaves nothing behind, neither programs nor folders', async () => {
  // An owner in a process of its own, since it is to be killed.
  const script = `
    import { ProcessKeeper } from '${keeperUrl}';
    const keeper = new ProcessKeeper();
    const folder = await keeper.makeTemporaryFolder();
    const child = keeper.start('/bin/sh', ['-c', '${FAMILY}'], { stdio: ['ignore', 'pipe', 2] });
    child.stdout.on('data', (line) => console.log(String(line).trim(), folder));
  `;
  const probe = new ProcessKeeper();
  onTestFinished(() => probe.removeFolders());
  const file = join(await probe.makeTemporaryFolder(), 'owner.mts');
  await writeFile(file, script);
  const owner = spawn(process.execPath, ['--import', 'tsx', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [first = '', second = '', folder = ''] = await firstLine(owner.stdout);
  const pids = [Number(first), Number(second)];
  expect(pids.map(isRunning)).toEqual([true, true]);
  expect(existsSync(folder)).toBe(true);

  owner.kill('SIGKILL');

  await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false]), { timeout: 10_000 });
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 10_000 });
});
