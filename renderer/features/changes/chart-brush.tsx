import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../i18n/format.ts';
import { moveBrush, placeInChart, type TimeSpan } from './brush.ts';
import styles from './changes-chart.module.css';
import type { TimeRange } from './changes-filter.ts';
import { describeRange, formatSpan } from './time-words.ts';

export interface ChartBrushProps {
  /** The times that the chart shows. */
  readonly chart: TimeSpan;
  /** Into how many the chart divides them: the brush moves by whole ones. */
  readonly parts: number;
  readonly range: TimeRange;
  /** @param span null for all times. */
  readonly onChoose: (span: TimeSpan | null) => void;
  /** Has the chart show the chosen times only. */
  readonly onZoom: () => void;
}

/** A drag shorter than this is a click. */
const shortestDragPx = 4;

/** Lies over a chart and chooses times: by a drag, or by keys as a slider whose two ends move together. */
export function ChartBrush({ chart, parts, range, onChoose, onZoom }: ChartBrushProps) {
  const { t } = useTranslation();
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  const brush = range.kind === 'between' ? range : null;
  const shown = drag ?? (brush && placeInChart(brush, chart));

  const choose = (event: PointerEvent) => {
    if (!drag) return;
    const [start, end] = sorted([drag[0], placeOf(event)]);
    setDrag(null);
    if ((end - start) * event.currentTarget.getBoundingClientRect().width < shortestDragPx) return;
    const lengthMs = chart.to - chart.from;
    onChoose({
      from: Math.floor(chart.from + start * lengthMs),
      to: Math.ceil(chart.from + end * lengthMs),
    });
  };

  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = moveBrush(brush, event, chart, parts);
    if (next) onChoose(next);
    else if (event.key === 'Escape' && range.kind !== 'all') onChoose(null);
    else if (event.key === 'Enter' && brush) onZoom();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('changes.brush')}
      aria-valuemin={chart.from}
      aria-valuemax={chart.to}
      aria-valuenow={Math.min(Math.max(brush?.from ?? chart.from, chart.from), chart.to)}
      aria-valuetext={describeBrush()}
      title={t('changes.chartHint')}
      className={styles.brush}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag([placeOf(event), placeOf(event)]);
      }}
      onPointerMove={(event) => {
        if (drag) setDrag([drag[0], placeOf(event)]);
      }}
      onPointerUp={choose}
      onPointerCancel={() => {
        setDrag(null);
      }}
      onDoubleClick={() => {
        onChoose(null);
      }}
    >
      {shown && <div className={styles.span} style={styleOf(shown)} />}
    </div>
  );

  function describeBrush(): string {
    if (!brush) return describeRange(range, t);
    const [from, to] = formatSpan(brush);
    return t('changes.brushValue', { from, to, duration: formatDuration(brush.to - brush.from) });
  }
}

/** @returns where the pointer is, as a share of the width. */
function placeOf({ clientX, currentTarget }: PointerEvent): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return width === 0 ? 0 : Math.min(1, Math.max(0, (clientX - left) / width));
}

function sorted([one, other]: readonly [number, number]): readonly [number, number] {
  return one <= other ? [one, other] : [other, one];
}

function styleOf(ends: readonly [number, number]) {
  const [start, end] = sorted(ends);
  const percent = (share: number) => `${String(share * 100)}%`;
  return { left: percent(start), width: percent(end - start) };
}
