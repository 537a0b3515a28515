import type { ChangeDetail, UserWatch, WatchScope } from '../../../shared/model/change.ts';
import type { KeptEntry } from '../../storage/history/entry-codec.ts';
import type { WatchHistory } from '../../storage/history/watch-history.ts';
import type { KeptWatch } from '../../storage/kept-watch-store.ts';
import { expectFailure, ZooKeeperError } from '../../zookeeper/errors.ts';
import type { LiveChange, LiveEvent, LiveGap } from '../../zookeeper/live/live-event.ts';
import type { LiveModel } from '../../zookeeper/live/live-model.ts';
import { concerns, type Witness } from '../observe/witnesses.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import { WatchEntry } from './watch-entry.ts';
import type { WatchKeeping } from './watch-keeping.ts';

/** How often counts of the last minute are told anew while they fade. */
const fadeMs = 1_000;

export interface UserWatchesOptions {
  readonly live: LiveModel;
  readonly registry: WatchRegistry;
  readonly keeping: WatchKeeping;
  readonly clock: () => number;
  readonly steadyClock: () => number;
  /** Each change that a watch reports, also what others report as well. */
  readonly onEvent: (witness: Witness, event: LiveChange) => void;
  /** Told of a gap of each watch. @returns the entry, if it is one of the watch's own. */
  readonly onGap: (watch: Pick<UserWatch, 'id' | 'path'>, event: LiveGap) => ChangeDetail | null;
  /** A watch compares no more what it missed in its last gap. */
  readonly onCompared: (id: string, isComplete: boolean) => void;
  readonly onChange: () => void;
}

