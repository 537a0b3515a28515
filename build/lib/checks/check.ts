import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { projectRoot } from '../locations.ts';
import type { ProcessKeeper } from '../process-keeper.ts';
import { waitForExit } from '../run.ts';

/** How many things a check has looked at; a linter counts as one. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  /** How long each file of tests took; a check without such files has none. */
  readonly files?: readonly FileTime[];
}

export interface FileTime {
  /** Below the root of the repository. */
  readonly file: string;
  readonly seconds: number;
}

/** One thing `npm test` does. */
export interface Check {
  readonly name: string;
  /** Whether it keeps all processors busy by itself; the others run side by side. */
  readonly isAlone?: boolean;
  run(context: CheckContext): Promise<Count>;
}

export interface CheckContext {
  readonly keeper: ProcessKeeper;
  /** For reports; goes away at the end. Each run has its own. */
  readonly folder: string;
  /** Prints one line, marked as this check's. */
  readonly print: (line: string) => void;
}

/** A check that takes longer hangs; it is asked to end, so that it still reports, and then made to. */
const TIMEOUT_MINUTES = 20;
const END_MS = 30_000;

/** @returns a check that passes when a tool of node_modules ends with exit code 0. */
export function toolCheck(name: string, tool: string, args: readonly string[]): Check {
  return {
    name,
    async run(context) {
      const code = await runTool(context, tool, args);
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/**
 * Runs a JavaScript file of a package in node_modules.
 * @param tool the file's path below node_modules.
 * @returns its exit code; not 0 when it was ended after twenty minutes.
 */
export function runTool(
  context: CheckContext,
  tool: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const file = join(projectRoot, 'node_modules', tool);
  return runProgram(context, process.execPath, [file, ...args], env);
}

/**
 * Runs a program and prints what it prints.
 * @returns its exit code; not 0 when it was ended after twenty minutes.
 */
export async function runProgram(
  { keeper, print }: CheckContext,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const child = keeper.start(program, args, {
    cwd: projectRoot,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = Promise.all([printLines(child.stdout, print), printLines(child.stderr, print)]);
  let killTimer: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    const what = [program, ...args].slice(0, 2).join(' ');
    print(`${what} has not ended within ${TIMEOUT_MINUTES} minutes and is interrupted.`);
    child.kill('SIGINT');
    killTimer = setTimeout(() => {
      keeper.kill(child);
    }, END_MS);
  }, TIMEOUT_MINUTES * 60_000);
  const code = await waitForExit(child);
  clearTimeout(timer);
  clearTimeout(killTimer);
  // The end of a program comes before the end of what it has printed.
  await printed;
  return code;
}

/** Programs write into a pipe here, so the environment says whether what comes out of it may have colours. */
function environment(): NodeJS.ProcessEnv {
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
  return isColoured
    ? { ...process.env, FORCE_COLOR: '1' }
    : { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1' };
}

async function printLines(stream: Readable | null, print: (line: string) => void): Promise<void> {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    if (line.trim() !== '') print(line);
  }
}

/**
 * Makes the count of a test runner honest: a run without a report, without a test, or with an exit code that its
 * tests do not explain has a failure.
 */
export function countOfRun(exitCode: number, reported: Count | null): Count {
  const count = reported ?? { passed: 0, failed: 0 };
  const isUnexplained = count.failed === 0 && (exitCode !== 0 || count.passed === 0);
  return isUnexplained ? { ...count, failed: 1 } : count;
}

/** @returns a report in JSON, or null when the runner has not got so far as to write it. */
export function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
