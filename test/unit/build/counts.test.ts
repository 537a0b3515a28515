import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countOfRun } from '../../../build/lib/checks/check.ts';
import { countPlaywrightReport } from '../../../build/lib/checks/playwright-check.ts';
import { countVitestReport } from '../../../build/lib/checks/vitest-check.ts';
import { projectRoot } from '../../../build/lib/locations.ts';

describe('the count of a run', () => {
  test('is the reported one when it explains the exit code', () => {
    expect(countOfRun(0, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 0 });
    expect(countOfRun(1, { passed: 3, failed: 2 })).toEqual({ passed: 3, failed: 2 });
  });

  test('has a failure when the runner failed for a reason of its own', () => {
    expect(countOfRun(1, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 1 });
  });

  test('has a failure when there was no test or no report', () => {
    expect(countOfRun(0, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
    expect(countOfRun(0, null)).toEqual({ passed: 0, failed: 1 });
  });
});

const vitestFile = (name: string, status: string, tests: readonly string[]) => ({
  name: join(projectRoot, name),
  startTime: 1_000,
  endTime: 2_500,
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

describe('reports', () => {
  test('a vitest file that cannot be loaded is a failure', () => {
    const report = {
      numPassedTests: 4,
      numFailedTests: 1,
      testResults: [
        vitestFile('a', 'passed', ['passed']),
        vitestFile('b', 'failed', ['failed']),
        vitestFile('c', 'failed', []),
      ],
    };
    expect(countVitestReport(report)).toMatchObject({ passed: 4, failed: 2 });
    expect(countVitestReport(report)?.files?.[0]).toEqual({ file: 'a', seconds: 1.5 });
  });

  test('a flaky end-to-end test is a failure', () => {
    const specs = (duration: number) => [{ tests: [{ results: [{ duration }] }] }];
    const report = {
      stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 },
      errors: [],
      suites: [{ file: 'a', specs: specs(500), suites: [{ file: 'a', specs: specs(1_000) }] }],
    };
    expect(countPlaywrightReport(report)).toEqual({
      passed: 7,
      failed: 2,
      files: [{ file: 'test/e2e/a', seconds: 1.5 }],
    });
  });

  test('no report is no count', () => {
    expect(countVitestReport(null)).toBeNull();
    expect(countPlaywrightReport(null)).toBeNull();
  });
});