/** The watches the user asked for, and how many changes each has seen. */
export class UserWatches {
  readonly #options: UserWatchesOptions;
  /** Of several that report the same change, the first counts; one that was paused comes last again. */
  readonly #entries = new Map<string, WatchEntry>();
  #lastId = 0;
  #fade: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: UserWatchesOptions) {
    this.#options = options;
  }

  /** @returns the watches in the order in which they were set. */
  list(): readonly UserWatch[] {
    const watches = [...this.#entries.values()].map((entry) => entry.toUserWatch());
    return watches.sort((one, other) => numberOf(one.id) - numberOf(other.id));
  }

  /** Those that have reported the longest without a pause come first. */
  get witnesses(): Iterable<Witness> {
    return this.#entries.values();
  }

  get entries(): readonly WatchEntry[] {
    return [...this.#entries.values()];
  }

  /** Server watches that all of them take together. */
  get serverWatchCount(): number {
    const taking = this.entries.filter(({ serverWatches }) => serverWatches > 0);
    return new Set(taking.map(({ live }) => live.path)).size;
  }

  /**
   * @returns the new watch, or the one that already watches the same. The node need not exist.
   * @throws ZooKeeperError as `LiveModel.watch`.
   */
  add(path: string, scope: WatchScope): UserWatch {
    const isSame = ({ live }: WatchEntry) => live.path === path && live.scope === scope;
    const same = this.entries.find(isSame);
    if (same) return same.toUserWatch();
    const since = this.#options.clock();
    const entry = this.#set({ path, scope, since, isPaused: false, keepOnDisk: false });
    this.#options.keeping.keep(entry.toKept());
    return entry.toUserWatch();
  }

  /**
   * Sets a watch again as it was left. One for which the budget of server watches has no room, or of which the server
   * could not tell, is paused and says so; it stays kept as it was, for a time when it can be set.
   */
  restore(kept: KeptWatch): WatchEntry {
    try {
      return this.#set(kept);
    } catch (error) {
      const { failure } = expectFailure(error);
      const entry = this.#set({ ...kept, isPaused: true });
      entry.restoreFailure = failure;
      return entry;
    }
  }

  /**
   * Ids that are not known any more are ignored.
   * @throws ZooKeeperError STORAGE_FAILED when its history could not be removed; the watch is gone all the same.
   */
  async remove(id: string, forgetHistory: boolean): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { keeping, onCompared, onChange } = this.#options;
    this.#entries.delete(id);
    entry.live.dispose();
    onCompared(id, false);
    keeping.forget(entry.live);
    onChange();
    if (!forgetHistory) await entry.closeHistory();
    else {
      const removed = await keeping.removeHistory(entry.live);
      if (!removed.ok) throw new ZooKeeperError(removed.error);
    }
  }

  /**
   * To be called when there is a connection again, before anything is compared: it may be to a server of another
   * release. Watches of which that one cannot tell are paused, and those that are paused for that alone go on.
   */
  adapt(): void {
    const { live: model, steadyClock } = this.#options;
    for (const entry of this.entries) {
      const { path, scope } = entry.live;
      const isLacking = entry.restoreFailure?.code === 'UNIMPLEMENTED';
      if (entry.isPaused && !isLacking) continue;
      try {
        if (isLacking) model.requireRoom(path, scope);
        else model.requireSupport(path, scope);
        if (entry.isPaused) this.#unpause(entry);
      } catch (error) {
        entry.restoreFailure = expectFailure(error).failure;
        if (!entry.isPaused) entry.pause(steadyClock());
      }
    }
  }

  /** @throws ZooKeeperError as `LiveModel.watch`, when it is to go on. */
  setPaused(id: string, isPaused: boolean): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.isPaused === isPaused) return;
    const { live: model, keeping, steadyClock, onChange } = this.#options;
    if (isPaused) entry.pause(steadyClock());
    else {
      model.requireRoom(entry.live.path, entry.live.scope);
      this.#unpause(entry);
    }
    keeping.keep(entry.toKept());
    onChange();
  }

  /**
   * Keeps what a watch sees from now on, or no more. Of several wishes the latest holds, however long one waits for
   * the keychain.
   * @throws ZooKeeperError KEYCHAIN_UNAVAILABLE or STORAGE_FAILED; nothing is changed then.
   */
  async keepOnDisk(id: string, isOn: boolean, maxBytes?: number): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { keeping, onChange } = this.#options;
    const isLatest = entry.wish(isOn);
    if (isOn) {
      const opening = await keeping.openHistory(entry.live, maxBytes);
      if (!isLatest() || !this.#isInUse(entry)) {
        if (opening.ok) await this.#letGo(entry, opening.value);
        return;
      }
      if (!opening.ok) {
        entry.wish(entry.keepOnDisk);
        throw new ZooKeeperError(opening.error);
      }
      entry.keepIn(opening.value);
      entry.maxHistoryBytes = maxBytes;
    } else {
      await entry.closeHistory();
      if (!isLatest()) return;
    }
    entry.keepOnDisk = isOn;
    if (this.#entries.has(id)) keeping.keep(entry.toKept());
    onChange();
  }

  /**
   * Removes what is kept of all watches, which go on keeping.
   * @throws ZooKeeperError STORAGE_FAILED when some of it could not be removed
   */
  async forgetHistories(): Promise<void> {
    const { keeping } = this.#options;
    const outcomes = await Promise.all(
      this.entries.map(async (entry) => {
        if (!entry.history) return null;
        const isLatest = entry.wish();
        const removed = await keeping.removeHistory(entry.live);
        if (isLatest()) await this.keepOnDisk(entry.id, true, entry.maxHistoryBytes);
        return removed.ok ? null : removed.error;
      }),
    );
    const failure = outcomes.find((outcome) => outcome !== null);
    if (failure) throw new ZooKeeperError(failure);
  }

  /**
   * Opens the histories of the watches that were restored, and learns from them what was known when they were last
   * kept. Until `begin` they tell nothing.
   */
  async openHistories(): Promise<void> {
    const waiting = this.entries.filter(({ keepOnDisk, history }) => keepOnDisk && !history);
    await Promise.all(
      waiting.map(async (entry) => {
        const isLatest = entry.wish();
        const opening = await this.#options.keeping.openHistory(entry.live, entry.maxHistoryBytes);
        if (!opening.ok) {
          if (isLatest()) entry.failToKeep(opening.error);
          return;
        }
        const history = opening.value;
        await entry.recallFrom(history);
        if (isLatest() && this.#isInUse(entry)) entry.keepIn(history);
        else await this.#letGo(entry, history);
      }),
    );
  }

  /**
   * Lets the watches tell that wait for what was known when they were last kept.
   * @param onKnown is told, before any of them, until when they were watched: all of them ended together
   */
  begin(onKnown: (at: number) => void): void {
    if (this.#isClosed) return;
    const known = this.entries.flatMap(({ isPaused, recollection }) =>
      recollection && !isPaused ? [recollection] : [],
    );
    const at = Math.max(...known.map((recollection) => recollection.at));
    if (known.some(({ nodes }) => nodes)) onKnown(at);
    for (const entry of this.entries)
      entry.begin(entry.isPaused ? (entry.recollection?.at ?? 0) : at);
  }

  /** Tells what waits, and from now on nothing any more. */
  conclude(): void {
    for (const { live } of this.#entries.values()) live.conclude();
  }

  /** Adds an entry that concerns the whole connection to every history. */
  keepForAll(entry: ChangeDetail): void {
    for (const each of this.#entries.values()) each.append(entry);
  }

  /** Adds an entry that concerns one watch to its history. */
  keepForOne(id: string, entry: ChangeDetail): void {
    this.#entries.get(id)?.append(entry);
  }

  /** Adds an entry of a node to the history of each watch that sees such changes of it. */
  keepFor(change: Pick<LiveChange, 'kind' | 'path'>, entry: KeptEntry): void {
    for (const each of this.#entries.values()) if (concerns(each, change)) each.append(entry);
  }

  /** Writes what is not yet on disk. To be called when the connection ends. */
  async close(): Promise<void> {
    if (this.#fade) clearTimeout(this.#fade);
    this.#fade = null;
    this.#isClosed = true;
    await Promise.all(this.entries.map((entry) => entry.closeHistory()));
  }

  #set({ path, scope, ...kept }: KeptWatch): WatchEntry {
    const { live: model, registry, clock, steadyClock, onChange } = this.#options;
    const { isPaused, keepOnDisk } = kept;
    const live = model.watch(path, scope, { isPaused, awaitsMemory: keepOnDisk });
    const id = `watch-${++this.#lastId}`;
    const entry = new WatchEntry({ id, live, kept, registry, clock, steadyClock, onChange });
    live.onEvent((event) => this.#take(entry, event));
    live.onStateChange(onChange);
    this.#entries.set(entry.id, entry);
    onChange();
    return entry;
  }

  #isInUse(entry: WatchEntry): boolean {
    return this.#entries.has(entry.id) && !this.#isClosed;
  }

  /** Closes a history that came too late, unless a later wish is for the very same. */
  async #letGo(entry: WatchEntry, history: WatchHistory): Promise<void> {
    if (!this.#isInUse(entry) || !entry.isHistoryWanted) await history.close();
  }

  #unpause(entry: WatchEntry): void {
    this.#entries.delete(entry.id);
    this.#entries.set(entry.id, entry);
    entry.unpause();
  }

  #take(entry: WatchEntry, event: LiveEvent): void {
    const { onEvent, onGap, onCompared, onChange } = this.#options;
    if (event.kind === 'compared') {
      onCompared(entry.id, event.isComplete);
      return;
    }
    entry.count(event);
    if (event.kind === 'gap') {
      const written = onGap({ id: entry.id, path: entry.live.path }, event);
      if (written) entry.append(written);
    } else onEvent(entry, event);
    this.#fade ??= setTimeout(() => this.#fadeAway(), fadeMs).unref();
    onChange();
  }

  #fadeAway(): void {
    this.#fade = null;
    this.#options.onChange();
    if (!this.entries.some(({ isFading }) => isFading)) return;
    this.#fade = setTimeout(() => this.#fadeAway(), fadeMs).unref();
  }
}

function numberOf(id: string): number {
  return Number(id.slice('watch-'.length));
}
