import { setTimeout as delay } from 'node:timers/promises';
import type { GapReason, SessionEntry } from '../../../shared/model/change.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { KeptWatchChange } from '../../storage/kept-watch-store.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import type { WatchEvent } from '../../zookeeper/port.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import type { OpenNode } from '../node/open-node.ts';
import type { Comparer } from '../observe/gaps.ts';
import type { NodeFacts } from '../observe/node-facts.ts';
import type { NodeReader } from '../observe/node-reader.ts';
import type { ActivityBelow } from '../tree/activity-below.ts';
import type { RowEvents } from '../tree/row-events.ts';
import type { ExpandedTree } from '../tree/expanded-tree.ts';
import { replayKept } from '../watches/replay-histories.ts';
import type { UserWatches } from '../watches/user-watches.ts';
import type { WatchKeeping } from '../watches/watch-keeping.ts';
import type { LevelReader } from './level-reader.ts';
import type { RowStats } from './row-stats.ts';
import { assembleView, type LiveViewOptions, type ViewParts } from './view-parts.ts';

export { watchBudget, type LiveViewOptions } from './view-parts.ts';

/** So long the watches wait for what was kept of them; a keychain that is locked may take minutes. */
const recallMs = 3_000;

/** What is shown of one connection, kept as it is on the server. Here its parts follow the life of the connection. */
export class LiveView {
  readonly tree: ExpandedTree;
  readonly log: ChangeLog;
  readonly facts: NodeFacts;
  readonly events: RowEvents;
  readonly activity: ActivityBelow;
  readonly registry: WatchRegistry;
  readonly reader: NodeReader;
  readonly levels: LevelReader;
  readonly rows: RowStats;
  readonly openNode: OpenNode;
  readonly watches: UserWatches;
  readonly #parts: ViewParts;
  readonly #keeping: WatchKeeping;
  readonly #onChange: LiveViewOptions['onChange'];
  readonly #clock: () => number;
  readonly #steadyClock: () => number;
  readonly #openedAt: number;
  /** By the steady clock. */
  #offSince = 0;
  /** What was known live when the watches were switched off. */
  #heldOff: ReadonlyMap<string, Stat | null> = new Map();
  /** The window, as it compares after the last gap. */
  #comparer = Symbol();
  /** What other pages of the same connection change of the watches. */
  #following: Disposable | null = null;

  constructor(options: LiveViewOptions) {
    const { onChange, clock, steadyClock, keeping } = options;
    this.#onChange = onChange;
    this.#clock = clock;
    this.#steadyClock = steadyClock;
    this.#openedAt = clock();
    this.#keeping = keeping;
    const parts = assembleView(options);
    this.#parts = parts;
    this.tree = parts.tree;
    this.log = parts.log;
    this.facts = parts.facts;
    this.events = parts.events;
    this.activity = parts.activity;
    this.registry = parts.registry;
    this.reader = parts.reader;
    this.levels = parts.levels;
    this.rows = parts.rows;
    this.openNode = parts.openNode;
    this.watches = parts.watches;
  }

  /** Grows with every change of the rows. */
  get revision(): number {
    return this.#parts.revision.current;
  }

  touchTree(): void {
    this.#parts.revision.touch();
  }

  /** Reads a node that is watched from now on, so that its first change can be shown with what was before. */
  learnWatched(path: string): Promise<void> {
    return this.#parts.learnWatched(path);
  }

  handle(event: WatchEvent): void {
    this.#parts.live.handle(event);
    this.#parts.router.handle(event);
  }

  /** The connection is lost: what happens from now on is not reported. */
  lose(): void {
    this.#parts.gaps.interrupt();
    this.#parts.live.lose();
  }

  /** The same session is back. What was missed becomes changes. */
  resume(): Promise<void> {
    this.watches.adapt();
    this.#parts.live.resume();
    return this.#compare();
  }

