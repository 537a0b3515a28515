import { basename } from 'node:path';
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';

interface FileState {
  left: number;
  failed: number;
  ms: number;
  readonly count: number;
}

/** Prints one line for each file of tests, when all its tests have ended, and each failure at once and in full. */
class FileReporter implements Reporter {
  readonly #files = new Map<string, FileState>();

  onBegin(_config: FullConfig, suite: Suite): void {
    for (const { location } of suite.allTests()) {
      const state = this.#files.get(location.file);
      const count = (state?.count ?? 0) + 1;
      this.#files.set(location.file, { left: count, count, failed: 0, ms: 0 });
    }
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const { file } = test.location;
    const state = this.#files.get(file);
    if (state === undefined) return;
    state.left -= 1;
    state.ms += result.duration;
    if (result.status !== test.expectedStatus) {
      state.failed += 1;
      printFailure(test, result);
    }
    if (state.left > 0) return;
    const failed = state.failed === 0 ? '' : `, ${String(state.failed)} failed`;
    const sign = state.failed === 0 ? '✓' : '✗';
    const seconds = (state.ms / 1_000).toFixed(1);
    console.log(`${sign} ${basename(file)} (${String(state.count)} tests${failed}) ${seconds} s`);
  }

  onError(error: { readonly message?: string; readonly stack?: string }): void {
    console.log(error.stack ?? error.message);
  }

  printsToStdio(): boolean {
    return true;
  }
}

export default FileReporter;

function printFailure(test: TestCase, { status, errors, attachments }: TestResult): void {
  const place = `${basename(test.location.file)}:${String(test.location.line)}`;
  console.log(`✗ ${place} › ${test.title} (${status})`);
  for (const { message, stack, snippet, value } of errors) {
    for (const text of [stack ?? message ?? value, snippet]) if (text) console.log(text);
  }
  for (const { name, path } of attachments) if (path) console.log(`${name}: ${path}`);
}
