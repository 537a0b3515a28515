import type { Storage } from '../../storage/storage.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';

export class SessionCalls implements DomainCalls<'session'> {
  readonly #slot: ConnectionSlot;
  readonly #storage: Storage;

  constructor(slot: ConnectionSlot, storage: Storage) {
    this.#slot = slot;
    this.#storage = storage;
  }

  async connect(
    { settings }: ParsedInput<'session.connect'>,
    { signal }: CallContext,
  ): Promise<void> {
    await this.#slot.open(settings, signal);
    this.#storage.recentConnections.remember(settings);
  }

  disconnect(): Promise<void> {
    return this.#slot.close();
  }
}
