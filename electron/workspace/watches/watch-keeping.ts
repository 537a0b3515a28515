import type { Result } from '../../../shared/model/failure.ts';
import type { WatchHistory } from '../../storage/history/watch-history.ts';
import type { KeptWatch, WatchTarget } from '../../storage/kept-watch-store.ts';
import type { Storage } from '../../storage/storage.ts';

/** What is kept of the watches of one connection from one time to the next, also over a restart. */
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

  keep(watch: KeptWatch): void {
    this.#storage.watches.keep(this.#profile, watch);
  }

  forget(target: WatchTarget): void {
    this.#storage.watches.forget(this.#profile, target);
  }

  /** Whether the user switched all watches off. */
  get isOff(): boolean {
    return this.#storage.watches.isOff(this.#profile);
  }

  setOff(isOff: boolean): void {
    if (isOff !== this.isOff) this.#storage.watches.switchOff(this.#profile, isOff);
  }

  /** As `HistoryStore.open`. */
  openHistory(target: WatchTarget, maxBytes?: number): Promise<Result<WatchHistory>> {
    return this.#storage.histories.open(this.#profile, target, maxBytes);
  }

  /** As `HistoryStore.remove`. */
  removeHistory(target: WatchTarget): Promise<Result<null>> {
    return this.#storage.histories.remove(this.#profile, target);
  }
}
