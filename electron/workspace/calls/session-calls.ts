import type { ConnectionProfile } from '../../../shared/model/connection.ts';
import type { ProfileStore } from '../../storage/profile-store.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';

export class SessionCalls implements DomainCalls<'session'> {
  readonly #slot: ConnectionSlot;
  readonly #profiles: Pick<ProfileStore, 'resolve'>;
  readonly #onConnected: (profile: ConnectionProfile) => void;

  /** @param onConnected a session of this profile was opened */
  constructor(
    slot: ConnectionSlot,
    profiles: Pick<ProfileStore, 'resolve'>,
    onConnected: (profile: ConnectionProfile) => void,
  ) {
    this.#slot = slot;
    this.#profiles = profiles;
    this.#onConnected = onConnected;
  }

  async connect(
    { settings, profileId }: ParsedInput<'session.connect'>,
    { signal }: CallContext,
  ): Promise<void> {
    const profile = this.#profiles.resolve(settings, profileId);
    await this.#slot.open(profile, signal);
    this.#onConnected(profile);
  }

  createChroot(): Promise<void> {
    return this.#slot.require('create').createChroot();
  }

  disconnect(): Promise<void> {
    return this.#slot.close();
  }
}
