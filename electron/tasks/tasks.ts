import { randomUUID } from 'node:crypto';
import type { ConnectionProfile } from '../../shared/model/connection.ts';
import type { TaskKindName, TaskSnapshot } from '../../shared/model/task.ts';
import { Emitter, type Disposable } from '../lifecycle.ts';
import type { KeptTask, TaskStore } from '../storage/task-store.ts';
import type { Dialer } from '../workspace/connection/dialer.ts';
import type { WriteRecord } from '../workspace/write/write-record.ts';
import { Task } from './task.ts';

/** What ends within this time is told to who began it, and shown nowhere else: nothing flickers. */
const quietMs = 150;

export interface TasksOptions {
  readonly dialer: Pick<Dialer, 'connect'>;
  readonly store: TaskStore;
  readonly clock: () => number;
  readonly steadyClock: () => number;
  /** A task ended by a bug. */
  readonly onBug: (error: unknown) => void;
}

/** A task that was confirmed. */
export interface TaskRequest {
  readonly kind: TaskKindName;
  readonly path: string;
  readonly plan: unknown;
  readonly total: number;
}

/** What a task did, by the id of its profile. */
interface OfConnection<Value> {
  readonly connection: string;
  readonly value: Value;
}

/**
 * The long work of the whole application. A task belongs to no window: it goes on when the page that began it is
 * reloaded, crashes or is closed. Each has a journal on disk, so that one that ends with the application comes back as
 * interrupted.
 */
export class Tasks {
  readonly #options: TasksOptions;
  /** The oldest first. */
  readonly #tasks = new Map<string, Task>();
  /** Those that are not old enough to be shown. */
  readonly #quiet = new Set<string>();
  readonly #changed = new Emitter<string>();
  readonly #written = new Emitter<OfConnection<WriteRecord>>();
  readonly #ended = new Emitter<OfConnection<TaskSnapshot>>();

  constructor(options: TasksOptions) {
    this.#options = options;
    for (const kept of options.store.list()) {
      if (kept.state === 'done' || kept.state === 'cancelled') {
        options.store.forget(kept.id);
        continue;
      }
      const state = kept.state === 'failed' ? 'failed' : 'interrupted';
      this.#add({ ...kept, state });
    }
  }

  /** Calls the listener with the id of a profile whose tasks are other ones now. */
  onChange(listener: (connection: string) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Calls the listener with each write that a task has had acknowledged. */
  onWritten(listener: (written: OfConnection<WriteRecord>) => void): Disposable {
    return this.#written.on(listener);
  }

  onEnded(listener: (ended: OfConnection<TaskSnapshot>) => void): Disposable {
    return this.#ended.on(listener);
  }

  /** @returns the tasks of a connection that are to be shown, the oldest first. */
  list(connection: string): readonly TaskSnapshot[] {
    return [...this.#tasks.values()]
      .filter(({ journal }) => journal.connection === connection && !this.#quiet.has(journal.id))
      .map(({ snapshot }) => snapshot);
  }

  /**
   * Begins a task. Its journal is on disk before anything is changed.
   * @returns the task as it ended, when it did so at once; otherwise as it is by then, and it goes on.
   */
  async start(profile: ConnectionProfile, request: TaskRequest): Promise<TaskSnapshot> {
    const { store, clock } = this.#options;
    const task = this.#add({
      id: randomUUID(),
      ...request,
      connection: profile.id,
      state: 'planning',
      done: 0,
      startedAt: clock(),
    });
    const { id } = task.journal;
    this.#quiet.add(id);
    store.keep(task.journal);
    await store.flush();
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
    else this.#tell(task);
    return task.snapshot;
  }

  pause(id: string): void {
    this.#tasks.get(id)?.pause();
  }

  /** Lets a task go on that is paused, or that has ended in a way that lets it, with this profile. */
  resume(id: string, profile: ConnectionProfile): void {
    const task = this.#tasks.get(id);
    if (task?.journal.connection !== profile.id) return;
    const { state } = task.journal;
    if (state === 'interrupted' || state === 'failed') void this.#run(task, profile);
    else task.goOn();
  }

  /** Ends a task at its next checkpoint: what was done stays done. */
  async cancel(id: string): Promise<void> {
    await this.#tasks.get(id)?.end('cancelled');
  }

  /** Forgets a task that has ended. */
  putAway(id: string): void {
    const task = this.#tasks.get(id);
    if (!task?.hasEnded) return;
    this.#tasks.delete(id);
    this.#options.store.forget(id);
    this.#tell(task);
  }

  /** Interrupts what runs, and writes how far it has got. Resolves when that is on disk. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#tasks.values()].map((task) => task.end('interrupted')));
    await this.#options.store.flush();
  }

  #add(kept: KeptTask): Task {
    const task = new Task(
      {
        ...this.#options,
        onChange: (changed) => {
          this.#options.store.keep(changed.journal);
          this.#tell(changed);
        },
        onProgress: (changed) => this.#tell(changed),
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
    await task.start(profile).catch(this.#options.onBug);
    const { connection } = task.journal;
    this.#ended.emit({ connection, value: task.snapshot });
  }

  #tell({ journal: { id, connection } }: Task): void {
    if (!this.#quiet.has(id)) this.#changed.emit(connection);
  }
}
