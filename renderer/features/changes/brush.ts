/** A stretch of time, milliseconds since the epoch, whole ones. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export interface BrushKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** Page Up and Page Down go so many parts at once. */
const pageParts = 10;
/** A brush that is begun by a key takes this part of the chart. */
const firstShare = 0.1;

const towardsStart: readonly string[] = ['ArrowLeft', 'ArrowDown', 'PageDown'];
const towardsEnd: readonly string[] = ['ArrowRight', 'ArrowUp', 'PageUp'];

/**
 * Moves the brush of a chart by one key: arrows and Page Up and Page Down by parts of the chart, Home and End to its
 * ends; with Shift, Left, Right, Home and End widen it to that side, Up widens and Down narrows it at both.
 * @param brush null where nothing is chosen: the key begins one, at the end that it is about.
 * @param chart the times that the chart shows.
 * @param parts of the chart; the brush moves by whole ones and is never narrower than one.
 * @returns the brush after the key; null for a key that does not move it.
 */
export function moveBrush(
  brush: TimeSpan | null,
  { key, shiftKey }: BrushKey,
  chart: TimeSpan,
  parts: number,
): TimeSpan | null {
  const isToStart = key === 'Home' || towardsStart.includes(key);
  if (!isToStart && key !== 'End' && !towardsEnd.includes(key)) return null;
  const partMs = Math.max(1, Math.round((chart.to - chart.from) / parts));
  if (!brush) {
    const widthMs = Math.max(partMs, Math.round((chart.to - chart.from) * firstShare));
    const isAtStart = key === 'Home' || (key !== 'End' && !isToStart);
    return isAtStart
      ? { from: chart.from, to: chart.from + widthMs }
      : { from: chart.to - widthMs, to: chart.to };
  }
  if (shiftKey) return resize(brush, key, chart, partMs);
  const distances: Readonly<Record<string, number>> = {
    Home: chart.from - brush.from,
    End: chart.to - brush.to,
    PageDown: -pageParts * partMs,
    PageUp: pageParts * partMs,
  };
  const distanceMs = distances[key] ?? (isToStart ? -partMs : partMs);
  const widthMs = Math.min(brush.to - brush.from, chart.to - chart.from);
  const from = clamp(brush.from + distanceMs, chart.from, chart.to - widthMs);
  return { from, to: from + widthMs };
}

function resize({ from, to }: TimeSpan, key: string, chart: TimeSpan, partMs: number): TimeSpan {
  const earlier = Math.max(chart.from, from - partMs);
  const later = Math.min(chart.to, to + partMs);
  switch (key) {
    case 'ArrowLeft':
      return { from: earlier, to };
    case 'ArrowRight':
      return { from, to: later };
    case 'ArrowUp':
      return { from: earlier, to: later };
    case 'ArrowDown': {
      if (to - from >= 3 * partMs) return { from: from + partMs, to: to - partMs };
      return { from, to: from + Math.min(partMs, to - from) };
    }
    case 'Home':
      return { from: chart.from, to };
    case 'End':
      return { from, to: chart.to };
    default:
      return { from, to };
  }
}

/** @returns where a stretch lies in the chart, as shares of its width; null where it covers all of it or nothing. */
export function placeInChart(span: TimeSpan, chart: TimeSpan): readonly [number, number] | null {
  const share = (at: number) => clamp((at - chart.from) / (chart.to - chart.from || 1), 0, 1);
  const [start, end] = [share(span.from), share(span.to)];
  return start === end || (start === 0 && end === 1) ? null : [start, end];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
