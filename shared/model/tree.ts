import type { ChangeKind } from './change.ts';
import type { Failure } from './failure.ts';

/**
 * The tree as the window sees it: a flat list of rows, kept in the main process.
 * The renderer holds only the rows in and near its viewport, so a level of a million children never crosses the border.
 */
export interface TreeRow {
  readonly path: string;
  /** The last part of the path, its middle left out where it is very long; `/` for the root. */
  readonly name: string;
  /**
   * How many characters at the end of the name are a number that its parent has given out, so that the node may be a
   * sequential one. Absent for none, and where the parent's counts are not known.
   */
  readonly sequenceLength?: number;
  /** 1 for the root, as `aria-level` counts. */
  readonly level: number;
  /** Number of siblings shown and the 1-based place among them, as `aria-setsize` and `aria-posinset` count. */
  readonly setSize: number;
  readonly position: number;
  /** `unknown` until the node's Stat has been read. A `leaf` has no children now. */
  readonly expansion: 'unknown' | 'leaf' | 'collapsed' | 'loading' | 'expanded' | 'failed';
  /** Why the children could not be listed, when `expansion` is `failed`; why the node could not be read otherwise. */
  readonly failure?: Failure;
  readonly stat?: RowStat;
  /** What happened to this node lately: the newest event of each kind, the newest first. */
  readonly events: readonly RowEvent[];
  /** Of a closed row: changes seen below it since it was last open. */
  readonly changesBelow: number;
}

/** Changes of one kind on a row. */
export interface RowEvent {
  /** `deleted`: a child of the node was deleted, because a row goes with its own node. */
  readonly kind: ChangeKind;
  /** How many were seen here; changes that were found merged count as many as they are. */
  readonly count: number;
  /** The revision of the tree in which the last of them is first shown. */
  readonly revision: number;
}

export interface RowStat {
  readonly numChildren: number;
  readonly ephemeral: boolean;
  readonly version: number;
  readonly dataLength: number;
}

/** Reports that rows changed; what they are now is asked for with `tree.getWindow`. */
export interface TreeSummary {
  /** Grows with every change of the rows. */
  readonly revision: number;
  readonly rowCount: number;
  readonly filter: string;
  /** With a filter: how many of the loaded nodes have a matching name. */
  readonly matchCount: number;
  /** The root is known not to exist, because the chroot of the connection does not. */
  readonly isRootAbsent?: true;
}

/** A run of rows as they are at `revision`. */
export interface TreeWindow {
  readonly revision: number;
  readonly rowCount: number;
  /** Index of the first row in `rows`. */
  readonly from: number;
  readonly rows: readonly TreeRow[];
  /** For each path asked for with `locate`, its row index, or null when it is not shown. */
  readonly located: readonly (number | null)[];
}
