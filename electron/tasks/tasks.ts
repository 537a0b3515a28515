import { randomUUID } from 'node:crypto';
import type { ConnectionProfile } from '../../shared/model/connection.ts';
import type { PlannedTask, TaskKindName, TaskSnapshot } from '../../shared/model/task.ts';
import { Emitter, type Disposable } from '../lifecycle.ts';
import type { KeptTask, TaskStore } from '../storage/task-store.ts';
import type { Dialer } from '../workspace/connection/dialer.ts';
import type { WriteRecord } from '../workspace/write/write-record.ts';
import { ZooKeeperError } from '../zookeeper/errors.ts';
import { connectionNameOf } from './connection-name.ts';
import { Plans, type TaskRequest } from './plans.ts';
import type { PlanContext } from './task-kind.ts';
import { Task } from './task.ts';

/** What ends within this time is reported to who began it, and shown nowhere else: nothing flickers. */
const quietMs = 150;

export interface TasksOptions {
  readonly dialer: Pick<Dialer, 'connect'>;
  readonly store: TaskStore;
  readonly clock: () => number;
  readonly steadyClock: () => number;
  /** Records a bug that ended a task. @returns the incident id under which the log holds it. */
  readonly reportBug: (error: unknown, where: string) => string;
}

/** What a task did, by the id of its profile. */
interface OfConnection<Value> {
  readonly connection: string;
  readonly value: Value;
}

/**
 * The long work of the whole application. A task belongs to no page: it goes on when the page that began it is
 * reloaded, crashes or is closed. So every page, of whichever connection, may see it, pause it, cancel it and put it
 * away; only to resume one that has ended takes a page of its connection, which has the profile. Each has a journal on
 * disk, so that one that ends with the application comes back as interrupted.
 */
export class Tasks {
  readonly #options: TasksOptions;
  /** The oldest first. */
  readonly #tasks = new Map<string, Task>();
  /** Those that are not old enough to be shown. */
  readonly #quiet = new Set<string>();
  readonly #plans: Plans;
  readonly #changed = new Emitter<undefined>();
  readonly #written = new Emitter<OfConnection<WriteRecord>>();
  readonly #ended = new Emitter<OfConnection<TaskSnapshot>>();
  #isDisposed = false;

  constructor(options: TasksOptions) {
    this.#options = options;
    this.#plans = new Plans({ ...options, onChange: () => this.#changed.emit(undefined) });
    for (const kept of options.store.list()) {
      if (kept.state === 'done' || kept.state === 'cancelled') {
        options.store.forget(kept.id);
        continue;
      }
      const state = kept.state === 'failed' ? 'failed' : 'interrupted';
      this.#add({ ...kept, state });
    }
  }

