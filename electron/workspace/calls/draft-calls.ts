import type { Draft, OtherDraft } from '../../../shared/model/node.ts';
import type { Storage } from '../../storage/storage.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { DomainCalls, ParsedInput } from '../domain-calls.ts';

/** Drafts belong to the profile, so they are there again whenever it is connected to; meanwhile each is in one page. */
export class DraftCalls implements DomainCalls<'drafts'> {
  readonly #slot: ConnectionSlot;
  readonly #storage: Storage;
  readonly #clock: () => number;

  constructor(slot: ConnectionSlot, storage: Storage, clock: () => number) {
    this.#slot = slot;
    this.#storage = storage;
    this.#clock = clock;
  }

  async list(): Promise<readonly Draft[]> {
    const connection = this.#slot.current;
    if (!connection) return [];
    // Which of them were typed over other data is part of the answer.
    await connection.identified;
    // Ended meanwhile, it has let go of its drafts and must not take them again.
    if (this.#slot.current !== connection) return [];
    const { profile, snapshot } = connection;
    return this.#storage.drafts.list(profile.id, connection, snapshot.dataSet?.id);
  }

  listOthers(): readonly OtherDraft[] {
    const connection = this.#slot.current;
    if (!connection) return [];
    return this.#storage.drafts.listOthers(connection.profile.id);
  }

  exchange({ path, copy }: ParsedInput<'drafts.exchange'>): Draft | null {
    const connection = this.#slot.require('drafts.exchange', path);
    const { profile, snapshot } = connection;
    const { drafts } = this.#storage;
    return drafts.exchange(profile.id, connection, path, copy, snapshot.dataSet?.id);
  }

  putAside({ path }: ParsedInput<'drafts.putAside'>): void {
    const connection = this.#slot.require('drafts.exchange', path);
    this.#storage.drafts.putAside(connection.profile.id, connection, path);
  }

  keep({ baseId, isBeside, ...draft }: ParsedInput<'drafts.keep'>): void {
    const { path } = draft;
    const connection = this.#slot.require('drafts.keep', path);
    const { profile, snapshot } = connection;
    const { drafts } = this.#storage;
    const typed = { ...draft, updatedAt: this.#clock() };
    const dataSet = snapshot.dataSet?.id;
    const outcome = drafts.keep(profile.id, connection, typed, dataSet, baseId, isBeside);
    if (outcome === 'full') refuse(path);
  }

  keepText(input: ParsedInput<'drafts.keepText'>): boolean {
    const { path } = input;
    const connection = this.#slot.require('drafts.keep', path);
    const typed = { ...input, updatedAt: this.#clock() };
    const outcome = this.#storage.drafts.keepText(connection.profile.id, connection, typed);
    if (outcome === 'full') refuse(path);
    return outcome === 'kept';
  }

  discard({ path }: ParsedInput<'drafts.discard'>): void {
    const connection = this.#slot.require('drafts.discard', path);
    this.#storage.drafts.discard(connection.profile.id, connection, path);
  }
}

function refuse(path: string): never {
  const detail = 'the drafts together are more than is kept; save or discard some';
  const failure = { code: 'STORAGE_FAILED', operation: 'drafts.keep', path, detail } as const;
  throw new ZooKeeperError({ ...failure, retryable: true });
}
