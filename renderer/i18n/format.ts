/** Times and numbers in the language of the window. Times are local; ISO order, so that they sort by eye. */

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** What JavaScript can show as a date. A znode's times are 64 bits that a server may have filled with anything. */
const farthestTime = 8.64e15;

/** @returns whether a time can be shown as a date; formats give any other as the number it is. */
export function isShowableTime(at: number): boolean {
  return Math.abs(at) <= farthestTime;
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(language: string): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(language);
  if (!format) {
    format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
    relativeFormats.set(language, format);
  }
  return format;
}

/**
 * @param at and `now`: milliseconds since the epoch.
 * @returns for example `3 sec. ago`, in the largest unit that fits.
 */
export function formatRelativeTime(at: number, now: number, language: string): string {
  if (!isShowableTime(at)) return String(at);
  // The clock of the ticker runs up to a second behind: what just happened must not lie in the future.
  const behind = at > now && at - now < 1_000;
  const seconds = behind ? 0 : Math.round((at - now) / 1_000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return relativeFormat(language).format(Math.trunc(seconds / size), unit);
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}

/** @returns local time of day with milliseconds, `21:04:11.203`. */
export function formatTimeOfDay(at: number): string {
  if (!isShowableTime(at)) return String(at);
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
}

/** @returns local date, `2026-03-01`. */
export function formatDay(at: number): string {
  if (!isShowableTime(at)) return String(at);
  const date = new Date(at);
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(language: string): Intl.DateTimeFormat {
  let format = zoneFormats.get(language);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { timeZoneName: 'short' });
    zoneFormats.set(language, format);
  }
  return format;
}

/** @returns local date and time with milliseconds and the zone, `2026-03-01 21:04:11.203 GMT+8`. */
export function formatDateTime(at: number, language: string): string {
  if (!isShowableTime(at)) return String(at);
  const date = new Date(at);
  const zone = zoneFormat(language)
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName')?.value;
  return [formatDay(at), formatTimeOfDay(at), zone].filter(Boolean).join(' ');
}

const byteUnit = { name: 'byte', size: 1 } as const;
const byteUnits = [
  { name: 'gigabyte', size: 1_073_741_824 },
  { name: 'megabyte', size: 1_048_576 },
  { name: 'kilobyte', size: 1_024 },
  byteUnit,
] as const;

const numberFormats = new Map<string, Intl.NumberFormat>();

/** @returns a count with the language's grouping, `20,000`. */
export function formatCount(count: number, language: string): string {
  let format = numberFormats.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language);
    numberFormats.set(language, format);
  }
  return format.format(count);
}

/** @returns a size in the unit that reads best, with 1,024 bytes to a kilobyte: `512 bytes`, `12.3 MB`. */
export function formatBytes(sizeBytes: number, language: string): string {
  const unit = byteUnits.find(({ size }) => sizeBytes >= size) ?? byteUnit;
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: unit.name,
    unitDisplay: unit === byteUnit ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
  return format.format(sizeBytes / unit.size);
}

/** @returns a duration in the unit that reads best, `500 ms`, `30 s`, `2 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${String(durationMs)} ms`;
  const seconds = durationMs / 1_000;
  if (seconds < 120) return `${String(Math.round(seconds * 10) / 10)} s`;
  return `${String(Math.round(seconds / 6) / 10)} min`;
}
