import type { GapReason, SessionEntry } from '../../../shared/model/change.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { WatchEvent, ReadSession } from '../../zookeeper/port.ts';
import { AclChanges } from '../observe/acl-changes.ts';
import { ChangeLog, changeLogBounds } from '../changes/change-log.ts';
import { ChangeRecorder } from '../observe/change-recorder.ts';
import { Gaps, isOfConnection, type Comparer } from '../observe/gaps.ts';
import { ValueCache } from '../changes/value-cache.ts';
import { OpenNode } from '../node/open-node.ts';
import { ActivityBelow } from '../tree/activity-below.ts';
import { RowEvents } from '../tree/row-events.ts';
import { TreeModel } from '../tree/tree-model.ts';
import { UserWatches } from '../watches/user-watches.ts';
import type { WatchKeeping } from '../watches/watch-keeping.ts';
import { replayKept } from '../watches/replay-histories.ts';
import { ChangePipeline } from '../observe/change-pipeline.ts';
import { WatchedChanges } from '../observe/watched-changes.ts';
import { Witnesses } from '../observe/witnesses.ts';
import { MergedChanges } from '../observe/merged-changes.ts';
import { EventRouter } from './event-router.ts';
import { LevelReader } from './level-reader.ts';
import { NodeFacts } from '../observe/node-facts.ts';
import { NodeLifecycle } from '../observe/node-lifecycle.ts';
import { NodeReader } from '../observe/node-reader.ts';
import { Resync } from './resync.ts';
import { RowStats } from './row-stats.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { expectFailure } from '../../zookeeper/errors.ts';
import { LiveModel } from '../../zookeeper/live/live-model.ts';
import { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';

/** The most server watches that one connection holds. */
export const watchBudget = 1_000;

const factCapacity = 5_000;
const lastValueBytes = 16 * 1024 * 1024;
/** The last values that the histories hold: what was before the changes that are found after a restart. */
const keptValueBytes = 8 * 1024 * 1024;
/** So long the watches wait for what was kept of them; a keychain that is locked may take minutes. */
const recallMs = 3_000;

export interface LiveViewOptions {
  /** The session in use now; another one after an expiry. */
  readonly session: () => ReadSession;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** For durations, and for what came before what. */
  readonly steadyClock: () => number;
  readonly onChange: (topic: 'connection' | 'tree' | 'node' | 'changes' | 'watches') => void;
  /** What was kept of its watches when it was last used. */
  readonly keeping: WatchKeeping;
  /** A node that was watched is gone. */
  readonly onGone: (path: string) => void;
  /** An entry was added to the timeline. */
  readonly onRecorded: (id: number) => void;
}

/** What is shown of one connection, kept as it is on the server. Here its parts are put together. */
export class LiveView {
  readonly tree = new TreeModel();
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
  readonly #live: LiveModel;
  readonly #router: EventRouter;
  readonly #resync: Resync;
  readonly #changes: ChangeRecorder;
  readonly #gaps: Gaps;
  readonly #pipeline: ChangePipeline;
  readonly #keeping: WatchKeeping;
  readonly #keptValues = new ValueCache(keptValueBytes);
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
  #revision = 1;

  constructor({ session, clock, steadyClock, keeping, ...options }: LiveViewOptions) {
    const { onChange, onGone, onRecorded } = options;
    this.#onChange = onChange;
    this.#clock = clock;
    this.#steadyClock = steadyClock;
    this.#openedAt = clock();
    this.#keeping = keeping;
    const { tree } = this;
    const isReplayed = keeping.list().some(({ keepOnDisk }) => keepOnDisk);
    const log = new ChangeLog({
      ...changeLogBounds,
      // Room for the ids of what was kept on disk.
      ...(isReplayed && { firstId: changeLogBounds.maxRows + 1 }),
      onProgress: () => onChange('changes'),
    });
    this.log = log;
    const values = new ValueCache(lastValueBytes);
    const onTreeChange = () => this.touchTree();
    const registry = new WatchRegistry({
      session,
      budget: watchBudget,
      onWatchLost: (path, mode) => {
        if (mode === 'recursive') facts.loseUnwatched((known) => registry.isWatched(known));
        else if (!registry.isWatched(path)) facts.loseWatch(path);
      },
      onCountChange: () => {
        onChange('connection');
        onChange('watches');
      },
    });
    const facts = new NodeFacts({
      capacity: factCapacity,
      isPinned: (path) => registry.isWanted(path),
      onAclChange: (path, { czxid, aversion: from }, { aversion: to }) =>
        pipeline.observe({ source: 'acl', change: { path, czxid, from, to } }),
    });
    const activity = new ActivityBelow(tree);
    const events = new RowEvents({ tree, nextRevision: () => this.#revision + 1 });
    const gaps = new Gaps({
      changes: () => changes,
      clock,
      steadyClock,
      onOutcome: (entry, watch) => {
        if (watch === null) watches.keepForAll(entry);
        else watches.keepForOne(watch, entry);
      },
    });
    const live = new LiveModel({ session, registry, steadyClock });
    const watches = new UserWatches({
      live,
      registry,
      keeping,
      clock,
      steadyClock,
      onEvent: (witness, event) => pipeline.observe({ source: 'watch', witness, event }),
      onGap: ({ id, path }, { from, reason, isCompared, ...gap }) => {
        // What the whole connection missed is one entry; where it cannot be told, the watch says so.
        if (isOfConnection(reason) && isCompared) return gaps.join(id, '/');
        // A node that could not be read is told by those who watch that very node.
        if (gap.path !== path) return gaps.join(id, gap.path);
        return gaps.begin({ path, from, reason, watch: id, comparer: isCompared ? id : null });
      },
      onCompared: (id, isComplete) => gaps.leave(id, isComplete),
      onChange: () => onChange('watches'),
    });
    const changes = new ChangeRecorder({
      log,
      clock,
      observers: [
        { onChange: (change) => events.take(change) },
        { onChange: (change) => change.id !== null && activity.take(change) },
        { onChange: (change) => gaps.take(change) },
        { onChange: ({ id, isNew }) => id !== null && isNew && onRecorded(id) },
      ],
      onChange: () => {
        onChange('changes');
        onTreeChange();
      },
    });
    const aclChanges = new AclChanges(changes);
    const onStat = (path: string, stat: Stat) => {
      openNode.noticeStat(path, stat);
      onTreeChange();
    };
    const reader = new NodeReader({
      session,
      facts,
      values,
      registry,
      onRead: (path, reading) => openNode.noticeRead(path, reading),
      onStat,
    });
    const openNode = new OpenNode({
      reader,
      registry,
      values,
      session,
      clock,
      onChange: () => onChange('node'),
    });
    const lifecycle = new NodeLifecycle({
      facts,
      values,
      registry,
      reader,
      changes,
      onGone: (path) => {
        activity.forget(path);
        openNode.noticeGone(path);
        onGone(path);
      },
    });
    const data = new MergedChanges({ kind: 'dataChanged', reader, facts, values, changes });
    const children = new MergedChanges({
      kind: 'childrenChanged',
      reader,
      facts,
      values,
      changes,
    });
    const watched = new WatchedChanges({
      registry,
      facts,
      values,
      keptValues: this.#keptValues,
      reader,
      changes,
    });
    const pipeline = new ChangePipeline({
      registry,
      facts,
      recorder: changes,
      lifecycle,
      data,
      children,
      watched,
      aclChanges,
      witnesses: new Witnesses(() => watches.witnesses),
      suggest: (kind, path) => live.suggest(kind, path),
      onWatched: (change, entry) => watches.keepFor(change, entry),
    });
    const levels = new LevelReader({
      session,
      tree,
      registry,
      pipeline,
      onToggle: (path) => activity.forget(path),
      onStat: (path, stat) => {
        facts.learn(path, stat, registry.isWatched(path));
        onStat(path, stat);
      },
      onTreeChange,
    });
    const shared = { tree, registry, levels, pipeline, openNode, onTreeChange };
    this.#router = new EventRouter(shared);
    this.#resync = new Resync({ ...shared, session, facts });
    this.rows = new RowStats({ session, facts, registry, onTreeChange });
    this.#live = live;
    this.#changes = changes;
    this.#gaps = gaps;
    this.#pipeline = pipeline;
    this.facts = facts;
    this.events = events;
    this.activity = activity;
    this.registry = registry;
    this.reader = reader;
    this.levels = levels;
    this.openNode = openNode;
    this.watches = watches;
  }

  /** Grows with every change of the rows. */
  get revision(): number {
    return this.#revision;
  }

  touchTree(): void {
    this.#revision += 1;
    this.tree.invalidate();
    this.#onChange('tree');
  }

  /** Reads a node that is watched from now on, so that its first change can be shown with what was before. */
  async learnWatched(path: string): Promise<void> {
    const reading = await this.reader.readData(path);
    if (!reading) this.facts.learn(path, null, this.registry.isWatched(path));
  }

  handle(event: WatchEvent): void {
    this.#live.handle(event);
    this.#router.handle(event);
  }

  /** The connection is lost: what happens from now on is not told. */
  lose(): void {
    this.#gaps.interrupt();
    this.#live.lose();
  }

  /** The same session is back. What was missed becomes changes. */
  resume(): Promise<void> {
    this.watches.adapt();
    this.#live.resume();
    return this.#compare();
  }

  /** Another session is there. What was missed becomes changes. */
  restart(): Promise<void> {
    this.#pipeline.beginSession();
    this.watches.adapt();
    this.#live.restart();
    return this.#compare();
  }

  /** Reads everything that is shown again; differences become changes. */
  async resync(): Promise<void> {
    await this.#resync.run();
  }

  /** Sets the watches again that were there when the same connection was last used, as they were left. */
  restoreWatches(): void {
    if (this.#keeping.isOff) this.switchWatchesOff();
    for (const kept of this.#keeping.list()) {
      const entry = this.watches.restore(kept);
      if (!entry.isPaused) void this.learnWatched(kept.path).catch(expectFailure);
    }
    void this.#recall();
  }

  /** Gives all server watches back. What is shown stays as it is, and is as old as that. */
  switchWatchesOff(): void {
    if (this.registry.isOff) return;
    this.#offSince = this.#steadyClock();
    this.#heldOff = this.facts.liveStats();
    this.#live.switchOff();
    this.#keeping.setOff(true);
    this.#tellWatches();
  }

  /** What was missed becomes changes. */
  async switchWatchesOn(): Promise<void> {
    if (!this.registry.isOff) return;
    this.noteGap(this.#offSince, 'switchedOff');
    this.#live.switchOn();
    this.#keeping.setOff(false);
    this.#tellWatches();
    // So that they are compared with what was known when it was told last.
    this.facts.resumeFrom(this.#heldOff, (path) => this.registry.isWatched(path));
    this.#heldOff = new Map();
    await this.#compare();
  }

  /** Writes a turn in the life of the session down, in the timeline and in every history. */
  noteSession(session: SessionEntry): void {
    const entry = this.#changes.recordSession(session);
    if (entry) this.watches.keepForAll(entry);
  }

  /**
   * Writes down that nothing was told on the whole connection until now.
   * @param from by the steady clock
   */
  noteGap(from: number, reason: GapReason): void {
    this.#comparer = Symbol(reason);
    this.#beginGap(from, reason, this.#comparer);
  }

  /** Tells what waits, and from now on nothing any more. To be called before the session is closed. */
  conclude(): void {
    this.watches.conclude();
  }

  /** Ends the watches of the user. To be called when the session is closed. */
  async dispose(): Promise<void> {
    await this.watches.close();
    this.#live.dispose();
  }

  #beginGap(from: number, reason: GapReason, comparer: Comparer): void {
    const entry = this.#gaps.begin({ path: '/', from, reason, watch: null, comparer });
    if (entry) this.watches.keepForAll(entry);
  }

  /** As `resync`, for the gap that was noted last. */
  async #compare(): Promise<void> {
    const comparer = this.#comparer;
    const isComplete = await this.#resync.run();
    this.#gaps.leave(comparer, isComplete);
  }

  /** Goes on from what was kept on disk. */
  async #recall(): Promise<void> {
    const replayed = replayKept({
      watches: this.watches,
      log: this.log,
      before: this.#openedAt,
      clock: this.#clock,
      values: this.#keptValues,
      onBatch: () => this.#onChange('changes'),
    });
    const waiting = new AbortController();
    const { signal } = waiting;
    await Promise.race([replayed, delay(recallMs, null, { signal, ref: false })]);
    waiting.abort();
    const comparer = Symbol('closed');
    this.watches.begin((at) => this.#beginGap(at, 'closed', comparer));
    // The window itself knows nothing of that time.
    this.#gaps.leave(comparer, true);
    await replayed;
  }

  #tellWatches(): void {
    this.#onChange('connection');
    this.#onChange('watches');
  }
}
