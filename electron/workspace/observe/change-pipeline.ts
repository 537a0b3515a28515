import type { ChangeDetail } from '../../../shared/model/change.ts';
import type { LiveChange } from '../../zookeeper/live/live-event.ts';
import type { WatchRegistry } from '../../zookeeper/live/watch-registry.ts';
import { isAnotherNode } from '../../../shared/newer-reading.ts';
import type { AclChanges } from './acl-changes.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import { czxidOf } from './czxid-of.ts';
import type { MergedChanges } from './merged-changes.ts';
import type { NodeFacts } from './node-facts.ts';
import type { NodeLifecycle } from './node-lifecycle.ts';
import type {
  ChildrenObservation,
  ComparisonObservation,
  EventObservation,
  LevelObservation,
  Observation,
  WatchObservation,
} from './observation.ts';
import type { WatchedChanges } from './watched-changes.ts';
import type { Witnesses } from './witnesses.ts';

/** An entry of the timeline that belongs into the histories of the watches which see its node. */
export interface WatchedEntry extends ChangeDetail {
  readonly czxid?: bigint;
}

export interface ChangePipelineOptions {
  readonly registry: WatchRegistry;
  readonly facts: NodeFacts;
  readonly recorder: ChangeRecorder;
  readonly lifecycle: NodeLifecycle;
  readonly data: MergedChanges;
  readonly children: MergedChanges;
  readonly watched: WatchedChanges;
  readonly aclChanges: AclChanges;
  readonly witnesses: Witnesses;
  /** A list of children has shown what the server may not have reported to a watch. */
  readonly suggest: (kind: 'created' | 'deleted', path: string) => void;
  /** Something is to be kept by the watches that are concerned. */
  readonly onWatched: (change: Pick<LiveChange, 'kind' | 'path'>, entry: WatchedEntry) => void;
}

/**
 * The one judge of changes: takes what anybody has observed, and alone decides what changed, who records it and how
 * much is merged into one entry. Levels, rows, the open node, watches and histories only observe, and follow what was
 * decided; none of them asks another one who records a change.
 *
 * The rule: where a watch of the user's follows a node, that watch reports its changes, with every value read after
 * each; the window's own observations then only make rows flash. Where none does, the window's observations count.
 */
export class ChangePipeline {
  readonly #options: ChangePipelineOptions;

  constructor(options: ChangePipelineOptions) {
    this.#options = options;
  }

  /** Takes in what was observed, in the order in which the server has sent it. */
  observe(observation: Observation): void {
    switch (observation.source) {
      case 'event':
        this.#takeEvent(observation);
        return;
      case 'level':
        this.#takeListed(observation);
        return;
      case 'childVersion':
        this.#takeChildren(observation);
        return;
      case 'comparison':
        this.#takeComparison(observation);
        return;
      case 'watch':
        this.#takeWatched(observation);
        return;
      case 'acl': {
        const { change } = observation;
        const entry = this.#options.aclChanges.take(change);
        const { path, czxid } = change;
        if (entry) this.#options.onWatched({ kind: 'aclChanged', path }, { ...entry, czxid });
      }
    }
  }

  /** Resolves when the true number is known of every change that was observed by now. */
  async counted(): Promise<void> {
    await Promise.all([this.#options.data.counted(), this.#options.children.counted()]);
  }

  /** All that is shown was compared after a gap: what happens from now on is no part of what was recorded before. */
  endComparison(): void {
    this.#options.data.forgetUnread();
    this.#options.children.forgetUnread();
  }

  /** Another session is there, perhaps of another data set: what was remembered of the one before counts no more. */
  beginSession(): void {
    this.#options.facts.beginSession();
    this.#options.aclChanges.beginSession();
  }

  #takeEvent({ kind, path, child, isNewsToLevel }: EventObservation): void {
    const { registry, lifecycle, data, children, witnesses } = this.#options;
    const isFollowed = witnesses.follows(path);
    const isShown = registry.isWanted(path);
    switch (kind) {
      case 'created':
        if (isNewsToLevel ?? (isShown || isFollowed)) lifecycle.came(path, 'watch', !isFollowed);
        return;
      case 'deleted':
        if (isNewsToLevel ?? (isShown || isFollowed)) this.#gone(path, 'watch', !isFollowed);
        return;
      case 'dataChanged':
        if (isShown && !isFollowed) data.notice(path);
        return;
      case 'childrenChanged':
        if (isShown) children.notice(path, { isRecorded: !witnesses.seesChildrenOf(path) });
        return;
      case 'childTurned':
        // The recursive watch that reports it may be there for rules that are not for this child.
        if (isShown) {
          const isRecorded = child !== undefined && !witnesses.follows(child);
          children.notice(path, { isRecorded });
        }
    }
  }

  #takeListed({ kind, path, seenBy }: Pick<LevelObservation, 'kind' | 'path' | 'seenBy'>): void {
    const { lifecycle, witnesses, suggest } = this.#options;
    const isFollowed = witnesses.follows(path);
    if (kind === 'created') lifecycle.came(path, seenBy, !isFollowed);
    // Before the node is forgotten: the watch may read what was known of it.
    if (isFollowed) suggest(kind, path);
    if (kind === 'deleted') this.#gone(path, seenBy, !isFollowed);
  }

  #takeChildren({ source: _, ...change }: ChildrenObservation): void {
    // A watch of the user's reports each of them.
    if (this.#options.witnesses.seesChildrenOf(change.path)) return;
    this.#options.recorder.record({ kind: 'childrenChanged', ...change });
  }

  #takeComparison(observation: ComparisonObservation): void {
    const { path, before, now, isListed, isExpanded } = observation;
    const { facts, registry, recorder, data, children, witnesses } = this.#options;
    if (!before || !now) {
      // In a loaded level, the list shows who came and went.
      if (isListed || before === now) return;
      this.#takeListed({ kind: now ? 'created' : 'deleted', path, seenBy: 'comparison' });
      return;
    }
    if (isAnotherNode(before, now)) {
      if (!isListed) {
        this.#takeListed({ kind: 'deleted', path, seenBy: 'comparison' });
        this.#takeListed({ kind: 'created', path, seenBy: 'comparison' });
      } else {
        // Its parent's list has counted both as merged changes.
        facts.learn(path, now, registry.isWatched(path));
        recorder.show(path, 'created');
      }
      return;
    }
    const isDataChanged = before.version < now.version;
    const areChildrenChanged = before.cversion < now.cversion && !isExpanded;
    // A watch of the user's finds it, reads it and reports it.
    if (isDataChanged && !witnesses.finds(path)) data.notice(path, { seenBy: 'comparison' });
    if (areChildrenChanged) {
      const isRecorded = !witnesses.seesChildrenOf(path);
      children.notice(path, { isRecorded, seenBy: 'comparison' });
    }
    if (!isDataChanged && !areChildrenChanged) facts.learn(path, now, registry.isWatched(path));
  }

  #takeWatched({ witness, event }: WatchObservation): void {
    const { witnesses, watched, aclChanges, onWatched } = this.#options;
    if (!witnesses.isFirstOf(witness, event)) return;
    const entry = event.kind === 'aclChanged' ? aclChanges.take(event) : watched.take(event);
    if (entry) onWatched(event, { ...entry, ...czxidOf(event) });
  }

  #gone(path: string, seenBy: LevelObservation['seenBy'], isRecorded: boolean): void {
    const { lifecycle, data, children } = this.#options;
    lifecycle.gone(path, seenBy, isRecorded);
    data.noticeGone(path);
    children.noticeGone(path);
  }
}
