import { join } from 'node:path';
import { z } from 'zod';
import { countOfRun, readReport, runTool, type Check, type Count } from './check.ts';

/** What is read of vitest's JSON report. */
const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** @returns a check that runs one of the suites of `vitest.config.ts`. */
export function vitestCheck(project: string): Check {
  return {
    name: project,
    async run({ keeper, folder }) {
      const file = join(folder, `${project}.json`);
      const code = await runTool(keeper, 'vitest/vitest.mjs', [
        ...['run', '--project', project],
        ...['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`],
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
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}
