import type { ConnectionProfile } from '../../shared/model/connection.ts';
import { hasEnded, type TaskSnapshot, type TaskState } from '../../shared/model/task.ts';
import type { KeptTask } from '../storage/task-store.ts';
import type { Dialer } from '../workspace/connection/dialer.ts';
import { LearntLimit } from '../workspace/write/request-limit.ts';
import type { WriteRecord } from '../workspace/write/write-record.ts';
import { Writer } from '../workspace/write/writer.ts';
import { cancelled, isConnectionFailure, isFailure, ZooKeeperError } from '../zookeeper/errors.ts';
import type { ZooKeeperSession } from '../zookeeper/port.ts';
import { withBulkSession } from '../zookeeper/walk/bulk-session.ts';
import { kinds } from './kinds.ts';

export interface TaskOptions {
  readonly dialer: Pick<Dialer, 'connect'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** For durations. */
  readonly steadyClock: () => number;
  /** Its snapshot and its journal are other ones. */
  readonly onChange: (task: Task) => void;
  /** Its snapshot is another one; there is nothing to write down. */
  readonly onProgress: (task: Task) => void;
  readonly onWritten: (task: Task, record: WriteRecord) => void;
  /** Records a bug that ended a task. @returns the incident id under which the log holds it. */
  readonly reportBug: (error: unknown, where: string) => string;
}

/** After so many nodes that were looked at it is reported how many they are. */
const plannedStep = 500;

/** How a run is to end that is ended from here. */
type Ending = 'cancelled' | 'interrupted';

interface Run {
  readonly abort: AbortController;
  /** Null as long as nobody ends it from here. */
  ending: Ending | null;
  readonly ended: Promise<void>;
}

/** One task, from its confirmation to its end, over as many runs as it takes. */
export class Task {
  readonly #options: TaskOptions;
  #kept: KeptTask;
  #run: Run | null = null;
  /** Lets a task that is paused go on. */
  #goOn: (() => void) | null = null;
  #pause: Promise<void> | null = null;
  /** Nodes looked at by this run before it changes anything. */
  #planned = 0;
  #doneBefore = 0;
  /** Whether what earlier runs may have done is known by now. */
  #isSettled = false;
  #runningSince = 0;
  #ranMs = 0;

  constructor(options: TaskOptions, kept: KeptTask) {
    this.#options = options;
    this.#kept = kept;
  }

  get journal(): KeptTask {
    return this.#kept;
  }

  get snapshot(): TaskSnapshot {
    const { id, kind, connection, path, state, done, total, startedAt } = this.#kept;
    const { connectionName = '', maybeDone, endedAt, failure } = this.#kept;
    return {
      id,
      kind,
      connection,
      connectionName,
      path,
      state,
      done: state === 'planning' ? this.#planned : done,
      total,
      ratePerSecond: this.#rate(),
      startedAt,
      ...(maybeDone !== undefined && { maybeDone }),
      ...(endedAt !== undefined && { endedAt }),
      ...(failure && { failure }),
    };
  }