  /** Calls the listener whenever the tasks are other ones, or stand otherwise. */
  onChange(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Calls the listener with each write that a task has had acknowledged. */
  onWritten(listener: (written: OfConnection<WriteRecord>) => void): Disposable {
    return this.#written.on(listener);
  }

  onEnded(listener: (ended: OfConnection<TaskSnapshot>) => void): Disposable {
    return this.#ended.on(listener);
  }

  /** @returns the tasks of all connections that are to be shown, the oldest first; what is only planned comes last. */
  list(): readonly TaskSnapshot[] {
    const confirmed = [...this.#tasks.values()]
      .filter(({ journal }) => !this.#quiet.has(journal.id))
      .map(({ snapshot }) => snapshot);
    return [...confirmed, ...this.#plans.list()];
  }

  /**
   * Plans a task: what it comes to is held until it is confirmed or put away, or too many others were planned since.
   * @throws ZooKeeperError as the kind's `plan`, and CANCELLED when it was cancelled by its id
   */
  plan<Kind extends TaskKindName>(
    profile: ConnectionProfile,
    asked: { readonly kind: Kind; readonly path: string },
    context: Omit<PlanContext, 'withOwnSession'>,
  ): Promise<PlannedTask<Kind>> {
    return this.#plans.make(profile, asked, context);
  }

  /**
   * Begins what was planned on this connection.
   * @returns as `start`
   * @throws ZooKeeperError as `start`; BAD_VERSION when there is no such plan any more
   */
  async confirm(profile: ConnectionProfile, id: string): Promise<TaskSnapshot> {
    const planned = this.#plans.take(profile.id, id);
    if (planned) return this.start(profile, planned);
    const failure = { code: 'BAD_VERSION', operation: 'tasks.confirm', retryable: true } as const;
    throw new ZooKeeperError(failure);
  }

  /**
   * Begins a task. Its journal is on disk before anything is changed.
   * @returns the task as it ended, when it did so at once; otherwise as it is by then, and it goes on.
   * @throws ZooKeeperError STORAGE_FAILED when its journal cannot be written, CANCELLED when the application ends:
   * nothing is begun then
   */
  async start(profile: ConnectionProfile, request: TaskRequest): Promise<TaskSnapshot> {
    const { store, clock } = this.#options;
    const task = this.#add({
      id: randomUUID(),
      ...request,
      connection: profile.id,
      connectionName: connectionNameOf(profile),
      state: 'planning',
      done: 0,
      startedAt: clock(),
    });
    const { id } = task.journal;
    this.#quiet.add(id);
    const isWritten = await store.write(task.journal);
    if (!isWritten || this.#isDisposed) {
      this.#forget(id);
      throw notBegun(request.path, isWritten);
    }
    const ended = this.#run(task, profile);
    let timer: NodeJS.Timeout | undefined;
    const quiet = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, quietMs);
    });
    await Promise.race([ended, quiet]);
    clearTimeout(timer);
    this.#quiet.delete(id);
    const { state, done } = task.journal;
    // What failed half way stays, with its report.
    if (task.hasEnded && (state === 'done' || done === 0)) this.putAway(id);
    else this.#reportChange(task);
    return task.snapshot;
  }

  pause(id: string): void {
    this.#tasks.get(id)?.pause();
  }

  /** Lets a task of this connection go on that is paused, or that has ended in a way that lets it. */
  resume(id: string, profile: ConnectionProfile): void {
    const task = this.#tasks.get(id);
    if (task?.journal.connection !== profile.id) return;
    if (!task.hasEnded) task.goOn();
    else if (!this.#isDisposed && canGoOn(task)) void this.#run(task, profile);
  }

  /** Ends a task at its next checkpoint: what was done stays done. Ends also what is only being planned. */
  async cancel(id: string): Promise<void> {
    if (this.#plans.cancel(id)) return;
    await this.#tasks.get(id)?.end('cancelled');
  }

  /** Forgets a task that has ended, or a plan that is not to be confirmed. */
  putAway(id: string): void {
    this.#plans.forget(id);
    const task = this.#tasks.get(id);
    if (!task?.hasEnded) return;
    this.#forget(id);
    this.#reportChange(task);
  }

  /** Interrupts what runs, and writes how far it has got; nothing begins any more. Resolves when that is on disk. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await Promise.all([...this.#tasks.values()].map((task) => task.end('interrupted')));
    await this.#options.store.flush();
  }

  #add(kept: KeptTask): Task {
    const task = new Task(
      {
        ...this.#options,
        onChange: (changed) => {
          this.#options.store.keep(changed.journal);
          this.#reportChange(changed);
        },
        onProgress: (changed) => this.#reportChange(changed),
        onWritten: ({ journal: { connection } }, record) => {
          this.#written.emit({ connection, value: record });
        },
      },
      kept,
    );
    this.#tasks.set(kept.id, task);
    return task;
  }

  async #run(task: Task, profile: ConnectionProfile): Promise<void> {
    await task.start(profile);
    const { connection } = task.journal;
    this.#ended.emit({ connection, value: task.snapshot });
  }

  #forget(id: string): void {
    this.#tasks.delete(id);
    this.#quiet.delete(id);
    this.#options.store.forget(id);
  }

  #reportChange({ journal: { id } }: Task): void {
    if (!this.#quiet.has(id)) this.#changed.emit(undefined);
  }
}

function canGoOn({ journal: { state } }: Task): boolean {
  return state === 'interrupted' || state === 'failed';
}

function notBegun(path: string, isWritten: boolean): ZooKeeperError {
  const failure = { operation: 'tasks.confirm', path, retryable: true } as const;
  if (isWritten) return new ZooKeeperError({ ...failure, code: 'CANCELLED' });
  const detail = 'the journal of the task could not be written, so nothing was begun';
  return new ZooKeeperError({ ...failure, code: 'STORAGE_FAILED', detail });
}
