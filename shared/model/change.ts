export const changeKinds = ['created', 'dataChanged', 'deleted', 'childrenChanged'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One change seen in what is watched. */
export interface Change {
  /** Counts from 1 in the order in which changes were seen. */
  readonly id: number;
  /** When it was seen here, milliseconds since the epoch. */
  readonly seenAt: number;
  readonly kind: ChangeKind;
  readonly path: string;
  /** The data version (for `childrenChanged` the child version) after the change, where it was read. */
  readonly version?: number;
  readonly mzxid?: bigint;
  /** How many changes this row stands for: more than 1 when several were merged between two reads. */
  readonly count: number;
}

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
  readonly kind?: ChangeKind | undefined;
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
