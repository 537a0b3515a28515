import type { PlannedTask, TaskSnapshot } from '../../../shared/model/task.ts';
import type { Tasks } from '../../tasks/tasks.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';
import type { ProgressBoard } from '../progress-board.ts';

/** Tasks are the application's: a page may act on each of them, but can begin and resume only those of its connection. */
export class TaskCalls implements DomainCalls<'tasks'> {
  readonly #slot: ConnectionSlot;
  readonly #tasks: Tasks;
  readonly #progress: ProgressBoard;

  constructor(slot: ConnectionSlot, tasks: Tasks, progress: ProgressBoard) {
    this.#slot = slot;
    this.#tasks = tasks;
    this.#progress = progress;
  }

  plan(
    { kind, path }: ParsedInput<'tasks.plan'>,
    { signal, callId }: CallContext,
  ): Promise<PlannedTask> {
    const { profile, writer, session } = this.#slot.require('delete', path);
    writer.refuseDelete(path);
    return this.#progress.during({ callId, kind: 'countingNodes', path }, (report) =>
      this.#tasks.plan(profile, { kind, path }, { session, signal, report }),
    );
  }

  confirm({ id }: ParsedInput<'tasks.confirm'>): Promise<TaskSnapshot> {
    return this.#tasks.confirm(this.#slot.require('tasks.confirm').profile, id);
  }

  pause({ id }: ParsedInput<'tasks.pause'>): void {
    this.#tasks.pause(id);
  }

  resume({ id }: ParsedInput<'tasks.resume'>): void {
    this.#tasks.resume(id, this.#slot.current?.profile);
  }

  cancel({ id }: ParsedInput<'tasks.cancel'>): Promise<void> {
    return this.#tasks.cancel(id);
  }

  putAway({ id }: ParsedInput<'tasks.putAway'>): void {
    this.#tasks.putAway(id);
  }
}
