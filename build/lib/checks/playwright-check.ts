import { join } from 'node:path';
import { z } from 'zod';
import { countOfRun, readReport, runTool, type Check, type Count } from './check.ts';

interface Suite {
  readonly file: string;
  readonly specs: readonly {
    readonly tests: readonly { readonly results: readonly { readonly duration: number }[] }[];
  }[];
  readonly suites?: readonly Suite[] | undefined;
}

const PlaywrightSuite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    file: z.string(),
    specs: z.array(
      z.object({
        tests: z.array(z.object({ results: z.array(z.object({ duration: z.number() })) })),
      }),
    ),
    suites: z.array(PlaywrightSuite).optional(),
  }),
);

/** What is read of Playwright's JSON report; durations are in milliseconds. */
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
  suites: z.array(PlaywrightSuite),
});

/** The end-to-end tests: the real application against a real server. */
export const playwrightCheck: Check = {
  name: 'e2e',
  isAlone: true,
  async run(context) {
    const file = join(context.folder, 'e2e.json');
    const code = await runTool(
      context,
      '@playwright/test/cli.js',
      [
        ...['test', '--config', 'test/e2e/playwright.config.ts'],
        '--reporter=./test/e2e/support/file-reporter.ts,json',
      ],
      { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    );
    return countOfRun(code, countPlaywrightReport(readReport(file)));
  },
};

/**
 * @param report Playwright's JSON report, or null.
 * @returns its counts; a test that passes only when repeated is not a test that passes.
 */
export function countPlaywrightReport(report: unknown): Count | null {
  if (report === null) return null;
  const { stats, errors, suites } = PlaywrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    files: suites.map((suite) => ({
      file: `test/e2e/${suite.file}`,
      seconds: durationOf(suite) / 1_000,
    })),
  };
}

/** @returns the milliseconds that all tests of a suite took. */
function durationOf({ specs, suites = [] }: Suite): number {
  const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results));
  const own = results.reduce((sum, { duration }) => sum + duration, 0);
  return suites.reduce((sum, suite) => sum + durationOf(suite), own);
}
