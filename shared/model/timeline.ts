import type { EntryKind, QueryProblem } from './change.ts';

/** Which timeline is looked at: that of the connection, or an `OfflineTimeline` by its id. */
export type TimelineSource = 'live' | { readonly file: string };

/** A timeline that can be looked at without a connection; each is that of one connection. */
export type OfflineTimeline = ImportedTimeline | EarlierTimeline;

export interface ImportedTimeline {
  readonly kind: 'imported';
  /** For `TimelineSource`. */
  readonly id: string;
  /** Where it was read from. */
  readonly file: string;
  /** The connect string of the connection that saw the changes, as the file has it. */
  readonly connection?: string;
  /** Milliseconds since the epoch, as the file has it. */
  readonly exportedAt?: number;
  /** Entries that can be looked at. */
  readonly kept: number;
  /** Lines that could not be understood. */
  readonly refused: number;
}

/** What an earlier connection of this window saw, until it was closed. */
export interface EarlierTimeline {
  readonly kind: 'earlier';
  /** For `TimelineSource`. */
  readonly id: string;
  /** Its connect string. */
  readonly connection: string;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly kept: number;
}

export interface ChangesStatistics {
  /** Entries that pass the query. */
  readonly matching: number;
  /** Changes by kind, merged ones included; a session or a gap counts once. */
  readonly byKind: Readonly<Record<EntryKind, number>>;
  /** Different znodes among the changes. */
  readonly pathCount: number;
  /** The znodes with the most changes, most first, merged ones included. */
  readonly topPaths: readonly PathCount[];
  /** Null when there is no change. */
  readonly histogram: ChangesHistogram | null;
  /** Nothing passes then. */
  readonly problem?: QueryProblem;
}

export interface PathCount {
  readonly path: string;
  readonly count: number;
}

/** Changes over time, merged ones included; sessions and gaps are not counted. */
export interface ChangesHistogram {
  /** The query's times, or else those of the oldest and the newest change that pass; milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Equal parts of the time, oldest first. */
  readonly counts: readonly number[];
}

/**
 * `ndjson`: one JSON object a line, lossless; what can be imported again. `csv`: for spreadsheets, with a `'` before
 * what a spreadsheet would take for a formula.
 */
export const exportFormats = ['ndjson', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type ExportOutcome =
  | { readonly kind: 'written'; readonly file: string; readonly entries: number }
  /** No file was chosen. */
  | { readonly kind: 'notChosen' }
  | { readonly kind: 'problem'; readonly problem: QueryProblem };

export type ImportOutcome =
  | {
      readonly kind: 'imported';
      readonly timeline: ImportedTimeline;
      /** The first lines that could not be understood. */
      readonly refusals: readonly LineRefusal[];
    }
  | { readonly kind: 'notChosen' }
  /** Not one line of it is a timeline's. */
  | { readonly kind: 'noTimeline'; readonly file: string };

export interface LineRefusal {
  /** Counts from 1. */
  readonly line: number;
  /** A technical addition in English; never what stands in the line. */
  readonly detail: string;
}
