import type { ChangeDetail, UserWatch, WatchScope } from '../../../shared/model/change.ts';
import type { KeptEntry } from '../../storage/history/entry-codec.ts';
import type { KeptWatch, KeptWatchChange, WatchTarget } from '../../storage/kept-watch-store.ts';
import { expectFailure, ZooKeeperError } from '../../zookeeper/errors.ts';
import type { LiveChange, LiveEvent, LiveGap } from '../../zookeeper/live/live-event.ts';
import type { LiveModel } from '../../zookeeper/live/live-model.ts';
import { concerns, type Witness } from '../observe/witnesses.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import { beginWatches } from './begin-watches.ts';
import { FadingCounts } from './fading-counts.ts';
import { RuleWatches } from './rule-watches.ts';
import { WatchEntry, type RuleNeed } from './watch-entry.ts';
import { WatchHistories } from './watch-histories.ts';
import type { WatchKeeping } from './watch-keeping.ts';

export interface UserWatchesOptions {
  readonly live: LiveModel;
  readonly registry: WatchRegistry;
  readonly keeping: WatchKeeping;
  readonly clock: () => number;
  readonly steadyClock: () => number;
  /** Each change that a watch reports, also what others report as well. */
  readonly onEvent: (witness: Witness, event: LiveChange) => void;
  /** Called with a gap of each watch. @returns the entry, if it is one of the watch's own. */
  readonly onGap: (watch: Pick<UserWatch, 'id' | 'path'>, event: LiveGap) => ChangeDetail | null;
  /** A watch compares no more what it missed in its last gap. */
  readonly onCompared: (id: string, isComplete: boolean) => void;
  /** A watch was set that was kept, or that another page has set. */
  readonly onRestored: (entry: WatchEntry) => void;
  readonly onChange: () => void;
}

/** The watches the user asked for and those that rules need, and how many changes each has seen. */
export class UserWatches {
  readonly #options: UserWatchesOptions;
  /** Of several that report the same change, the first counts; one that was paused comes last again. */
  readonly #entries = new Map<string, WatchEntry>();
  readonly #histories: WatchHistories;
  readonly #fading: FadingCounts;
  readonly #forRules: RuleWatches;
  #lastId = 0;
  #isClosed = false;

