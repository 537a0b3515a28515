import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** One Java process, ended with the process that started it, however that one ends. */
export interface OwnedProcess {
  readonly pid: number;
  readonly running: boolean;
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>;
  signal(name: NodeJS.Signals): void;
}

/**
 * Starts a program whose output goes to a file.
 * @throws Error when the program cannot be started at all.
 */
export async function startOwnedProcess(
  command: string,
  args: readonly string[],
  logFile: string,
  cwd: string,
): Promise<OwnedProcess> {
  const log = openSync(logFile, 'a');
  let child: ChildProcess;
  try {
    child = spawn(command, args, { cwd, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
  const { pid } = child;
  let running = true;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      running = false;
      resolve();
    });
  });
  if (pid === undefined) {
    throw await new Promise<Error>((resolve) => child.once('error', resolve));
  }
  // Windows has no such shell: there, a server outlives a script that is killed.
  if (process.platform !== 'win32') {
    const guard = startGuard(pid);
    void exited.then(() => guard.kill('SIGKILL'));
  }
  child.unref();
  return {
    pid,
    get running() {
      return running;
    },
    exited,
    signal(name) {
      if (running) process.kill(pid, name);
    },
  };
}

/**
 * A shell that waits for the end of its input, which comes when this process ends, even by SIGKILL, and then kills
 * `pid`. Without it a test run that is killed would leave a server behind.
 */
function startGuard(pid: number): ChildProcess {
  const script = 'trap "" INT TERM HUP; read line; kill -KILL "$1"';
  const guard = spawn('/bin/sh', ['-c', script, 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  return guard;
}
