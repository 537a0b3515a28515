import type { ConnectionSettings } from '../../../shared/model/connection.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';

export class SessionCalls implements DomainCalls<'session'> {
  readonly #slot: ConnectionSlot;
  readonly #onConnected: (settings: ConnectionSettings) => void;

  /** @param onConnected a session was opened with these settings */
  constructor(slot: ConnectionSlot, onConnected: (settings: ConnectionSettings) => void) {
    this.#slot = slot;
    this.#onConnected = onConnected;
  }

  async connect(
    { settings }: ParsedInput<'session.connect'>,
    { signal }: CallContext,
  ): Promise<void> {
    await this.#slot.open(settings, signal);
    this.#onConnected(settings);
  }

  disconnect(): Promise<void> {
    return this.#slot.close();
  }
}
