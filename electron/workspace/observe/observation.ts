import type { ChangeKind, SeenBy } from '../../../shared/model/change.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { LiveChange } from '../../zookeeper/live/live-event.ts';
import type { Witness } from './witnesses.ts';

/** A node whose ACL was found to have a later version than was known. */
export interface FoundAclChange {
  readonly path: string;
  readonly czxid: bigint;
  /** Version of the ACL as it was known, and as it is. */
  readonly from: number;
  readonly to: number;
}

/**
 * Something that was seen of a node, by whom. Several observations may be of one change: what changed is for
 * `ChangePipeline` alone to decide.
 */
export type Observation =
  | EventObservation
  | LevelObservation
  | ChildrenObservation
  | ComparisonObservation
  | WatchObservation
  | AclObservation;

/** A server watch fired. */
export interface EventObservation {
  readonly source: 'event';
  /** `childTurned`: a child came or went by an event of its own, which changes how many there are. */
  readonly kind: 'created' | 'deleted' | 'dataChanged' | 'childrenChanged' | 'childTurned';
  readonly path: string;
  /** For `childTurned`: which child it was. */
  readonly child?: string;
  /**
   * For `created` and `deleted`: whether the level that lists the node did not know it yet. Absent where no level can
   * say.
   */
  readonly isNewsToLevel?: boolean;
}

/** A list of children has a node that it had not before, or no more. */
export interface LevelObservation {
  readonly source: 'level';
  readonly kind: 'created' | 'deleted';
  readonly path: string;
  /** How the list came to be read. */
  readonly seenBy: SeenBy;
}

/** By its child version, a node had more children come and go than its lists have shown. */
export interface ChildrenObservation {
  readonly source: 'childVersion';
  readonly path: string;
  readonly count: number;
  readonly fromVersion?: number;
  readonly version: number;
  readonly seenBy: SeenBy;
}

/** A node was read again after a gap. */
export interface ComparisonObservation {
  readonly source: 'comparison';
  readonly path: string;
  /** As it was known, and as it is; null for no node. */
  readonly before: Stat | null;
  readonly now: Stat | null;
  /** A loaded level lists the node: its list finds out who came and went. */
  readonly isListed: boolean;
  /** Its own level is read again, which finds out about its children. */
  readonly isExpanded: boolean;
}

/** A watch of the user's has found what changed in its scope. */
export interface WatchObservation {
  readonly source: 'watch';
  readonly witness: Witness;
  readonly event: LiveChange;
}

/** A node was read for whatever reason, and its ACL has a later version than was known. */
export interface AclObservation {
  readonly source: 'acl';
  readonly change: FoundAclChange;
}

/** What the pipeline has decided to have happened. */
export interface DecidedChange {
  readonly kind: ChangeKind;
  readonly path: string;
  /** How many changes; of an entry of which more was learnt, how many more. */
  readonly count: number;
  readonly seenBy?: SeenBy;
  /** The entry of the timeline; null where a watch of the user's records it and this one only shows on its row. */
  readonly id: number | null;
  /** False where more was learnt of an entry. */
  readonly isNew: boolean;
}

/** Somebody who follows what was decided: rows, gaps, rules. */
export interface ChangeObserver {
  readonly onChange: (change: DecidedChange) => void;
}
