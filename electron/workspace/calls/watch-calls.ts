import type { UserWatch } from '../../../shared/model/change.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { DomainCalls, ParsedInput } from '../domain-calls.ts';
import { expectFailure } from '../../zookeeper/errors.ts';

export class WatchCalls implements DomainCalls<'watches'> {
  readonly #slot: ConnectionSlot;

  constructor(slot: ConnectionSlot) {
    this.#slot = slot;
  }

  list(): readonly UserWatch[] {
    return this.#slot.current?.view.watches.list() ?? [];
  }

  async add({ path, scope }: ParsedInput<'watches.add'>): Promise<UserWatch> {
    const { view } = this.#slot.require('watch', path);
    const watch = view.watches.add(path, scope);
    await view.learnWatched(path).catch(expectFailure);
    return watch;
  }

  remove({ id }: ParsedInput<'watches.remove'>): void {
    this.#slot.current?.view.watches.remove(id);
  }
}
