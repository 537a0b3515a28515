import type { WatchScope } from '../../../shared/model/change.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { Emitter, type Disposable } from '../../lifecycle.ts';
import { Absences, type Absence } from './absences.ts';
import { isConnectionFailure, isFailure } from '../errors.ts';
import { CurrentWalk } from './current-walk.ts';
import type { WatchEvent } from '../port.ts';
import type { GapReason, LiveEvent } from './live-event.ts';
import type { LiveWatchOptions } from './live-watch-options.ts';
import { wishOf } from './scope.ts';
import { ScopeChanges } from './scope-changes.ts';
import type { ScopeMemory } from './scope-memory.ts';
import { walkScope } from './walk-scope.ts';

/**
 * `loading`: what is there is being read for the first time; changes are reported already. `comparing`: after a gap.
 * `away`: no watch reports anything now. `live`: everything was seen, and every change is reported.
 */
export type LiveState = 'loading' | 'live' | 'away' | 'comparing';

/**
 * Follows a part of the tree: every change in it is reported once and in order, with the node as it was read after it.
 * A gap is reported as one, and what changed in it is found by comparing.
 */
export class LiveWatch implements Disposable {
  readonly #options: LiveWatchOptions;
  readonly #events = new Emitter<LiveEvent>();
  readonly #states = new Emitter<LiveState>();
  readonly #changes: ScopeChanges;
  readonly #absences: Absences;
  #wish: Disposable | null;
  readonly #walk = new CurrentWalk();
  #state: LiveState = 'loading';
  #isDisposed = false;
  /** A gap was reported that is being compared. */
  #isComparing = false;
  #changeCount = 0;

