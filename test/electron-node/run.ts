import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTests, type File, type Task, type Test, type VitestRunner } from '@vitest/runner';

/**
 * Runs test files one after the other and writes a report of the form that vitest's has.
 * Arguments: the report's file, then the test files.
 */
const [, , report = '', ...files] = process.argv;

/** As in vitest.config.ts. */
const limits = { testTimeout: 60_000, hookTimeout: 120_000 };

const runner: VitestRunner = {
  config: {
    ...limits,
    root: process.cwd(),
    name: undefined,
    setupFiles: [],
    passWithNoTests: false,
    testNamePattern: undefined,
    allowOnly: false,
    sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
    chaiConfig: undefined,
    maxConcurrency: 1,
    retry: 0,
    includeTaskLocation: false,
    tags: [],
    tagsFilter: undefined,
    strictTags: false,
  },
  importFile: (path) => import(pathToFileURL(path).href),
  onAfterRunSuite: (suite) => {
    if (suite === suite.file) showFile(suite.file);
  },
};

// What vitest counts as an error of the run: `countOfRun` sees to it that it fails.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error) => {
    console.error(`\n${event}:`, error);
    process.exitCode = 1;
  });
}

const { node, electron } = process.versions;
console.log(`Node ${node}, Electron ${electron}`);
const results = await startTests(files, runner);
const summaries = results.map(summarise);
const count = (status: string) =>
  summaries.flatMap(({ assertionResults }) => assertionResults.filter((r) => r.status === status));
await writeFile(
  report,
  JSON.stringify({
    numPassedTests: count('passed').length,
    numFailedTests: count('failed').length,
    testResults: summaries,
  }),
);
const isGood = summaries.every(({ status }) => status === 'passed');
process.exit(process.exitCode ?? (isGood ? 0 : 1));

function summarise(file: File) {
  return {
    // The built file stands where nobody knows it: its source is meant.
    name: join(process.cwd(), 'test/integration/zookeeper', nameOf(file)),
    startTime: file.result?.startTime ?? 0,
    endTime: (file.result?.startTime ?? 0) + (file.result?.duration ?? 0),
    status: statusOf(file),
    assertionResults: testsOf(file).map((test) => ({ title: test.name, status: statusOf(test) })),
  };
}

function statusOf({ result, mode }: Task): 'passed' | 'failed' | 'skipped' {
  if (result?.state === 'pass') return 'passed';
  return mode === 'run' ? 'failed' : 'skipped';
}

function testsOf(task: Task): Test[] {
  return task.type === 'test' ? [task] : task.tasks.flatMap(testsOf);
}

function nameOf(file: File): string {
  return `${basename(file.filepath, '.mjs')}.ts`;
}

/** Prints one line for a file that has ended, and its failures. */
function showFile(file: File): void {
  const sign = statusOf(file) === 'passed' ? '✓' : '✗';
  const seconds = ((file.result?.duration ?? 0) / 1_000).toFixed(1);
  console.log(`${sign} ${nameOf(file)} (${String(testsOf(file).length)} tests) ${seconds} s`);
  showFailures(file);
}

function showFailures(task: Task): void {
  for (const { message, stack } of task.result?.errors ?? []) {
    console.log(`✗ ${nameOf(task.file)} > ${task.name}\n${stack ?? message}`);
  }
  if (task.type === 'suite') task.tasks.forEach(showFailures);
}
