import type { TaskSnapshot } from '../../../shared/model/task.ts';
import type { Tasks } from '../../tasks/tasks.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';

/** Tasks are the application's: a page may act on each of them, but can begin and resume only those of its connection. */
export class TaskCalls implements DomainCalls<'tasks'> {
  readonly #slot: ConnectionSlot;
  readonly #tasks: Tasks;

  constructor(slot: ConnectionSlot, tasks: Tasks) {
    this.#slot = slot;
    this.#tasks = tasks;
  }

  async start(
    { kind, path, total, ...asked }: ParsedInput<'tasks.start'>,
    { signal }: CallContext,
  ): Promise<TaskSnapshot> {
    const { profile, writer, session } = this.#slot.require('delete', path);
    writer.refuseDelete(path);
    const stat = await session.exists(path, { signal });
    if (!stat) {
      throw new ZooKeeperError({ code: 'NO_NODE', operation: 'delete', path, retryable: false });
    }
    const plan = { ...asked, czxid: stat.czxid, ctime: stat.ctime };
    return this.#tasks.start(profile, { kind, path, plan, total });
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
