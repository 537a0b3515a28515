import type { TaskSnapshot } from '../../../shared/model/task.ts';
import type { Tasks } from '../../tasks/tasks.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { DomainCalls, ParsedInput } from '../domain-calls.ts';

export class TaskCalls implements DomainCalls<'tasks'> {
  readonly #slot: ConnectionSlot;
  readonly #tasks: Tasks;

  constructor(slot: ConnectionSlot, tasks: Tasks) {
    this.#slot = slot;
    this.#tasks = tasks;
  }

  start({ kind, path, total, ...plan }: ParsedInput<'tasks.start'>): Promise<TaskSnapshot> {
    const { profile, writer } = this.#slot.require('delete', path);
    writer.refuseDelete(path);
    return this.#tasks.start(profile, { kind, path, plan, total });
  }

  pause({ id }: ParsedInput<'tasks.pause'>): void {
    this.#tasks.pause(id);
  }

  resume({ id }: ParsedInput<'tasks.resume'>): void {
    this.#tasks.resume(id, this.#slot.require('tasks.resume').profile);
  }

  cancel({ id }: ParsedInput<'tasks.cancel'>): Promise<void> {
    return this.#tasks.cancel(id);
  }

  putAway({ id }: ParsedInput<'tasks.putAway'>): void {
    this.#tasks.putAway(id);
  }
}
