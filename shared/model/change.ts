import type { Failure } from './failure.ts';

/** What can happen to a znode. `aclChanged` is known by comparison only: no watch reports it. */
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

/** @returns whether an entry of this kind is a change, and not something that happened to the connection. */
export function isChangeKind(kind: EntryKind): kind is ChangeKind {
  return (changeKinds as readonly EntryKind[]).includes(kind);
}

/**
 * How a change was seen: a watch reported it; it was found by comparing after a gap; or changes came faster than
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
  /** The znode; of a session or a gap, `/`; of the gap of one watch, what it watches. */
  readonly path: string;
  /**
   * The data version before the change, where it was known; for `childrenChanged` the child version, for `aclChanged`
   * that of the ACL.
   */
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

/** The turns in the life of a session that are written down. */
export const sessionTurns = [
  'connected',
  'reconnecting',
  'expired',
  'authFailed',
  'closed',
] as const;

/** A turn in the life of the session. */
export interface SessionEntry {
  readonly state: (typeof sessionTurns)[number];
  /** `host:port` */
  readonly server?: string;
  readonly sessionId?: bigint;
}

/** For a while nothing was reported, or nothing is known of what was. */
export interface GapEntry {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly reason: GapReason;
  /** False when there were too many nodes to remember: what changed in the gap is not known then. */
  readonly isCompared: boolean;
  /** Absent where nothing is compared, and in what an earlier version has written. */
  readonly comparison?: GapComparison;
}

/**
 * How the comparing after a gap stands. `incomplete`: it did not come to its end, because the next gap began, there
 * were too many nodes, or the application ended.
 */
export const comparisonStates = ['running', 'complete', 'incomplete'] as const;
export type ComparisonState = (typeof comparisonStates)[number];

export interface GapComparison {
  readonly state: ComparisonState;
  /** Changes found; 0 while it is running. */
  readonly found: number;
}

/** @returns a comparison as it is to be shown once nobody carries it on. */
export function endedComparison({ state, found }: GapComparison): GapComparison {
  return { state: state === 'running' ? 'incomplete' : state, found };
}

/** Why. `historyIncomplete`: it was kept on disk, and is missing there now or was altered. */
export const gapReasons = [
  'reconnected',
  'sessionExpired',
  'overload',
  'switchedOff',
  'paused',
  'closed',
  'unreadable',
  'historyIncomplete',
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
  /** Changes seen since the connection was opened, merged ones included; sessions and gaps are none. */
  readonly seen: number;
  /** Rows kept, newest first. */
  readonly kept: number;
}

/**
 * How a path is looked for. `text`: a part of it, whatever its case. `glob` and `regex` distinguish case, as ZooKeeper
 * does. A `glob` is for the whole path: `*` and `?` stay within one name, `**` goes over any number of levels,
 * `{a,b}` is either, `\\` takes the next character as it is; one that does not begin with `/` fits at any depth.
 * A `regex` (RE2 syntax: no look-around, no back-references) fits anywhere in the path.
 */
export const pathPatternKinds = ['text', 'glob', 'regex'] as const;

export interface PathPattern {
  readonly kind: (typeof pathPatternKinds)[number];
  readonly pattern: string;
}

/**
 * Which of the kept changes are asked for. Absent conditions and empty texts let every change pass. A session or a
 * gap is no change of a znode: it does not pass a condition on the path or the value.
 */
export interface ChangesQuery {
  readonly path?: PathPattern | undefined;
  /** Exactly this znode: its history. */
  readonly node?: string | undefined;
  /** Any of these; none at all lets nothing pass. */
  readonly kinds?: readonly EntryKind[] | undefined;
  /** Part of the value before or after as UTF-8 text, whatever its case, where the value is still held. */
  readonly value?: string | undefined;
  /** Seen at this moment or later, milliseconds since the epoch. */
  readonly from?: number | undefined;
  /** Seen at this moment or earlier. */
  readonly to?: number | undefined;
  /** The newest change to count, by its id: with it a view stands still while changes go on. */
  readonly upTo?: number | undefined;
}

/** A query that cannot be carried out; to be shown at the field concerned. */
export interface QueryProblem {
  readonly field: 'path';
  /** What is wrong with the pattern, a technical addition in English. */
  readonly detail: string;
}

