import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { HistoryStore } from '../../../electron/storage/history/history-store.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import { FakeKeychain } from '../../unit/storage/fake-keychain.ts';

const program = fileURLToPath(new URL('keeping-program.ts', import.meta.url));

/** @returns the lines that it printed before it was killed. */
async function keepUntilKilled(args: readonly string[], lines: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (printed.length === lines) child.kill('SIGKILL');
  }
  await ended;
  return printed;
}

test('killed again and again, a history misses nothing and goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-killed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const password = randomBytes(32);
  let last = 0;
  for (const lines of [1, 7, 70]) {
    const args = [folder, password.toString('hex'), String(last + 1)];
    const printed = await keepUntilKilled(args, lines);
    expect(printed.filter((line) => line.startsWith('problem'))).toEqual([]);

    const problems: StorageProblem[] = [];
    const report = (problem: StorageProblem) => problems.push(problem);
    const keychain = new FakeKeychain(password);
    const store = new HistoryStore({ folder, keychain, report, clock: Date.now });
    const opened = await store.open('p', { path: '/config', scope: 'subtree' }, 64 * 1024);
    const ids: number[] = [];
    if (opened.ok) {
      for await (const batch of opened.value.read('oldestFirst')) {
        for (const { change } of batch) ids.push(change.kind === 'gap' ? NaN : change.id);
      }
    }
    expect(problems).toEqual([]);
    // Without a place where something is missing, from the oldest that the bound has left.
    const [oldest = 0] = ids;
    expect(ids).toEqual(ids.map((_, index) => oldest + index));
    expect(ids.at(-1)).toBeGreaterThanOrEqual(Number(printed.at(-1)));
    last = ids.at(-1) ?? 0;
  }
});
