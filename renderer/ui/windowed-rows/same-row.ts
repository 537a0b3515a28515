/** @returns whether two rows, plain data as it comes over the bridge, hold the same values. */
export function isSameRow(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const entries = Object.entries(one);
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([key, value]) => isSameRow(value, (other as Record<string, unknown>)[key]))
  );
}
