import type { QuietHours } from '../../../shared/model/rule.ts';

/** @returns whether a moment, in milliseconds since the epoch, lies in the quiet hours; local time counts. */
export function isQuiet({ isOn, from, to }: QuietHours, at: number): boolean {
  if (!isOn) return false;
  const date = new Date(at);
  const minute = date.getHours() * 60 + date.getMinutes();
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
