import type { RecentConnection } from '../../../shared/model/connection.ts';
import type { Storage } from '../../storage/storage.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';

/** Carries out the calls of the domain `connections`. */
export class ConnectionCalls implements DomainCalls<'connections'> {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  listRecent(): readonly RecentConnection[] {
    return this.#storage.recentConnections.list();
  }

  forgetRecent({
    connectString,
  }: ParsedInput<'connections.forgetRecent'>): readonly RecentConnection[] {
    this.#storage.recentConnections.forget(connectString);
    return this.#storage.recentConnections.list();
  }
}
