import { join, relative } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../locations.ts';
import { countOfRun, readReport, runTool, type Check, type Count } from './check.ts';

/** What is read of vitest's JSON report; times are in milliseconds. */
const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** Tests that take long are listed at the end, instead of among the files. */
const NEVER_SLOW = 3_600_000;

/** @returns a check that runs one of the suites of `vitest.config.ts`. */
export function vitestCheck(project: string): Check {
  return {
    name: project,
    async run(context) {
      const file = join(context.folder, `${project}.json`);
      const code = await runTool(context, 'vitest/vitest.mjs', [
        ...['run', '--project', project, `--slowTestThreshold=${NEVER_SLOW}`],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ]);
      return countOfRun(code, countVitestReport(readReport(file)));
    },
  };
}

/**
 * @param report vitest's JSON report, or null.
 * @returns its counts, in which a file that cannot even be loaded is a failure.
 */
export function countVitestReport(report: unknown): Count | null {
  if (report === null) return null;
  const { numPassedTests, numFailedTests, testResults } = VitestReport.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    files: testResults.map(({ name, startTime, endTime }) => ({
      file: relative(projectRoot, name),
      seconds: Math.max(0, endTime - startTime) / 1_000,
    })),
  };
}
