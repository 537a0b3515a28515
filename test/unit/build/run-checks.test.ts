import { describe, expect, it } from 'vitest';
import { runSideBySide, sumOfRuns, summaryOf } from '../../../build/lib/checks/run-checks.ts';

/** Jobs that end when they are asked to, and the names of those that are running. */
function jobs(...names: string[]) {
  const running = new Map<string, () => void>();
  const all = names.map((name) => ({
    isAlone: name.startsWith('alone'),
    run: () =>
      new Promise<string>((resolve) => {
        running.set(name, () => {
          running.delete(name);
          resolve(name);
        });
      }),
  }));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    all,
    running: async () => {
      await settle();
      return [...running.keys()];
    },
    end: (name: string) => running.get(name)?.(),
  };
}

describe('checks', () => {
  it('run side by side, as many as there are slots, in their order', async () => {
    const { all, running, end } = jobs('a', 'b', 'c', 'd');
    const results = runSideBySide(all, 2);
    expect(await running()).toEqual(['a', 'b']);
    end('b');
    expect(await running()).toEqual(['a', 'c']);
    end('c');
    end('a');
    expect(await running()).toEqual(['d']);
    end('d');
    expect(await results).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that keep all processors busy are alone', async () => {
    const { all, running, end } = jobs('a', 'alone', 'b');
    const results = runSideBySide(all, 2);
    expect(await running()).toEqual(['a']);
    end('a');
    expect(await running()).toEqual(['alone']);
    end('alone');
    expect(await running()).toEqual(['b']);
    end('b');
    await results;
  });

  it('count every run', () => {
    const file = (seconds: number) => ({ file: 'a', seconds });
    const runs = [
      { passed: 3, failed: 0, files: [file(1)] },
      { passed: 2, failed: 1, files: [file(4)] },
    ];
    expect(sumOfRuns(runs)).toEqual({ passed: 5, failed: 1, files: [file(4)] });
  });

  it('are summed up with the slowest first and the sums in the last line', () => {
    const lines = summaryOf([
      { name: 'lint', passed: 1, failed: 0, seconds: 2, runs: 1 },
      {
        name: 'unit',
        passed: 8,
        failed: 2,
        seconds: 30,
        runs: 2,
        files: [
          { file: 'a', seconds: 1 },
          { file: 'b', seconds: 9 },
        ],
      },
    ]);
    expect(lines).toEqual([
      '',
      'Checks, the slowest first:',
      '✗ unit                8 passed    2 failed    30.0 s  in 2 runs',
      '✓ lint                1 passed    0 failed     2.0 s',
      '',
      'The slowest files:',
      '    9.0 s  unit           b',
      '    1.0 s  unit           a',
      '',
      '9 passed, 2 failed',
    ]);
  });
});
