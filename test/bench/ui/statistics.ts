/** @returns the value below which `share` (0 … 1) of the values lie. @throws RangeError without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new RangeError('A percentile needs values.');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
