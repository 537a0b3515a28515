import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../locations.ts';
import type { ProcessKeeper } from '../process-keeper.ts';
import { waitForExit } from '../run.ts';

/** How many things a check has looked at; a linter counts as one. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** One thing `npm test` does. */
export interface Check {
  readonly name: string;
  run(context: CheckContext): Promise<Count>;
}

export interface CheckContext {
  readonly keeper: ProcessKeeper;
  /** For reports; goes away at the end. */
  readonly folder: string;
}

/** A check that takes longer hangs; it is asked to end, so that it still reports, and then made to. */
const TIMEOUT_MINUTES = 20;
const END_MS = 30_000;

/** @returns a check that passes when a tool of node_modules ends with exit code 0. */
export function toolCheck(name: string, tool: string, args: readonly string[]): Check {
  return {
    name,
    async run({ keeper }) {
      const code = await runTool(keeper, tool, args);
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
  keeper: ProcessKeeper,
  tool: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const file = join(projectRoot, 'node_modules', tool);
  return runProgram(keeper, process.execPath, [file, ...args], env);
}

/**
 * Runs a program.
 * @returns its exit code; not 0 when it was ended after twenty minutes.
 */
export async function runProgram(
  keeper: ProcessKeeper,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const child = keeper.start(program, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let killTimer: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    console.log(
      `${[program, ...args].slice(0, 2).join(' ')} has not ended within ${TIMEOUT_MINUTES} minutes and is interrupted.`,
    );
    child.kill('SIGINT');
    killTimer = setTimeout(() => {
      keeper.kill(child);
    }, END_MS);
  }, TIMEOUT_MINUTES * 60_000);
  const code = await waitForExit(child);
  clearTimeout(timer);
  clearTimeout(killTimer);
  return code;
}

/**
 * Makes the count of a test runner honest: a run without a report, without a test, or with an exit code that its
 * tests do not explain has a failure.
 */
export function countOfRun(exitCode: number, reported: Count | null): Count {
  const { passed, failed } = reported ?? { passed: 0, failed: 0 };
  const unexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

/** @returns a report in JSON, or null when the runner has not got so far as to write it. */
export function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}