  get hasEnded(): boolean {
    return hasEnded(this.#kept);
  }

  /**
   * Begins, or goes on after an end that lets it.
   * @returns a promise that resolves when it has ended, whichever way, and never rejects: the state says how.
   */
  start(profile: ConnectionProfile): Promise<void> {
    if (this.#run) return this.#run.ended;
    const kept: KeptTask = { ...this.#kept };
    delete kept.endedAt;
    delete kept.failure;
    this.#kept = kept;
    this.#planned = 0;
    this.#ranMs = 0;
    this.#doneBefore = kept.done;
    this.#isSettled = false;
    const abort = new AbortController();
    const ended = this.#work(profile, abort.signal);
    this.#run = { abort, ending: null, ended };
    return ended;
  }

  pause(): void {
    if (!this.#run || this.#pause) return;
    this.#pause = new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  /** Lets a task that is paused go on. */
  goOn(): void {
    this.#goOn?.();
    this.#goOn = null;
    this.#pause = null;
  }

  /** Ends it at its next checkpoint, in the way that was asked for first. Resolves when it has ended. */
  async end(ending: Ending): Promise<void> {
    if (!this.#run) return;
    this.#run.ending ??= ending;
    this.#run.abort.abort();
    this.goOn();
    await this.#run.ended;
  }

  async #work(profile: ConnectionProfile, signal: AbortSignal): Promise<void> {
    this.#enter('planning');
    try {
      await withBulkSession(
        (options) => this.#options.dialer.connect(profile, options),
        (session) => this.#runOn(session, profile, signal),
        { signal },
      );
      const { total, done, maybeDone = 0 } = this.#kept;
      // Nothing is left, so what may have been done was.
      const all = Math.min(total, done + maybeDone);
      this.#finish({ state: 'done', done: all, total: all });
    } catch (error) {
      if (!(error instanceof ZooKeeperError)) {
        const incident = this.#options.reportBug(error, `the task ${this.#kept.kind}`);
        const failure = { code: 'INTERNAL', operation: 'background', retryable: false } as const;
        this.#finish({ state: 'failed', failure: { ...failure, incident } });
        return;
      }
      const { failure } = error;
      if (isFailure(error, 'CANCELLED')) this.#finish({ state: this.#run?.ending ?? 'cancelled' });
      else this.#finish({ state: isConnectionFailure(error) ? 'interrupted' : 'failed', failure });
    } finally {
      this.#run = null;
      this.goOn();
    }
  }

  async #runOn(
    session: ZooKeeperSession,
    profile: ConnectionProfile,
    signal: AbortSignal,
  ): Promise<void> {
    const { kind, path, plan } = this.#kept;
    const { chroot } = profile.target;
    const writer = new Writer({
      session: () => session,
      chroot,
      isReadOnly: profile.readOnly,
      limit: new LearntLimit(chroot),
      known: () => null,
      show: () => Promise.resolve(),
    });
    const listening = writer.onWritten((record) => this.#options.onWritten(this, record));
    try {
      await kinds[kind].run(path, plan, {
        session,
        writer,
        signal,
        checkpoint: () => this.#checkpoint(signal),
        onPlanned: (count) => {
          this.#planned = count;
          if (count % plannedStep === 0) this.#options.onProgress(this);
        },
        onDone: (count, total) => this.#count(count, total),
        onMaybeDone: (count) => {
          this.#kept = { ...this.#kept, maybeDone: (this.#kept.maybeDone ?? 0) + count };
        },
      });
    } finally {
      listening.dispose();
    }
  }

  async #checkpoint(signal: AbortSignal): Promise<void> {
    if (this.#pause && !signal.aborted) {
      this.#enter('paused');
      await this.#pause;
    }
    if (signal.aborted) throw cancelled('delete', this.#kept.path);
    if (this.#kept.state !== 'running') this.#enter('running');
  }

  #count(count: number, totalOfRun: number): void {
    this.#settleMaybeDone(totalOfRun);
    const { done } = this.#kept;
    this.#kept = { ...this.#kept, done: done + count, total: this.#doneBefore + totalOfRun };
    this.#options.onChange(this);
  }

  /** Of what may have been done by an earlier run, what is not there any more was. */
  #settleMaybeDone(totalOfRun: number): void {
    const { maybeDone = 0, done, total } = this.#kept;
    if (this.#isSettled) return;
    this.#isSettled = true;
    if (maybeDone === 0) return;
    const settled = Math.max(0, Math.min(maybeDone, total - done - totalOfRun));
    this.#doneBefore += settled;
    const kept: KeptTask = { ...this.#kept, done: done + settled };
    delete kept.maybeDone;
    this.#kept = kept;
  }

  #enter(state: TaskState): void {
    this.#become({ state });
  }

  #finish(end: Pick<KeptTask, 'state'> & Partial<KeptTask>): void {
    this.#become({ ...end, endedAt: this.#options.clock() });
  }

  /** One step, so that no journal says that a task has ended, but not when and why. */
  #become(next: Pick<KeptTask, 'state'> & Partial<KeptTask>): void {
    const now = this.#options.steadyClock();
    if (this.#kept.state === 'running') this.#ranMs += now - this.#runningSince;
    if (next.state === 'running') this.#runningSince = now;
    this.#kept = { ...this.#kept, ...next };
    this.#options.onChange(this);
  }

  #rate(): number {
    const isRunning = this.#kept.state === 'running';
    const runningMs = isRunning ? this.#options.steadyClock() - this.#runningSince : 0;
    const ranMs = this.#ranMs + runningMs;
    return ranMs < 1 ? 0 : ((this.#kept.done - this.#doneBefore) * 1_000) / ranMs;
  }
}
