import type { TFunction } from 'i18next';
import { formatDay, formatTimeOfDay } from '../../i18n/format.ts';
import type { TimeSpan } from './brush.ts';
import { lastRanges, type TimeRange } from './changes-filter.ts';
import { formatSecond } from './entry-words.ts';

/** Of what is shorter the milliseconds are shown. */
const shortMs = 10_000;

/** @returns both ends of a stretch of time, with the day where it is not that of `now`, or not the same for both. */
export function formatSpan({ from, to }: TimeSpan, now = Date.now()): readonly [string, string] {
  const time = to - from < shortMs ? formatTimeOfDay : formatSecond;
  const [first, last, today] = [formatDay(from), formatDay(to), formatDay(now)];
  const isToday = first === today && last === today;
  return [
    isToday ? time(from) : `${first} ${time(from)}`,
    first === last ? time(to) : `${last} ${time(to)}`,
  ];
}

/** @returns local time of day, with the day where it is not that of `now`. */
export function formatMoment(at: number, now = Date.now()): string {
  const day = formatDay(at);
  return day === formatDay(now) ? formatSecond(at) : `${day} ${formatSecond(at)}`;
}

/** The ranges that end now, by the names of their texts. */
export type LastRange = keyof typeof lastRanges;
export const lastRangeIds = Object.keys(lastRanges) as LastRange[];

/** @returns a time range in words. */
export function describeRange(range: TimeRange, t: TFunction): string {
  if (range.kind === 'between') {
    const [from, to] = formatSpan(range);
    return t('changes.between', { from, to });
  }
  return t(`changes.ranges.${idOf(range)}`);
}

/** @returns the name of a range that was not chosen in the chart. */
export function idOf(range: Exclude<TimeRange, { kind: 'between' }>): 'all' | LastRange {
  if (range.kind === 'all') return 'all';
  return lastRangeIds.find((id) => lastRanges[id] === range.durationMs) ?? 'all';
}
