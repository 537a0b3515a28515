import type { ConnectionProfile } from '../../../shared/model/connection.ts';
import type { PlannedTask, TaskSnapshot } from '../../../shared/model/task.ts';
import type { Tasks } from '../../tasks/tasks.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';
import type { ProgressBoard } from '../progress-board.ts';

/**
 * Tasks are the application's: a page may pause, cancel and put away each of them, but begins and resumes only those of
 * its connection, and only where it may write.
 */
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
    return this.#tasks.confirm(this.#writableProfile('tasks.confirm'), id);
  }

  pause({ id }: ParsedInput<'tasks.pause'>): void {
    this.#tasks.pause(id);
  }

  resume({ id }: ParsedInput<'tasks.resume'>): void {
    this.#tasks.resume(id, this.#writableProfile('tasks.resume'));
  }

  cancel({ id }: ParsedInput<'tasks.cancel'>): Promise<void> {
    return this.#tasks.cancel(id);
  }

  putAway({ id }: ParsedInput<'tasks.putAway'>): void {
    this.#tasks.putAway(id);
  }

  #writableProfile(operation: string): ConnectionProfile {
    const { profile, writer } = this.#slot.require(operation);
    writer.refuseLocked(operation);
    return profile;
  }
}