  constructor(options: UserWatchesOptions) {
    this.#options = options;
    const { keeping } = options;
    this.#histories = new WatchHistories({ keeping, isInUse: (entry) => this.#isInUse(entry) });
    const isFading = () => this.entries.some((entry) => entry.isFading);
    this.#fading = new FadingCounts(isFading, () => options.onChange());
    this.#forRules = new RuleWatches({
      entries: () => this.entries,
      findOrSet: (place) => this.#find(place) ?? this.#setForRules(place),
      remove: (entry) => void this.#remove(entry),
      resume: (entry) => this.#followPause(entry, false),
    });
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
    const same = this.#find({ path, scope });
    if (same) {
      // It is paused for the rules alone: somebody who asks for a watch wants it to see.
      if (!same.isOfUser && same.isPaused) this.#setPaused(same, false);
      this.#takeForUser(same);
      return same.toUserWatch();
    }
    const since = this.#options.clock();
    const entry = this.#set({ path, scope, since, isPaused: false, keepOnDisk: false });
    this.#options.keeping.keep(entry.toKept());
    return entry.toUserWatch();
  }

  /**
   * Sets a watch again as it was left. One for which the budget of server watches has no room, or of which the server
   * could not report, is paused and says so; it stays kept as it was, for a time when it can be set.
   */
  restore(kept: KeptWatch): WatchEntry {
    const entry = this.#restore(kept);
    this.#options.onRestored(entry);
    return entry;
  }

  /**
   * Sets the watches that rules need, beside those of the user, and takes away those that no rule needs any more. One
   * for which there is no room is paused and says so, as in `restore`.
   */
  setForRules(needs: readonly RuleNeed[]): void {
    this.#forRules.set(needs);
    this.#options.onChange();
  }

  /** Takes over what another page of the same connection has changed: a watch is the connection's, not the page's. */
  async follow(change: Exclude<KeptWatchChange, { kind: 'switched' }>): Promise<void> {
    if (change.kind === 'forgotten') {
      const entry = this.#find(change.target);
      if (entry) await this.#letGo(entry);
      return;
    }
    const { isPaused, keepOnDisk, maxHistoryBytes } = change.watch;
    const entry = this.#find(change.watch) ?? this.restore({ ...change.watch, keepOnDisk: false });
    if (!entry.isOfUser) {
      entry.isOfUser = true;
      this.#options.onChange();
    }
    if (entry.toKept().isPaused !== isPaused) this.#followPause(entry, isPaused);
    const isKept = entry.isHistoryWanted === keepOnDisk;
    if (isKept && entry.maxHistoryBytes === maxHistoryBytes) return;
    try {
      await this.#histories.keep(entry, keepOnDisk, maxHistoryBytes);
    } catch (error) {
      entry.failToKeep(expectFailure(error).failure);
    }
    this.#options.onChange();
  }

  /**
   * Ids that are not known any more are ignored.
   * @throws ZooKeeperError STORAGE_FAILED when its history could not be removed; the watch is gone all the same.
   */
  async remove(id: string, forgetHistory: boolean): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { keeping } = this.#options;
    const removed = this.#letGo(entry);
    keeping.forget(entry.live);
    this.#forRules.retry();
    await removed;
    if (!forgetHistory) return;
    const outcome = await keeping.removeHistory(entry.live);
    if (!outcome.ok) throw new ZooKeeperError(outcome.error);
  }

  /**
   * To be called when there is a connection again, before anything is compared: it may be to a server of another
   * release. Watches whose changes that one cannot report are paused, and those that are paused for that alone go on.
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
    this.#setPaused(entry, isPaused);
    if (entry.isOfUser) this.#options.keeping.keep(entry.toKept());
    this.#options.onChange();
  }

  /** As `WatchHistories.keep`. */
  async keepOnDisk(id: string, isOn: boolean, maxBytes?: number): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const { keeping, onChange } = this.#options;
    if (!(await this.#histories.keep(entry, isOn, maxBytes))) return;
    // What is kept of a watch outlives the rules that needed it.
    entry.isOfUser ||= isOn;
    if (this.#entries.has(id) && entry.isOfUser) keeping.keep(entry.toKept());
    onChange();
  }

  /** Removes what is kept of all watches, which go on keeping, as `WatchHistories.forget`. */
  forgetHistories(): Promise<void> {
    return this.#histories.forget(this.entries);
  }

  /** Opens the histories of the watches that were restored. Until `begin` they report nothing. */
  openHistories(): Promise<void> {
    return this.#histories.open(this.entries);
  }

  /** As `beginWatches`. */
  begin(onKnown: (at: number) => void): void {
    if (!this.#isClosed) beginWatches(this.entries, onKnown);
  }

  /** Reports what waits, and from now on nothing any more. */
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
    this.#fading.dispose();
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

  #setForRules({ path, scope }: WatchTarget): WatchEntry {
    const since = this.#options.clock();
    const entry = this.restore({ path, scope, since, isPaused: false, keepOnDisk: false });
    entry.isOfUser = false;
    return entry;
  }

  #takeForUser(entry: WatchEntry): void {
    if (entry.isOfUser) return;
    entry.isOfUser = true;
    this.#options.keeping.keep(entry.toKept());
    this.#options.onChange();
  }

  /** The user does not want it any more; rules may still need it. */
  async #letGo(entry: WatchEntry): Promise<void> {
    if (entry.needs.length === 0) return this.#remove(entry);
    entry.isOfUser = false;
    await this.#histories.keep(entry, false);
    this.#options.onChange();
  }

  #isInUse(entry: WatchEntry): boolean {
    return this.#entries.has(entry.id) && !this.#isClosed;
  }

  #find({ path, scope }: WatchTarget): WatchEntry | undefined {
    return this.entries.find(({ live }) => live.path === path && live.scope === scope);
  }

  #restore(kept: KeptWatch): WatchEntry {
    try {
      return this.#set(kept);
    } catch (error) {
      const { failure } = expectFailure(error);
      const entry = this.#set({ ...kept, isPaused: true });
      entry.restoreFailure = failure;
      return entry;
    }
  }

  async #remove(entry: WatchEntry): Promise<void> {
    const { onCompared, onChange } = this.#options;
    this.#entries.delete(entry.id);
    entry.live.dispose();
    onCompared(entry.id, false);
    onChange();
    await entry.closeHistory();
  }

  /** @throws ZooKeeperError as `LiveModel.watch`, when it is to go on. */
  #setPaused(entry: WatchEntry, isPaused: boolean): void {
    const { live: model, steadyClock } = this.#options;
    if (isPaused) entry.pause(steadyClock());
    else {
      model.requireRoom(entry.live.path, entry.live.scope);
      this.#unpause(entry);
    }
  }

  #followPause(entry: WatchEntry, isPaused: boolean): void {
    try {
      this.#setPaused(entry, isPaused);
    } catch (error) {
      entry.restoreFailure = expectFailure(error).failure;
    }
    this.#options.onChange();
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
    if (event.kind !== 'gap' && !entry.reports(event.path)) return;
    entry.count(event);
    if (event.kind === 'gap') {
      const written = onGap({ id: entry.id, path: entry.live.path }, event);
      if (written) entry.append(written);
    } else onEvent(entry, event);
    this.#fading.start();
    onChange();
  }
}

function numberOf(id: string): number {
  return Number(id.slice('watch-'.length));
}
