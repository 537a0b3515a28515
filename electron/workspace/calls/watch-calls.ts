import type { UserWatch } from '../../../shared/model/change.ts';
import { describeLack } from '../../zookeeper/capabilities.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
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
    const { view, session } = this.#slot.require('watch', path);
    // Without recursive watches nothing would tell of most of what such a watch is asked for.
    if (scope !== 'node' && !session.capabilities.supports('addWatch')) {
      const detail = describeLack('addWatch');
      const failure = { code: 'UNIMPLEMENTED', operation: 'addWatch', path, detail } as const;
      throw new ZooKeeperError({ ...failure, retryable: false });
    }
    const watch = view.watches.add(path, scope);
    await view.learnWatched(path).catch(expectFailure);
    return watch;
  }

  remove({ id }: ParsedInput<'watches.remove'>): void {
    this.#slot.current?.view.watches.remove(id);
  }
}
