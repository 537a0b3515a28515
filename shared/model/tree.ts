import type { ChangeKind } from './change.ts';
import type { Failure } from './failure.ts';

/**
 * The tree as the window sees it: a flat list of rows, kept in the main process.
 * The renderer holds only the rows in and near its viewport, so a level of a million children never crosses the border.
 */
export interface TreeRow {
  readonly path: string;
  /** The last part of the path; `/` for the root. */
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
  /** Grows with each live change of this node seen here, 0 before the first: a row whose number grew flashes. */
  readonly changeCount: number;
  /** What the last of them did; `deleted` when a child of the node was deleted, because a row goes with its node. */
  readonly lastChange?: ChangeKind;
  /** Of a closed row: changes seen below it since it was last open. */
  readonly changesBelow: number;
}

export interface RowStat {
  readonly numChildren: number;
  readonly ephemeral: boolean;
  readonly version: number;
  readonly dataLength: number;
}

/** Tells that rows changed; what they are now is asked for with `tree.getWindow`. */
export interface TreeSummary {
  /** Grows with every change of the rows. */
  readonly revision: number;
  readonly rowCount: number;
  readonly filter: string;
  /** With a filter: how many of the loaded nodes have a matching name. */
  readonly matchCount: number;
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
