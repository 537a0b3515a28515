/** @param minute since midnight. @returns for example `07:30`. */
export function formatTime(minute: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

/** @returns the minutes since midnight of a time as people type it, `7:30` or `0730`; null when it is none. */
export function parseTime(text: string): number | null {
  const [, hours, minutes] = /^\s*(\d{1,2})[:：.]?(\d{2})\s*$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  return Number(hours) * 60 + Number(minutes);
}