  /** Another session is there. What was missed becomes changes. */
  restart(): Promise<void> {
    this.#parts.pipeline.beginSession();
    this.watches.adapt();
    this.#parts.live.restart();
    return this.#compare();
  }

  /** Reads everything that is shown again; differences become changes. */
  async resync(): Promise<void> {
    await this.#parts.resync.run();
  }

  /** Sets the watches again that were there when the same connection was last used, as they were left. */
  restoreWatches(): void {
    if (this.#keeping.isOff) this.switchWatchesOff();
    for (const kept of this.#keeping.list()) this.watches.restore(kept);
    this.#following = this.#keeping.follow((change) => this.#follow(change));
    void this.#recall();
  }

  /** Another page of the same connection has changed the watches. */
  #follow(change: KeptWatchChange): void {
    if (change.kind !== 'switched') void this.watches.follow(change);
    else if (change.isOff) this.switchWatchesOff();
    else void this.switchWatchesOn();
  }

  /** Gives all server watches back. What is shown stays as it is, and is as old as that. */
  switchWatchesOff(): void {
    if (this.registry.isOff) return;
    this.#offSince = this.#steadyClock();
    this.#heldOff = this.facts.liveStats();
    this.#parts.live.switchOff();
    this.#keeping.setOff(true);
    this.#reportWatches();
  }

  /** What was missed becomes changes. */
  async switchWatchesOn(): Promise<void> {
    if (!this.registry.isOff) return;
    this.noteGap(this.#offSince, 'switchedOff');
    this.#parts.live.switchOn();
    this.#keeping.setOff(false);
    this.#reportWatches();
    // So that they are compared with what was known when it was reported last.
    this.facts.resumeFrom(this.#heldOff, (path) => this.registry.isWatched(path));
    this.#heldOff = new Map();
    await this.#compare();
  }

  /** Writes a turn in the life of the session down, in the timeline and in every history. */
  noteSession(session: SessionEntry): void {
    const entry = this.#parts.changes.recordSession(session);
    if (entry) this.watches.keepForAll(entry);
  }

  /**
   * Writes down that nothing was reported on the whole connection until now.
   * @param from by the steady clock
   */
  noteGap(from: number, reason: GapReason): void {
    this.#comparer = Symbol(reason);
    this.#beginGap(from, reason, this.#comparer);
  }

  /** Reports what waits, and from now on nothing any more. To be called before the session is closed. */
  conclude(): void {
    this.#following?.dispose();
    this.watches.conclude();
  }

  /** Ends the watches of the user. To be called when the session is closed. */
  async dispose(): Promise<void> {
    await this.watches.close();
    this.#parts.live.dispose();
  }

  #beginGap(from: number, reason: GapReason, comparer: Comparer): void {
    const entry = this.#parts.gaps.begin({ path: '/', from, reason, watch: null, comparer });
    if (entry) this.watches.keepForAll(entry);
  }

  /** As `resync`, for the gap that was noted last. */
  async #compare(): Promise<void> {
    const comparer = this.#comparer;
    const isComplete = await this.#parts.resync.run();
    this.#parts.gaps.leave(comparer, isComplete);
  }

  /** Goes on from what was kept on disk. */
  async #recall(): Promise<void> {
    const replayed = replayKept({
      watches: this.watches,
      log: this.log,
      before: this.#openedAt,
      clock: this.#clock,
      values: this.#parts.keptValues,
      onBatch: () => this.#onChange('changes'),
    });
    const waiting = new AbortController();
    const { signal } = waiting;
    await Promise.race([replayed, delay(recallMs, null, { signal, ref: false })]);
    waiting.abort();
    const comparer = Symbol('closed');
    this.watches.begin((at) => this.#beginGap(at, 'closed', comparer));
    // The window itself knows nothing of that time.
    this.#parts.gaps.leave(comparer, true);
    await replayed;
  }

  #reportWatches(): void {
    this.#onChange('connection');
    this.#onChange('watches');
  }
}
