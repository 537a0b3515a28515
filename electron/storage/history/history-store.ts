import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure, FailureCode, Result } from '../../../shared/model/failure.ts';
import { reasonOf } from '../file-error.ts';
import type { Keychain, KeychainState } from '../keychain.ts';
import { watchKey, type WatchTarget } from '../kept-watch-store.ts';
import type { ReportProblem } from '../storage-problem.ts';
import { DataKeys } from './data-keys.ts';
import { HistoryLease } from './history-lease.ts';
import { HistoryPlace, keysFolder } from './history-place.ts';
import { WatchHistory } from './watch-history.ts';

/** The most bytes that a history takes on disk when nothing else is asked for. */
const defaultHistoryBytes = 64 * 1024 * 1024;

export interface HistoryStoreOptions {
  /** The folder of the histories and their keys alone; it is created when the first history is opened. */
  readonly folder: string;
  readonly keychain: Keychain;
  /** The key by which earlier versions kept the histories of a profile, where there is one. */
  readonly formerKeyOf?: (profile: string) => string | undefined;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/**
 * What is kept on disk of the timeline, encrypted, by connection and watch; `profile` is the id of a profile. Nothing is touched, neither the disk nor the keychain, before the first history is opened.
 */
export class HistoryStore {
  readonly #options: HistoryStoreOptions;
  /** By the name of their folder. */
  readonly #histories = new Map<string, WatchHistory>();
  /** Histories are opened and removed one at a time, and the keychain is asked once at a time. */
  #turn: Promise<unknown> = Promise.resolve();
  #keys: Promise<DataKeys> | null = null;

  constructor(options: HistoryStoreOptions) {
    this.#options = options;
  }

  /** Whether a history can be kept here, and if not, why. May wait for the user to unlock the keychain. */
  keychainState(): Promise<KeychainState> {
    return this.#options.keychain.state();
  }

  /**
   * Opens the history of a watch, to add to it and to read it. Who opens one that is open already shares it, with the
   * new bound, until each has closed its own lease.
   * @param maxBytes the most bytes it may take on disk
   * @returns a failure with KEYCHAIN_UNAVAILABLE or STORAGE_FAILED where it cannot be kept
   */
  open(
    profile: string,
    target: WatchTarget,
    maxBytes = defaultHistoryBytes,
  ): Promise<Result<HistoryLease>> {
    return this.#inTurn(async () => {
      const watchId = await this.#idOf(profile, target);
      const name = watchId.toString('hex');
      const opened = this.#histories.get(name);
      // Whoever opens it now wants it to go on.
      await opened?.closing;
      if (opened?.stop === null) {
        opened.setMaxBytes(maxBytes);
        return { ok: true, value: new HistoryLease(opened) };
      }
      const opening = await this.#open(target, watchId, maxBytes);
      if (!opening.ok) return opening;
      this.#histories.set(name, opening.value);
      return { ok: true, value: new HistoryLease(opening.value) };
    });
  }

  /**
   * Removes what is kept of a watch; a history that is open ends.
   * @returns a failure with STORAGE_FAILED when it could not be removed
   */
  remove(profile: string, target: WatchTarget): Promise<Result<null>> {
    return this.#inTurn(async () => {
      const name = (await this.#idOf(profile, target)).toString('hex');
      await this.#histories.get(name)?.abandon();
      this.#histories.delete(name);
      try {
        await new HistoryPlace(this.#options.folder, name).remove();
        return { ok: true, value: null };
      } catch (error) {
        return failed('STORAGE_FAILED', 'watches.removeHistory', target, reasonOf(error));
      }
    });
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await Promise.all([...this.#histories.values()].map((history) => history.flush()));
  }

  /** What earlier versions have kept under the former key goes on there: its id is part of every block. */
  async #idOf(profile: string, target: WatchTarget): Promise<Buffer> {
    const { folder, formerKeyOf } = this.#options;
    const id = idOf(profile, target);
    const formerKey = formerKeyOf?.(profile);
    if (formerKey === undefined) return id;
    const former = idOf(formerKey, target);
    const isThere = await access(join(folder, former.toString('hex'))).then(
      () => true,
      () => false,
    );
    return isThere ? former : id;
  }

  /** @param work does not reject because of what the disk or the keychain does */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #open(
    target: WatchTarget,
    watchId: Buffer,
    maxBytes: number,
  ): Promise<Result<WatchHistory>> {
    const { folder, report, clock } = this.#options;
    const state = await this.keychainState();
    if (!state.isReal) {
      const detail = `${state.reason}: ${state.detail}`;
      return failed('KEYCHAIN_UNAVAILABLE', 'watches.keepHistory', target, detail);
    }
    try {
      const keys = await this.#openKeys();
      const place = new HistoryPlace(folder, watchId.toString('hex'));
      await place.finishRemoval();
      const { extentFile } = place;
      const { path } = target;
      const own = { folder: place.folder, extentFile, watchId, path };
      return { ok: true, value: new WatchHistory({ ...own, keys, maxBytes, report, clock }) };
    } catch (error) {
      return failed('STORAGE_FAILED', 'watches.keepHistory', target, reasonOf(error));
    }
  }

  async #openKeys(): Promise<DataKeys> {
    const { folder } = this.#options;
    this.#keys ??= DataKeys.open({ ...this.#options, folder: keysFolder(folder) });
    try {
      return await this.#keys;
    } catch (error) {
      // What was in the way may be gone at the next attempt.
      this.#keys = null;
      throw error;
    }
  }
}

/** @returns 20 bytes that stand for one watch of one connection, and name its folder. */
function idOf(profile: string, target: WatchTarget): Buffer {
  return createHash('sha256').update(watchKey(profile, target)).digest().subarray(0, 20);
}

function failed(
  code: FailureCode,
  operation: string,
  { path }: WatchTarget,
  detail: string,
): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error: { code, operation, path, retryable: true, detail } };
}
