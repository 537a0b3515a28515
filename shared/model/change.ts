/** What can happen to a znode. `aclChanged` is known by comparison only: no watch tells of it. */
export const changeKinds = [
  'created',
  'dataChanged',
  'deleted',
  'childrenChanged',
  'aclChanged',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What the timeline holds: changes, and what happened to the connection that sees them. */
export const entryKinds = [...changeKinds, 'session', 'gap'] as const;
export type EntryKind = (typeof entryKinds)[number];

/**
 * How a change was seen: a watch told of it; it was found by comparing after a gap; or changes came faster than
 * values may be read, so that some of them were not.
 */
export const seenByWays = ['watch', 'comparison', 'sample'] as const;
export type SeenBy = (typeof seenByWays)[number];

/** One entry of the timeline: a change seen in what is watched, or something that happened to the connection. */
export interface Change {
  /** Counts from 1 in the order in which changes were seen. */
  readonly id: number;
  /** When it was seen here, milliseconds since the epoch. */
  readonly seenAt: number;
  readonly kind: EntryKind;
  /** The znode; of a session or a gap, `/`. */
  readonly path: string;
  /** The data version (for `childrenChanged` the child version) before the change, where it was known. */
  readonly fromVersion?: number;
  /** The same after the change, where it was read. */
  readonly version?: number;
  readonly mzxid?: bigint;
  /** Bytes of data before and after, where they are known; no data counts as 0. */
  readonly fromBytes?: number;
  readonly bytes?: number;
  /** How many changes this entry stands for: more than 1 when several were merged between two reads. */
  readonly count: number;
  /** Absent for a session or a gap. */
  readonly seenBy?: SeenBy;
  /** The session that owns, or owned, an ephemeral node that came or went. */
  readonly owner?: bigint;
  readonly session?: SessionEntry;
  readonly gap?: GapEntry;
}

/** A turn in the life of the session. */
export interface SessionEntry {
  readonly state: 'connected' | 'reconnecting' | 'expired' | 'closed';
  /** `host:port` */
  readonly server?: string;
  readonly sessionId?: bigint;
}

/** For a while nothing was told. */
export interface GapEntry {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly reason: GapReason;
  /** False when there were too many nodes to remember: what changed in the gap cannot be told then. */
  readonly isCompared: boolean;
}

export const gapReasons = [
  'reconnected',
  'sessionExpired',
  'overload',
  'switchedOff',
  'paused',
] as const;
export type GapReason = (typeof gapReasons)[number];

/** A change with the values before and after it, as far as they were read here. */
export interface ChangeDetail {
  readonly change: Change;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
}

export type ChangeValue =
  | { readonly kind: 'value'; readonly data: Uint8Array | null; readonly version: number }
  /** It was not read here, or has been let go to keep memory bounded. */
  | { readonly kind: 'unknown' }
  /** The node did not exist. */
  | { readonly kind: 'absent' };

export interface ChangesSummary {
  /** Changes seen since the connection was opened, merged ones included. */
  readonly seen: number;
  /** Rows kept, newest first. */
  readonly kept: number;
}

/** Which of the kept changes are asked for. Absent conditions let every change pass. */
export interface ChangesQuery {
  /** Part of the path, whatever its case. */
  readonly text?: string | undefined;
  readonly kind?: EntryKind | undefined;
  /** The newest change to count, by its id: with it a view stands still while changes go on. */
  readonly upTo?: number | undefined;
}

export interface ChangesWindow extends ChangesSummary {
  /** How many of the kept changes pass the query; `from` counts among these. */
  readonly matching: number;
  readonly from: number;
  readonly rows: readonly Change[];
}

/** As Curator's NodeCache, PathChildrenCache and TreeCache. */
export const watchScopes = ['node', 'children', 'subtree'] as const;
export type WatchScope = (typeof watchScopes)[number];

/** A watch the user asked for. */
export interface UserWatch {
  readonly id: string;
  readonly path: string;
  readonly scope: WatchScope;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly changeCount: number;
}
