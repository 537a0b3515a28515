import type { Stat } from '../../../shared/model/stat.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import { LiveModel } from '../../zookeeper/live/live-model.ts';
import { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import { ChangeLog, changeLogBounds } from '../changes/change-log.ts';
import { ValueCache } from '../changes/value-cache.ts';
import { OpenNode } from '../node/open-node.ts';
import { AclChanges } from '../observe/acl-changes.ts';
import { ChangePipeline } from '../observe/change-pipeline.ts';
import { ChangeRecorder } from '../observe/change-recorder.ts';
import { Gaps, isOfConnection } from '../observe/gaps.ts';
import { MergedChanges } from '../observe/merged-changes.ts';
import { NodeFacts } from '../observe/node-facts.ts';
import { NodeLifecycle } from '../observe/node-lifecycle.ts';
import { NodeReader } from '../observe/node-reader.ts';
import { WatchedChanges } from '../observe/watched-changes.ts';
import { Witnesses } from '../observe/witnesses.ts';
import { ActivityBelow } from '../tree/activity-below.ts';
import { RowEvents } from '../tree/row-events.ts';
import { ExpandedTree } from '../tree/expanded-tree.ts';
import { UserWatches } from '../watches/user-watches.ts';
import type { WatchKeeping } from '../watches/watch-keeping.ts';
import { EventRouter } from './event-router.ts';
import { LevelReader } from './level-reader.ts';
import { Resync } from './resync.ts';
import { RowStats } from './row-stats.ts';

/** The most server watches that one connection holds. */
export const watchBudget = 1_000;

const factCapacity = 5_000;
const lastValueBytes = 16 * 1024 * 1024;
/** The last values that the histories hold: what was before the changes that are found after a restart. */
const keptValueBytes = 8 * 1024 * 1024;

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

/** Grows with every change of the rows. */
class TreeRevision {
  readonly #tree: ExpandedTree;
  readonly #onChange: () => void;
  #current = 1;

  constructor(tree: ExpandedTree, onChange: () => void) {
    this.#tree = tree;
    this.#onChange = onChange;
  }

  get current(): number {
    return this.#current;
  }

  /** The rows are other ones now. */
  touch(): void {
    this.#current += 1;
    this.#tree.invalidate();
    this.#onChange();
  }
}

export type ViewParts = ReturnType<typeof assembleView>;

/** Makes the parts of a view and puts them together: each knows of the others only what it is given here. */
export function assembleView({
  session,
  clock,
  steadyClock,
  keeping,
  ...options
}: LiveViewOptions) {
  const { onChange, onGone, onRecorded } = options;
  const tree = new ExpandedTree();
  const revision = new TreeRevision(tree, () => onChange('tree'));
  const isReplayed = keeping.list().some(({ keepOnDisk }) => keepOnDisk);
  const log = new ChangeLog({
    ...changeLogBounds,
    // Room for the ids of what was kept on disk.
    ...(isReplayed && { firstId: changeLogBounds.maxRows + 1 }),
    onProgress: () => onChange('changes'),
  });
  const values = new ValueCache(lastValueBytes);
  const keptValues = new ValueCache(keptValueBytes);
  const onTreeChange = () => revision.touch();
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
  const events = new RowEvents({ tree, nextRevision: () => revision.current + 1 });
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
      // What the whole connection missed is one entry; where it cannot be found, the watch says so.
      if (isOfConnection(reason) && isCompared) return gaps.join(id, '/');
      // A node that could not be read is reported by those who watch that very node.
      if (gap.path !== path) return gaps.join(id, gap.path);
      return gaps.begin({ path, from, reason, watch: id, comparer: isCompared ? id : null });
    },
    onCompared: (id, isComplete) => gaps.leave(id, isComplete),
    onRestored: ({ isPaused, live: { path } }) => {
      if (!isPaused) void learnWatched(path).catch(expectFailure);
    },
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
  /** So that the first change of a node that is watched from now on can be shown with what was before. */
  const learnWatched = async (path: string) => {
    const reading = await reader.readData(path);
    if (!reading) facts.learn(path, null, registry.isWatched(path));
  };
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
    keptValues,
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
  return {
    tree,
    revision,
    log,
    facts,
    events,
    activity,
    registry,
    reader,
    levels,
    rows: new RowStats({ session, facts, registry, onTreeChange }),
    openNode,
    watches,
    learnWatched,
    live,
    router: new EventRouter(shared),
    resync: new Resync({ ...shared, session, facts }),
    changes,
    gaps,
    pipeline,
    keptValues,
  };
}
