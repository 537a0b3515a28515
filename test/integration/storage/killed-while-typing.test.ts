import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { DraftStore } from '../../../electron/storage/draft-store.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';

const program = fileURLToPath(new URL('typing-program.ts', import.meta.url));

test.each([1, 2, 4, 5, 9, 18])(
  'killed after %i hand-overs, the draft is there with the base it was typed over',
  async (lines) => {
    const folder = await mkdtemp(join(tmpdir(), 'treekeeper-killed-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const child = spawn(process.execPath, ['--import', 'tsx', program, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    let last = '';
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (seen >= lines) continue;
      last = line;
      seen++;
      if (seen === lines) child.kill('SIGKILL');
    }
    await ended;

    const problems: StorageProblem[] = [];
    const drafts = await DraftStore.open({
      folder,
      report: (problem) => problems.push(problem),
      clock: Date.now,
    });
    const [draft, ...others] = drafts.list('p', {});
    expect(problems).toEqual([]);
    expect(others).toEqual([]);
    // Both begin with the number of the base, and what was handed over and written is not lost.
    const base = draft?.base.text.split(';')[0];
    expect(draft?.text.split(';')[0]).toBe(base);
    expect(Number(base?.slice('base '.length))).toBeGreaterThanOrEqual(Math.trunc(Number(last)));
  },
);
