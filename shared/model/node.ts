import type { AclEntry } from './acl.ts';
import type { Failure } from './failure.ts';
import type { Stat } from './stat.ts';

/** The node that is open in the window, as last read from the server. */
export type NodeSnapshot =
  | { readonly kind: 'loading'; readonly path: string }
  | {
      readonly kind: 'present';
      readonly path: string;
      /** ZooKeeper distinguishes a node without data (null) from one with empty data. */
      readonly data: Uint8Array | null;
      readonly stat: Stat;
      /** As that of its row: see `TreeRow`. */
      readonly sequenceLength?: number;
      /** When this was read, milliseconds since the epoch. */
      readonly readAt: number;
    }
  /**
   * The node is not there: it was deleted, or never existed. `last` is what it held when it was last seen here, and
   * `lastAcl` the ACL it had then, where that is known.
   */
  | {
      readonly kind: 'absent';
      readonly path: string;
      readonly last?: NodeValue;
      readonly lastAcl?: readonly AclEntry[];
    }
  /** It could not be read; a value read earlier is kept. */
  | {
      readonly kind: 'failed';
      readonly path: string;
      readonly failure: Failure;
      readonly last?: NodeValue;
    };

export interface NodeValue {
  readonly data: Uint8Array | null;
  readonly stat: Stat;
}

/** What a new value was typed over: it is saved only where the node still holds that. */
export interface WriteBase {
  readonly version: number;
  /** The transaction that wrote the data. */
  readonly mzxid: bigint;
  /** The transaction that created the node, where it is known. */
  readonly czxid?: bigint;
  /** The value itself, where it is known: another data set may have the same version and transactions. */
  readonly data?: Uint8Array | null;
}

export interface NodeAcl {
  readonly path: string;
  /** At most `shownAclEntries` of them. */
  readonly acl: readonly AclEntry[];
  /** How many there are in all. */
  readonly entryCount: number;
  readonly stat: Stat;
}

/** An ACL has a handful of entries; a server may hold millions, which no window can show. */
export const shownAclEntries = 1_000;

/** How a znode is created (`org.apache.zookeeper.CreateMode`). */
export const createModes = [
  'persistent',
  'ephemeral',
  'persistentSequential',
  'ephemeralSequential',
  'container',
  'ttl',
  'ttlSequential',
] as const;

export type CreateMode = (typeof createModes)[number];

/** @returns whether the server appends a number to the path, so that the name in front of it may be empty. */
export function isSequential(mode: CreateMode): boolean {
  return (
    mode === 'persistentSequential' || mode === 'ephemeralSequential' || mode === 'ttlSequential'
  );
}

/** @returns whether the server removes the node by itself when it was not changed for a time. */
export function hasTtl(mode: CreateMode): boolean {
  return mode === 'ttl' || mode === 'ttlSequential';
}

/** What a delete would remove, counted on the server just now. */
export interface DeletePlan {
  readonly path: string;
  /** The version of the node itself when it was counted. */
  readonly version: number;
  /** The server's newest transaction when the count began: what is newer was not counted. */
  readonly asOf: bigint;
  /** Nodes below it, not counting itself. */
  readonly descendantCount: number;
  readonly ephemeralCount: number;
  /** The first few descendants, for the dialog. */
  readonly sample: readonly string[];
}

/** The longest text of a draft that is kept, in UTF-16 units: far more than a node may hold. */
export const longestDraft = 16 * 1024 * 1024;

/** Text typed but not saved. Kept by the main process so that a crash, a reload or another node never loses it. */
export interface Draft {
  readonly path: string;
  readonly text: string;
  /** The value the text was typed over, for conflict detection and a three-way merge. */
  readonly base: {
    readonly text: string;
    readonly version: number;
    readonly mzxid: bigint;
    /** Absent in drafts of older versions. */
    readonly czxid?: bigint | undefined;
    /** It could not be read from disk; `text` is empty then. */
    readonly isUnknown?: boolean | undefined;
  };
  readonly updatedAt: number;
  /** It was typed over a value of another set of data, which answered at the same address then. */
  readonly isOfOtherDataSet?: boolean | undefined;
}

/** That there is a further draft of a node, which no page shows. */
export interface OtherDraft {
  readonly path: string;
  /** Distinguishes it from the others of the node. */
  readonly copy: number;
  /** When it was typed last, in milliseconds since 1970. */
  readonly updatedAt: number;
}