  /** Use `LiveModel.watch`. */
  constructor(options: LiveWatchOptions) {
    this.#options = options;
    const { path, scope, registry, isPaused, awaitsMemory, steadyClock } = options;
    this.#wish = isPaused ? null : registry.want(path, wishOf[scope]);
    const absences: Absence[] = [];
    if (awaitsMemory) absences.push('closed');
    if (isPaused) absences.push('paused');
    this.#absences = new Absences(absences, steadyClock());
    if (isPaused) this.#state = 'away';
    this.#changes = new ScopeChanges({
      ...options,
      report: (event, count) => this.#report(event, count),
    });
  }

  get path(): string {
    return this.#options.path;
  }

  get scope(): WatchScope {
    return this.#options.scope;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Changes reported so far; one that stands for several counts as many. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** Nodes whose facts are remembered; null when there are too many of them to compare anything after a gap. */
  get nodeCount(): number | null {
    return this.#changes.isTracked ? this.#changes.nodeCount : null;
  }

  /** Whether what changes in a gap that begins now can be found. */
  get canCompare(): boolean {
    return this.#changes.isLoaded && this.#changes.isTracked;
  }

  /** Nodes whose children the session may not list, as of the last walk: nothing below them is seen. */
  get unlistedCount(): number {
    return this.#changes.unlistedCount;
  }

  /** Why the node that is watched may not be read, although it is there; null as long as it may. */
  get refusal(): Failure | null {
    return this.#options.refusal();
  }

  /** Whether the server reports changes: false on one before 3.6, which has no persistent watches. */
  get isServerWatched(): boolean {
    return this.#options.registry.isWatched(this.path);
  }

  /** Calls the listener with everything from now on, in order. */
  onEvent(listener: (event: LiveEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  onStateChange(listener: (state: LiveState) => void): Disposable {
    return this.#states.on(listener);
  }

  /** Gives the server watch back for a while. What changed meanwhile is found when it goes on, after a gap. */
  pause(): void {
    this.#wish?.dispose();
    this.#wish = null;
    this.leave('paused');
  }

  unpause(): void {
    if (this.#isDisposed) return;
    this.#wish ??= this.#options.registry.want(this.path, wishOf[this.scope]);
    this.enter('paused', 'paused');
  }

  /**
   * @returns what is known now, for the watch that takes its place at another time; null where there is too much of
   * it, or when not all is known and reported.
   */
  memory(): ScopeMemory | null {
    const nodes = this.#changes.remembered();
    return nodes && { at: this.#absences.since ?? this.#options.steadyClock(), nodes };
  }

  /** Reports what waits, and from now on nothing any more: what is known then can be asked for. */
  conclude(): void {
    this.leave('closed');
  }

  /**
   * Ends the wait for what was known when the scope was last watched. What has changed since is reported after a gap.
   * @param memory without it, what is there is read for the first time; without `nodes`, the gap is reported and nothing
   * can be compared with it.
   */
  remember(memory: { readonly at: number; readonly nodes?: ScopeMemory['nodes'] } | null): void {
    if (this.#isDisposed || !this.#absences.has('closed')) return;
    if (memory) {
      if (memory.nodes) this.#changes.remember(memory.nodes);
      // The first absence: its beginning is that of the gap.
      this.#absences.begin('closed', memory.at);
      this.enter('closed', 'closed');
      return;
    }
    this.#absences.forget('closed');
    if (!this.#absences.isAway) void this.#compare();
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#walk.stop();
    this.#changes.dispose();
    this.#events.dispose();
    this.#states.dispose();
    this.#wish?.dispose();
    this.#wish = null;
    this.#options.onDispose();
  }

  /** Reads what is there. Called once by the model, when the watch was asked for. */
  start(): void {
    if (!this.#absences.isAway) void this.#compare();
  }

  /** From now on nothing is reported. Called by the model. */
  leave(absence: Absence): void {
    if (this.#isDisposed || this.#absences.has(absence)) return;
    if (!this.#absences.begin(absence, this.#options.steadyClock())) return;
    this.#walk.stop();
    this.#changes.settle();
    this.#endComparing(false);
    this.#setState('away');
  }

  /** An absence is over. Called by the model. */
  enter(absence: Absence, reason: GapReason): void {
    if (this.#isDisposed) return;
    const from = this.#absences.end(absence);
    if (from === null) return;
    this.#reportGap(from, this.#absences.isOwn ? 'paused' : reason);
    void this.#compare();
  }

  /** It is reported in another way than before: the node it watches may be read again, or no more. */
  noticeRefusal(): void {
    this.#states.emit(this.#state);
  }

  /** Takes in what a node was seen to be; null when it is not there. Called by the model, in order with events. */
  look(path: string, stat: Stat | null): void {
    if (this.#state !== 'live' || !this.canCompare) return;
    this.suggest({ kind: stat ? 'created' : 'deleted', path });
    if (stat) this.#changes.look(path, stat);
  }

  /**
   * A node may be read again: what happened to it meanwhile is found by comparing. Called by the model.
   * @param since when it was found that it may not be read
   */
  revisit(path: string, since: number): void {
    // Whatever else goes on ends with a comparison.
    if (this.#state !== 'live' || !this.canCompare) return;
    this.#changes.settle();
    this.#reportGap(since, 'unreadable', path);
    void this.#compare();
  }

  /** Takes in an event of the server. Called by the model, in order. */
  handle(event: WatchEvent): void {
    if (this.#isDisposed || this.#absences.isAway) return;
    this.#changes.handle(event);
    if (this.#changes.isOverloaded) this.#recover();
  }

  /**
   * Takes in what somebody has seen by other means, such as a list of children: a node that the session may not read
   * comes and goes without an event. Nothing happens when it is known already.
   */
  suggest(event: WatchEvent): void {
    if (this.#state !== 'live') return;
    const { isTracked } = this.#changes;
    if (isTracked && this.#changes.has(event.path) === (event.kind === 'created')) return;
    this.handle(event);
  }

  /** Reads all that is there, and takes in what differs from what is known. */
  async #compare(): Promise<void> {
    const changes = this.#changes;
    if (changes.isTracked) {
      this.#setState(changes.isLoaded ? 'comparing' : 'loading');
      changes.startWalk();
      const session = this.#options.session();
      const walked = await this.#walk.run((signal) => walkScope(session, this, changes, signal));
      // Something else has taken its place, or the watch is not wanted any more.
      if (!walked) return;
      const failure = walked.outcome;
      if (failure && isConnectionFailure(failure)) {
        this.leave('connection');
        return;
      }
      // That the whole scope is gone is an answer. Anything else leaves nothing to compare with.
      if (failure && !isFailure(failure, 'NO_NODE')) {
        changes.stopTracking();
        this.#endComparing(false);
      } else changes.finishWalk();
    }
    this.#setState('live');
  }

  /** More came than can be reported: it is forgotten, and found by comparing when the flood is over. */
  #recover(): void {
    this.#walk.stop();
    const from = this.#changes.dropAll();
    this.#endComparing(false);
    this.#reportGap(from, 'overload');
    this.#setState(this.#changes.isLoaded ? 'comparing' : 'loading');
    this.#walk.schedule(() => void this.#compare(), this.#options.limits.sampleMs);
  }

  #report(event: LiveEvent, count: number): void {
    if (event.kind === 'compared') {
      this.#endComparing(event.isComplete);
      return;
    }
    this.#changeCount += count;
    this.#events.emit(event);
  }

  #reportGap(from: number, reason: GapReason, path = this.path): void {
    const { canCompare: isCompared } = this;
    this.#isComparing = isCompared;
    this.#report(
      { kind: 'gap', path, from, to: this.#options.steadyClock(), reason, isCompared },
      0,
    );
  }

  #endComparing(isComplete: boolean): void {
    if (!this.#isComparing) return;
    this.#isComparing = false;
    this.#events.emit({ kind: 'compared', isComplete });
  }

  #setState(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#states.emit(state);
  }
}
