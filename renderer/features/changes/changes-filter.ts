import type { ChangesQuery, EntryKind, PathPattern } from '../../../shared/model/change.ts';

/** Which moments are shown. `last` moves on with the clock. */
export type TimeRange =
  | { readonly kind: 'all' }
  | { readonly kind: 'last'; readonly durationMs: number }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'between'; readonly from: number; readonly to: number };

/** What the user wants to see of a timeline. */
export interface ChangesFilter {
  readonly path: PathPattern;
  /** Null for all. */
  readonly kinds: readonly EntryKind[] | null;
  readonly value: string;
  readonly range: TimeRange;
}

export const noFilter: ChangesFilter = {
  path: { kind: 'text', pattern: '' },
  kinds: null,
  value: '',
  range: { kind: 'all' },
};

/** The ranges that end now, by the names of their texts; milliseconds. */
export const lastRanges = { minute: 60_000, tenMinutes: 600_000, hour: 3_600_000 } as const;

/** @returns whether a filter keeps anything away. */
export function isFiltering({ path, kinds, value, range }: ChangesFilter): boolean {
  return path.pattern !== '' || kinds !== null || value !== '' || range.kind !== 'all';
}

/**
 * A range that ends now begins in steps of a sixtieth of it: one that moved with every look would have everything
 * looked at anew each time.
 * @returns the first and the last moment shown, as far as there are such.
 */
export function boundsOf(range: TimeRange, now: number): Pick<ChangesQuery, 'from' | 'to'> {
  switch (range.kind) {
    case 'all':
      return {};
    case 'last': {
      const stepMs = range.durationMs / 60;
      return { from: Math.floor((now - range.durationMs) / stepMs) * stepMs };
    }
    case 'between':
      return { from: range.from, to: range.to };
  }
}

/** @returns the conditions of a filter, without its time range. */
export function conditionsOf({ path, kinds, value }: ChangesFilter): ChangesQuery {
  return {
    ...(path.pattern !== '' && { path }),
    ...(kinds !== null && { kinds }),
    ...(value !== '' && { value }),
  };
}

/** @returns a pattern that fits this path only. */
export function exactly(path: string): PathPattern {
  return { kind: 'glob', pattern: path.replace(/[*?{}[\]\\,]/g, '\\$&') };
}
