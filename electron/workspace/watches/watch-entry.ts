import type { UserWatch, WatchingRule, WatchState } from '../../../shared/model/change.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { DisposableStore } from '../../lifecycle.ts';
import type { KeptEntry } from '../../storage/history/entry-codec.ts';
import type { HistoryLease } from '../../storage/history/history-lease.ts';
import type { KeptWatch, WatchTarget } from '../../storage/kept-watch-store.ts';
import type { LiveChange, LiveGap } from '../../zookeeper/live/live-event.ts';
import type { LiveWatch } from '../../zookeeper/live/live-watch.ts';
import { wishOf } from '../../zookeeper/live/scope.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import { MinuteCount } from './minute-count.ts';
import { recall, type Recollection } from './recall.ts';

/** Sampling is over when no value was left out for so long. */
const samplingMs = 2_000;

/**
 * What it knows is kept so long after the first change that is not part of it, so that a crash leaves little to make
 * up for. Where it follows more nodes than this, it is kept at the end alone: to write it takes as long as a frame.
 */
const memoryMs = 60_000;
const maxNodesInPassing = 5_000;

/** Entries that wait until the history is open, which may take as long as the user needs to unlock the keychain. */
const maxWaiting = 10_000;

/** What a rule needs watched. */
export interface RuleNeed {
  readonly rule: WatchingRule;
  readonly place: WatchTarget;
  /** Whether the rule is for this node: it may need more watched than it is for. */
  readonly fitsPath: (path: string) => boolean;
}

export interface WatchEntryOptions {
  readonly id: string;
  readonly live: LiveWatch;
  readonly kept: Omit<KeptWatch, 'path' | 'scope'>;
  readonly registry: WatchRegistry;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** That of the live model. */
  readonly steadyClock: () => number;
  readonly onChange: () => void;
}

/** One watch of the user's: how it is set, what it has counted, and where its history goes. */
export class WatchEntry {
  readonly id: string;
  readonly live: LiveWatch;
  /** Whether the user asked for it; otherwise it is there for the rules alone. */
  isOfUser = true;
  /** What the notification rules need it for. */
  needs: readonly RuleNeed[] = [];
  /** Since when it knows what there is, by the steady clock: what happened before, it has not seen. */
  addedAt: number;
  isPaused: boolean;
  /** Since when; of use while it is paused. */
  pausedAt = 0;
  /** When the last gap began. */
  gapFrom = 0;
  keepOnDisk: boolean;
  maxHistoryBytes: number | undefined;
  /** Why it is paused although it was not left so; of use while it is. */
  restoreFailure: Failure | null = null;
  readonly #options: WatchEntryOptions;
  readonly #minute = new MinuteCount();
  #sampledAt = -Infinity;
  #history: HistoryLease | null = null;
  #listeners = new DisposableStore();
  #memoryTimer: NodeJS.Timeout | null = null;
  #waiting: KeptEntry[] = [];
  #keepFailure: Failure | null = null;
  /** Whether its history is wanted; each wish is an object of its own, so that a later one is distinguished from it. */
  #wish: { readonly isWanted: boolean };
  #recollection: Recollection | null = null;

  constructor(options: WatchEntryOptions) {
    const { id, live, kept, steadyClock } = options;
    this.#options = options;
    this.id = id;
    this.live = live;
    this.addedAt = steadyClock();
    this.isPaused = kept.isPaused;
    this.pausedAt = this.addedAt;
    this.keepOnDisk = kept.keepOnDisk;
    this.maxHistoryBytes = kept.maxHistoryBytes;
    this.#wish = { isWanted: kept.keepOnDisk };
  }

  /**
   * Takes in what is wished for from now on. To be asked after each wait, since the keychain may make a wish wait for
   * as long as the user needs to unlock it.
   * @param isWanted whether its history is to be kept; absent for the wish there is
   * @returns a function that says whether this still is the latest wish
   */
  wish(isWanted?: boolean): () => boolean {
    const wish = isWanted === undefined ? this.#wish : { isWanted };
    this.#wish = wish;
    return () => this.#wish === wish;
  }

  /** Whether the latest wish is that its history is kept. */
  get isHistoryWanted(): boolean {
    return this.#wish.isWanted;
  }

  /** Whether its counts change by the mere passing of time. */
  get isFading(): boolean {
    return this.#perMinute > 0 || this.#isSampling;
  }

  /**
   * @param path a node in its scope
   * @returns whether it reports what happens to that node. The user wants to see everything; of what is watched for
   * rules alone, which may be the whole tree, only what they are for belongs into the timeline.
   */
  reports(path: string): boolean {
    return this.isOfUser || this.needs.some(({ fitsPath }) => fitsPath(path));
  }

  /** 0 while it needs no server watch of its own. */
  get serverWatches(): number {
    const { path, scope } = this.live;
    return !this.isPaused && this.#options.registry.holdsFor(path, wishOf[scope]) ? 1 : 0;
  }

  get history(): HistoryLease | null {
    return this.#history;
  }

  /** What was known when it was last kept, as soon as its history is open; its time is by the steady clock. */
  get recollection(): Recollection | null {
    return this.#recollection;
  }

