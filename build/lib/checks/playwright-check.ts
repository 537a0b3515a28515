import { join } from 'node:path';
import { z } from 'zod';
import { needsVirtualDisplay, startVirtualDisplay } from '../virtual-display.ts';
import { countOfRun, readReport, runTool, type Check, type Count } from './check.ts';

/** What is read of Playwright's JSON report. */
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** The end-to-end tests: the real application against a real server. */
export const playwrightCheck: Check = {
  name: 'e2e',
  async run({ keeper, folder }) {
    const file = join(folder, 'e2e.json');
    const display = needsVirtualDisplay()
      ? { DISPLAY: await startVirtualDisplay(keeper, '1920x1200') }
      : {};
    const code = await runTool(
      keeper,
      '@playwright/test/cli.js',
      ['test', '--config', 'test/e2e/playwright.config.ts', '--reporter=list,json'],
      { ...display, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
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
  const { stats, errors } = PlaywrightReport.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
