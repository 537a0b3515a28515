import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a program may take to end in order before it is killed. */
const GRACE_MS = 3_000;

/**
 * A shell that learns which process groups and folders there are, one a line, and waits for the end of its input,
 * which comes when this process ends, even by SIGKILL. Then it ends the groups and removes the folders.
 */
const GUARD_SCRIPT = `
trap '' INT TERM HUP
groups= folders=
while read -r kind value; do
  case $kind in
    group) groups="$groups $value" ;;
    ended) groups=$(for group in $groups; do [ "$group" = "$value" ] || printf ' %s' "$group"; done) ;;
    folder) folders="$folders $value" ;;
  esac
done
for group in $groups; do kill -s TERM -- "-$group"; done
[ -z "$groups" ] || sleep 2
for group in $groups; do kill -s KILL -- "-$group"; done
for folder in $folders; do rm -rf "$folder"; done
`;

/**
 * Owns programs and temporary folders: `end` ends the programs, the children of children too, and so does the end of
 * this process, however it comes. (On Windows only `end` does.)
 */
export class ProcessKeeper {
  readonly #running = new Map<number, ChildProcess | null>();
  readonly #folders: string[] = [];
  #guard: ChildProcess | undefined;
  #ending: Promise<void> | undefined;

  /** Starts a program in a process group of its own. An error to start it comes as its `error` event. */
  start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    if (this.#ending !== undefined) throw new Error(`${command} was to start while all is ending.`);
    const child = spawn(command, args, {
      ...options,
      detached: process.platform !== 'win32',
    });
    const { pid } = child;
    if (pid === undefined) return child;
    this.#running.set(pid, child);
    this.#tellGuard(`group ${pid}`);
    child.once('exit', () => {
      // What the program has left behind in its group has nobody to talk to any more.
      signalGroup(pid, 'SIGKILL');
      this.#forget(pid);
    });
    return child;
  }

  /** Kills one program and what it has started. */
  kill(child: ChildProcess): void {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  }

  /** Takes over a process group that somebody else has started. @param pid its leader. */
  adopt(pid: number): void {
    this.#running.set(pid, null);
    this.#tellGuard(`group ${pid}`);
  }

  /** @returns a new folder that goes away at the end. */
  async makeTemporaryFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'treekeeper-'));
    this.#folders.push(folder);
    this.#tellGuard(`folder ${folder}`);
    return folder;
  }

  /** Ends everything: first asked to, then killed. The newest goes first, since it may need the older ones. */
  end(): Promise<void> {
    this.#ending ??= this.#endAll();
    return this.#ending;
  }

  async #endAll(): Promise<void> {
    for (const pid of [...this.#running.keys()].reverse()) signalGroup(pid, 'SIGTERM');
    const deadline = Date.now() + GRACE_MS;
    while (Date.now() < deadline && [...this.#running.keys()].some(isRunning)) await delay(20);
    for (const pid of this.#running.keys()) signalGroup(pid, 'SIGKILL');
    this.#running.clear();
  }

  /** Removes the temporary folders; to be called when nobody writes to them any more. */
  async removeFolders(): Promise<void> {
    await Promise.all(
      this.#folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })),
    );
  }

  #forget(pid: number): void {
    this.#running.delete(pid);
    this.#tellGuard(`ended ${pid}`);
  }

  #tellGuard(line: string): void {
    if (process.platform === 'win32') return;
    this.#guard ??= startGuard();
    this.#guard.stdin?.write(`${line}\n`);
  }
}

function startGuard(): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', GUARD_SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Otherwise a signal to this process's group would end the guard before its work begins.
    detached: true,
  });
  // A guard that is gone only means that a kill of this process leaves things behind; `end` does not need it.
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return guard;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** @returns whether a process runs; one that has ended and only waits for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    // After the name in brackets, which may contain anything, comes the state; Z is a zombie.
    return !/\) Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