export interface ChangesWindow extends ChangesSummary {
  /** How many of the kept changes pass the query, as far as they have been looked at; `from` counts among these. */
  readonly matching: number;
  /** How many of the kept changes have been looked at, the newest first; all when it equals `kept`. */
  readonly scanned: number;
  readonly from: number;
  readonly rows: readonly Change[];
  /** Nothing passes then. */
  readonly problem?: QueryProblem;
}

/** As Curator's NodeCache, PathChildrenCache and TreeCache. */
export const watchScopes = ['node', 'children', 'subtree'] as const;
export type WatchScope = (typeof watchScopes)[number];

/**
 * `loading`: what is there is being read for the first time; changes are reported already. `comparing`: after a gap.
 * `away`: there is no connection. `paused`, `off`: by the user, this watch or all of them. `live`: every change is reported.
 */
export const watchStates = ['loading', 'live', 'away', 'comparing', 'paused', 'off'] as const;
export type WatchState = (typeof watchStates)[number];

/** A notification rule, as its watch knows it. */
export interface WatchingRule {
  readonly id: string;
  readonly name: string;
}

/** A watch that the user asked for, or that a rule of the user's needs. */
export interface UserWatch {
  readonly id: string;
  readonly path: string;
  readonly scope: WatchScope;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly state: WatchState;
  /** Also where all watches are off, or there is no connection. */
  readonly isPaused: boolean;
  /** Changes reported since the connection was opened. */
  readonly changeCount: number;
  /** Changes reported in the last minute. */
  readonly perMinute: number;
  /** Changes come faster than values may be read: some are not. */
  readonly isSampling: boolean;
  /** Server watches it takes: 0 where that of another one covers it, or while it holds none. */
  readonly serverWatches: number;
  /** Nodes it follows; null when there are too many to compare anything after a gap. */
  readonly nodeCount: number | null;
  /** The notification rules that need it; absent for none. */
  readonly rules?: readonly WatchingRule[];
  /** The user did not ask for it: it is there for those rules, and goes with them. */
  readonly isOfRulesAlone?: true;
  /** Whether what it sees is to be kept on disk. */
  readonly keepOnDisk: boolean;
  /** The most bytes its history may take on disk, where the user said so. */
  readonly maxHistoryBytes?: number;
  /** What its history takes on disk, once it is open. */
  readonly historySize?: HistorySize;
  /** Why nothing is kept although it is to be. */
  readonly keepFailure?: Failure;
  /** Why it could not be set again as it was left, and is paused instead. */
  readonly restoreFailure?: Failure;
  /** Why the node it watches may not be read, although it is there: what happens to it is hardly seen. */
  readonly readFailure?: Failure;
}

export interface HistorySize {
  /** As of the last write. */
  readonly sizeBytes: number;
  /** The most it may be; the oldest goes first. */
  readonly maxBytes: number;
}

/** Which client a session belongs to, according to the servers. */
export type SessionOwner =
  | {
      readonly kind: 'known';
      /** The client's `address:port`. */
      readonly address: string;
      /** The server it was connected to, `host:port`. */
      readonly server: string;
      /** When the server answered, milliseconds since the epoch. */
      readonly askedAt: number;
    }
  | { readonly kind: 'unknown'; readonly answers: readonly OwnerAnswer[] };

/** What one server said of a session whose client no server named. */
export type OwnerAnswer =
  /** It listed its connections, and none is of this session any more. */
  | { readonly kind: 'notThere'; readonly server: string }
  /** It answered in neither way. */
  | {
      readonly kind: 'notAnswered';
      readonly server: string;
      /** Why not by the four-letter word `cons`. */
      readonly word: Silence;
      /** Why not by its AdminServer, and at which port that was looked for. */
      readonly admin: Silence;
      readonly adminPort: number;
    };

/**
 * Why a way of asking a server about itself was without an answer. `notWhitelisted`: it does not permit the word.
 * `off`: nobody listens there. `foreign`: something else does. `refused`, `notServing`, `tooLarge`: it answers, but not
 * this. `unreachable`, `silent`, `hungUp`: how far the asking got.
 */
export type Silence =
  | 'notWhitelisted'
  | 'notServing'
  | 'off'
  | 'foreign'
  | 'refused'
  | 'tooLarge'
  | 'unreachable'
  | 'silent'
  | 'hungUp';

/** The port of a ZooKeeper server's AdminServer where zoo.cfg does not say (`admin.serverPort`). */
export const defaultAdminPort = 8_080;
