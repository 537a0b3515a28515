import type { Failure } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';

/** A node as it was read after a change. */
export type NodeNow =
  | { readonly kind: 'value'; readonly stat: Stat; readonly data: Uint8Array | null }
  /** Its data was not asked for, or may not be read. */
  | { readonly kind: 'stat'; readonly stat: Stat; readonly refusal?: Failure }
  | { readonly kind: 'unread'; readonly reason: UnreadReason };

/** `sampled`: changes came faster than they may be read. `gone`: it was deleted before it could be read. */
export type UnreadReason = 'sampled' | 'gone' | 'noConnection' | 'failed';

/** What was known of a node before a change. Null is what was not read, not even once. */
export interface NodeBefore {
  readonly czxid: bigint | null;
  readonly mzxid: bigint | null;
  readonly version: number | null;
  readonly dataLength: number | null;
  /** As in the stat; 0n for a node that is not ephemeral. */
  readonly ephemeralOwner: bigint | null;
}

interface NodeEvent {
  readonly path: string;
  /** When it was noticed here, by the steady clock. */
  readonly at: number;
  /** True when no watch reported it, but a comparison with what was known found it. */
  readonly isFound: boolean;
}

/** What a live watch reports, in order. */
export type LiveEvent = LiveChange | LiveGap | LiveCompared;

/** A change of a node. */
export type LiveChange =
  | (NodeEvent & { readonly kind: 'created'; readonly now: NodeNow })
  | (NodeEvent & {
      readonly kind: 'dataChanged';
      /** How many changes it stands for; exact as soon as the node's version was read once. */
      readonly count: number;
      readonly before: NodeBefore;
      readonly now: NodeNow;
      /** Changes came faster than they may be read, so values in between were not. */
      readonly isSampled: boolean;
    })
  | (NodeEvent & { readonly kind: 'deleted'; readonly before: NodeBefore | null })
  /** Children of this node came and went unseen in a gap: so many of its changes are reported by no other event. */
  | (NodeEvent & {
      readonly kind: 'childrenChanged';
      readonly count: number;
      readonly cversion: number;
    })
  /** The ACL was changed, so many times. No watch reports it: the node was read again for another reason. */
  | (NodeEvent & {
      readonly kind: 'aclChanged';
      readonly czxid: bigint;
      readonly count: number;
      /** Version of the ACL as it was known, and as it is. */
      readonly from: number;
      readonly to: number;
    });

/** For a while nothing was reported. What really changed follows, found by comparing. */
export interface LiveGap {
  readonly kind: 'gap';
  /** What is watched; where a node was unreadable, that one, which may lie below. */
  readonly path: string;
  /** By the steady clock. */
  readonly from: number;
  readonly to: number;
  readonly reason: GapReason;
  /** False when there are more nodes than are remembered: what changed in the gap cannot be found then. */
  readonly isCompared: boolean;
}

/** The comparing after a gap that is to be compared is over, and all that it found was reported. */
export interface LiveCompared {
  readonly kind: 'compared';
  /** False when it did not come to its end: another gap began, or there are too many nodes by now. */
  readonly isComplete: boolean;
}

/**
 * `closed`: nobody watched; what was known at the end was kept. `unreadable`: the session was not allowed to read the
 * node that is watched.
 */
export type GapReason =
  | 'reconnected'
  | 'sessionExpired'
  | 'overload'
  | 'switchedOff'
  | 'paused'
  | 'closed'
  | 'unreadable';
