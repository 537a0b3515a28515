import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ProcessKeeper } from '../../../build/lib/process-keeper.ts';

/** One that waits for an event it has missed would wait for ever. */
const answerTimeoutMs = 5 * 60_000;

/** A program that takes part in a measurement, in a process of its own. */
export interface Contestant {
  readonly pid: number;
  /**
   * Lets it do one thing.
   * @returns the numbers that it answers with.
   * @throws Error with its last words when it ends instead.
   */
  ask(command: string): Promise<number[]>;
  end(): void;
}

/** Starts a program that reads commands, one a line, and answers each with a line of "= " and numbers. */
export function startContestant(
  keeper: ProcessKeeper,
  command: string,
  args: readonly string[],
): Contestant {
  const lines = startLineProgram(keeper, command, args);
  return {
    pid: lines.pid,
    async ask(text) {
      lines.write(`${text}\n`);
      const answer = await lines.waitFor((line) => line.startsWith('= '));
      return answer.slice(2).split(' ').map(Number);
    },
    end: lines.end,
  };
}

export interface LineProgram {
  readonly pid: number;
  write(text: string): void;
  /** @returns the next line that is wanted. @throws Error when the program ends before, or takes too long. */
  waitFor(isWanted: (line: string) => boolean): Promise<string>;
  end(): void;
}

/** Starts a program that is talked to in lines. One `waitFor` at a time. */
export function startLineProgram(
  keeper: ProcessKeeper,
  command: string,
  args: readonly string[],
): LineProgram {
  const child = keeper.start(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  let waiting:
    | { readonly isWanted: (line: string) => boolean; readonly resolve: (line: string) => void }
    | undefined;
  const ended = rejectAtEnd(child, command, () => complaints);
  // Whoever waits is told; an end that nobody waits for is the ordinary one.
  ended.catch(() => undefined);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2_000);
  });
  child.stdin?.on('error', () => undefined);
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (waiting?.isWanted(line) !== true) return;
      const { resolve } = waiting;
      waiting = undefined;
      resolve(line);
    });
  }
  return {
    pid: child.pid ?? 0,
    write: (text) => child.stdin?.write(text),
    async waitFor(isWanted) {
      let timer: NodeJS.Timeout | undefined;
      const line = new Promise<string>((resolve, reject) => {
        waiting = { isWanted, resolve };
        timer = setTimeout(() => {
          reject(new Error(`${command} has not answered for ${answerTimeoutMs / 60_000} minutes.`));
        }, answerTimeoutMs);
      });
      try {
        return await Promise.race([ended, line]);
      } finally {
        clearTimeout(timer);
      }
    },
    end: () => {
      keeper.kill(child);
    },
  };
}

function rejectAtEnd(
  child: ChildProcess,
  command: string,
  lastWords: () => string,
): Promise<never> {
  return new Promise((_, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      reject(new Error(`${command} ended with ${String(code ?? signal)}: ${lastWords()}`));
    });
  });
}
