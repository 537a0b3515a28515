import type { Result } from '../../../shared/model/failure.ts';
import type { HistoryLease } from '../../storage/history/history-lease.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { KeptWatch, KeptWatchChange, WatchTarget } from '../../storage/kept-watch-store.ts';
import type { Storage } from '../../storage/storage.ts';

/** What is kept of the watches of one connection from one time to the next, also over a restart, as one page uses it. */
export class WatchKeeping {
  readonly #storage: Pick<Storage, 'watches' | 'histories'>;
  readonly #profile: string;

  /** @param profile id of the profile */
  constructor(storage: Pick<Storage, 'watches' | 'histories'>, profile: string) {
    this.#storage = storage;
    this.#profile = profile;
  }

  /** @returns the watches, the oldest first. */
  list(): readonly KeptWatch[] {
    return this.#storage.watches.list(this.#profile);
  }

  /** Calls the listener with each change that another page of the same connection makes. */
  follow(listener: (change: KeptWatchChange) => void): Disposable {
    return this.#storage.watches.follow(this.#profile, this, listener);
  }

  keep(watch: KeptWatch): void {
    this.#storage.watches.keep(this.#profile, watch, this);
  }

  forget(target: WatchTarget): void {
    this.#storage.watches.forget(this.#profile, target, this);
  }

  /** Whether the user switched all watches off. */
  get isOff(): boolean {
    return this.#storage.watches.isOff(this.#profile);
  }

  setOff(isOff: boolean): void {
    if (isOff !== this.isOff) this.#storage.watches.switchOff(this.#profile, isOff, this);
  }

  /** As `HistoryStore.open`. */
  openHistory(target: WatchTarget, maxBytes?: number): Promise<Result<HistoryLease>> {
    return this.#storage.histories.open(this.#profile, target, maxBytes);
  }

  /** As `HistoryStore.remove`. */
  removeHistory(target: WatchTarget): Promise<Result<null>> {
    return this.#storage.histories.remove(this.#profile, target);
  }
}