  /**
   * Begins to report, with what is remembered so far.
   * @param at until when it was watched, by the steady clock
   */
  begin(at: number): void {
    const recollection = this.#recollection;
    if (recollection?.nodes) this.addedAt = at;
    this.live.remember(recollection && { ...recollection, at });
    if (this.#history) this.#saveMemorySoon();
  }

  /** Takes in what it reports, so that it counts. */
  count(event: LiveChange | LiveGap): void {
    const { steadyClock } = this.#options;
    if (event.kind === 'gap') {
      this.gapFrom = event.from;
      return;
    }
    const count = event.kind === 'created' || event.kind === 'deleted' ? 1 : event.count;
    this.#minute.add(count, steadyClock());
    if (event.kind === 'dataChanged' && event.isSampled) this.#sampledAt = steadyClock();
  }

  /** Adds an entry of the timeline to its history, if it has one. */
  append(entry: KeptEntry): void {
    if (this.#history) {
      this.#history.append(entry);
      this.#saveMemorySoon();
    } else if (this.keepOnDisk && !this.#keepFailure && this.#waiting.length < maxWaiting) {
      this.#waiting.push(entry);
    }
  }

  /** Learns what was known when it was last kept there. */
  async recallFrom(history: HistoryLease): Promise<void> {
    try {
      const { clock, steadyClock } = this.#options;
      const recollection = await recall(history);
      const { isKeptElsewhere } = history;
      // What another page watches is not missed; without what it knows of the nodes it is read as for the first time.
      if (!recollection || (isKeptElsewhere && !recollection.nodes)) return;
      // Only the time of day outlives the application; one in the future shows a clock that was set back.
      const ageMs = isKeptElsewhere ? 0 : Math.max(0, clock() - recollection.at);
      this.#recollection = { ...recollection, at: steadyClock() - ageMs, isKeptElsewhere };
    } catch {
      // Its folder cannot be read: writing to it fails as well, which is reported.
    }
  }

  /** From now on its history goes there. */
  keepIn(history: HistoryLease): void {
    const before = this.#history;
    this.letGoOfHistory();
    // Only now: a history that another lease holds goes on.
    void before?.close();
    this.#history = history;
    this.#keepFailure = null;
    this.#listeners.add(
      history.onStop.on(({ reason, detail }) => {
        if (reason !== 'diskFailed' && reason !== 'diskTooSlow') return;
        this.failToKeep({
          code: 'STORAGE_FAILED',
          operation: 'watches.keepOnDisk',
          path: this.live.path,
          retryable: true,
          detail: detail ?? reason,
        });
      }),
    );
    this.#listeners.add(history.onSize.on(this.#options.onChange));
    this.#listeners.add(this.live.onStateChange(() => this.#saveMemorySoon(0)));
    this.#saveMemorySoon(0);
    for (const entry of this.#waiting.splice(0)) history.append(entry);
    this.#options.onChange();
  }

  failToKeep(failure: Failure): void {
    this.#keepFailure = failure;
    this.#waiting = [];
    this.#options.onChange();
  }

  /** Ends keeping. What waits to be written is written. */
  async closeHistory(): Promise<void> {
    const history = this.#history;
    this.#saveMemory();
    this.letGoOfHistory();
    this.#keepFailure = null;
    await history?.close();
  }

  /** Keeps nothing there any more, without ending it: it is removed, or was replaced. */
  letGoOfHistory(): void {
    this.#listeners.dispose();
    this.#listeners = new DisposableStore();
    if (this.#memoryTimer) clearTimeout(this.#memoryTimer);
    this.#memoryTimer = null;
    this.#history = null;
  }

  pause(now: number): void {
    this.live.pause();
    this.pausedAt = now;
    this.isPaused = true;
  }

  unpause(): void {
    this.isPaused = false;
    this.restoreFailure = null;
    this.live.unpause();
  }

  toKept(): KeptWatch {
    const { live, isPaused, restoreFailure, keepOnDisk, maxHistoryBytes } = this;
    return {
      path: live.path,
      scope: live.scope,
      since: this.#options.kept.since,
      // What only could not be set is tried again the next time.
      isPaused: isPaused && !restoreFailure,
      keepOnDisk,
      ...(maxHistoryBytes !== undefined && { maxHistoryBytes }),
    };
  }

  toUserWatch(): UserWatch {
    const { id, live, serverWatches } = this;
    return {
      id,
      ...this.toKept(),
      isPaused: this.isPaused,
      state: this.#state,
      changeCount: live.changeCount,
      perMinute: this.#perMinute,
      isSampling: this.#isSampling,
      serverWatches,
      nodeCount: live.nodeCount,
      ...(this.needs.length > 0 && { rules: this.needs.map(({ rule }) => rule) }),
      ...(!this.isOfUser && { isOfRulesAlone: true }),
      ...(this.#history && { historySize: this.#history.size }),
      ...(live.refusal && { readFailure: live.refusal }),
      ...(this.#keepFailure && { keepFailure: this.#keepFailure }),
      ...(this.isPaused && this.restoreFailure && { restoreFailure: this.restoreFailure }),
    };
  }

  get #state(): WatchState {
    if (this.isPaused) return 'paused';
    return this.#options.registry.isOff ? 'off' : this.live.state;
  }

  get #perMinute(): number {
    return this.#minute.at(this.#options.steadyClock());
  }

  get #isSampling(): boolean {
    return this.#options.steadyClock() - this.#sampledAt < samplingMs;
  }

  #saveMemorySoon(delayMs = memoryMs): void {
    const { nodeCount, state } = this.live;
    if (nodeCount === null || nodeCount > maxNodesInPassing || state !== 'live') return;
    if (this.#memoryTimer && delayMs > 0) return;
    if (this.#memoryTimer) clearTimeout(this.#memoryTimer);
    this.#memoryTimer = setTimeout(() => {
      this.#memoryTimer = null;
      this.#saveMemory();
    }, delayMs).unref();
  }

  #saveMemory(): void {
    const { clock, steadyClock } = this.#options;
    const memory = this.live.memory();
    // What is reported just now is part of the next one; what cannot be compared at all must not be believed later.
    if (!memory && this.live.nodeCount !== null) return;
    this.#history?.saveMemory(
      memory && { ...memory, at: clock() - Math.round(steadyClock() - memory.at) },
    );
  }
}
