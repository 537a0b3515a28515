import type { Count } from './check.ts';

/** A check with what it found; `seconds` is the time of all its runs. */
export interface CheckResult extends Count {
  readonly name: string;
  readonly seconds: number;
  readonly runs: number;
}

/** Something to run that may keep all processors busy by itself. */
export interface Job<T> {
  readonly isAlone?: boolean;
  run(): Promise<T>;
}

/**
 * Runs jobs in their order, so many at a time; one that is to be alone begins when the others have ended, and the
 * ones after it when it has.
 * @param slots how many may run side by side, at least 1.
 * @returns what each gave, in the order of the jobs.
 */
export async function runSideBySide<T>(jobs: readonly Job<T>[], slots: number): Promise<T[]> {
  const results: Promise<T>[] = [];
  const running = new Set<Promise<unknown>>();
  for (const job of jobs) {
    const limit = job.isAlone ? 1 : slots;
    while (running.size >= limit) await Promise.race(running);
    const result = job.run();
    results.push(result);
    const ended: Promise<unknown> = result
      .catch(() => undefined)
      .finally(() => running.delete(ended));
    running.add(ended);
    if (job.isAlone) await ended;
  }
  return Promise.all(results);
}

/**
 * Adds up the runs of one check. The time of a file is the longest of its times.
 * @param counts at least one.
 */
export function sumOfRuns(counts: readonly Count[]): Count {
  const files = new Map<string, number>();
  for (const { file, seconds } of counts.flatMap((count) => count.files ?? [])) {
    files.set(file, Math.max(seconds, files.get(file) ?? 0));
  }
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    files: [...files].map(([file, seconds]) => ({ file, seconds })),
  };
}

const SLOWEST_FILES = 10;

/** @returns the lines at the end of `npm test`: the slowest checks and files last but one, and the sums last. */
export function summaryOf(results: readonly CheckResult[]): string[] {
  const bySeconds = <T extends { readonly seconds: number }>(all: readonly T[]) =>
    [...all].sort((a, b) => b.seconds - a.seconds);
  const time = (seconds: number) => `${seconds.toFixed(1).padStart(7)} s`;
  const checks = bySeconds(results).map(({ name, passed, failed, seconds, runs }) => {
    const numbers = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
    const times = runs === 1 ? '' : `  in ${String(runs)} runs`;
    return `${failed === 0 ? '✓' : '✗'} ${name.padEnd(14)} ${numbers} ${time(seconds)}${times}`;
  });
  const files = bySeconds(
    results.flatMap(({ name, files: all = [] }) =>
      all.map(({ file, seconds }) => ({ text: `${name.padEnd(14)} ${file}`, seconds })),
    ),
  ).slice(0, SLOWEST_FILES);
  const sum = (key: 'passed' | 'failed') => results.reduce((total, one) => total + one[key], 0);
  return [
    '',
    'Checks, the slowest first:',
    ...checks,
    ...(files.length === 0 ? [] : ['', 'The slowest files:']),
    ...files.map(({ text, seconds }) => `${time(seconds)}  ${text}`),
    '',
    `${String(sum('passed'))} passed, ${String(sum('failed'))} failed`,
  ];
}
