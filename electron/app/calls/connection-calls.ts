import type { RecentConnection } from '../../../shared/model/connection.ts';
import type { RecentConnectionStore } from '../../storage/recent-connection-store.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';

/** Carries out the calls of the domain `connections`. */
export class ConnectionCalls implements DomainCalls<'connections'> {
  readonly #recent: RecentConnectionStore;
  readonly #onChange: () => void;

  /** @param onChange the recent connections are other ones */
  constructor(recent: RecentConnectionStore, onChange: () => void) {
    this.#recent = recent;
    this.#onChange = onChange;
  }

  listRecent(): readonly RecentConnection[] {
    return this.#recent.list();
  }

  forgetRecent({
    connectString,
  }: ParsedInput<'connections.forgetRecent'>): readonly RecentConnection[] {
    this.#recent.forget(connectString);
    this.#onChange();
    return this.#recent.list();
  }
}
