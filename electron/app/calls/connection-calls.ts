import type { RecentConnection } from '../../../shared/model/connection.ts';
import type { ProfileStore } from '../../storage/profile-store.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';

/** Carries out the calls of the domain `connections`. */
export class ConnectionCalls implements DomainCalls<'connections'> {
  readonly #profiles: ProfileStore;
  readonly #onChange: () => void;

  /** @param onChange the recent connections are other ones */
  constructor(profiles: ProfileStore, onChange: () => void) {
    this.#profiles = profiles;
    this.#onChange = onChange;
  }

  listRecent(): readonly RecentConnection[] {
    return this.#profiles.recents();
  }

  forgetRecent({ id }: ParsedInput<'connections.forgetRecent'>): readonly RecentConnection[] {
    this.#profiles.forget(id);
    this.#onChange();
    return this.#profiles.recents();
  }
}
