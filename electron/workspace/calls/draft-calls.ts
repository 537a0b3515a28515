import type { Draft } from '../../../shared/model/node.ts';
import { connectionKey } from '../../storage/connection-key.ts';
import type { Storage } from '../../storage/storage.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { DomainCalls, ParsedInput } from '../domain-calls.ts';

/** Drafts belong to the ensemble and chroot, so they are there again whenever it is connected to. */
export class DraftCalls implements DomainCalls<'drafts'> {
  readonly #slot: ConnectionSlot;
  readonly #storage: Storage;
  readonly #clock: () => number;

  constructor(slot: ConnectionSlot, storage: Storage, clock: () => number) {
    this.#slot = slot;
    this.#storage = storage;
    this.#clock = clock;
  }

  list(): readonly Draft[] {
    const connection = this.#slot.current;
    if (!connection) return [];
    return this.#storage.drafts.list(connectionKey(connection.settings.connectString));
  }

  keep(draft: ParsedInput<'drafts.keep'>): void {
    const { settings } = this.#slot.require('keepDraft', draft.path);
    const key = connectionKey(settings.connectString);
    this.#storage.drafts.keep(key, { ...draft, updatedAt: this.#clock() });
  }

  discard({ path }: ParsedInput<'drafts.discard'>): void {
    const { settings } = this.#slot.require('discardDraft', path);
    this.#storage.drafts.discard(connectionKey(settings.connectString), path);
  }
}
