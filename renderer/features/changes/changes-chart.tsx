import { useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangesHistogram } from '../../../shared/model/timeline.ts';
import { formatCount, formatDuration } from '../../i18n/format.ts';
import styles from './changes-chart.module.css';
import { formatSecond } from './entry-words.ts';

export interface ChangesChartProps {
  /** Null when there is nothing to draw; undefined until it is known. */
  readonly histogram: ChangesHistogram | null | undefined;
  /** Milliseconds since the epoch; null for all times. */
  readonly onChoose: (range: { readonly from: number; readonly to: number } | null) => void;
}

/** A drag shorter than this is a click. */
const shortestDragPx = 4;
const heightUnits = 100;
/** So that one change beside thousands is still seen. */
const lowestUnits = 4;

/** Changes over time; a drag over it chooses a time range. */
export function ChangesChart({ histogram, onChoose }: ChangesChartProps) {
  const { t, i18n } = useTranslation();
  const surface = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  const peak = Math.max(0, ...(histogram?.counts ?? []));
  const words = describe();

  const place = ({ clientX }: PointerEvent): number => {
    const { left, width } = surface.current?.getBoundingClientRect() ?? { left: 0, width: 0 };
    return width === 0 ? 0 : Math.min(1, Math.max(0, (clientX - left) / width));
  };

  const choose = (event: PointerEvent) => {
    if (!drag || !histogram) return;
    const [start, end] = [drag[0], place(event)].sort((a, b) => a - b) as [number, number];
    setDrag(null);
    const widthPx = surface.current?.getBoundingClientRect().width ?? 0;
    if ((end - start) * widthPx < shortestDragPx) return;
    const { from, to } = histogram;
    onChoose({
      from: Math.floor(from + start * (to - from)),
      to: Math.ceil(from + end * (to - from)),
    });
  };

  return (
    <figure className={styles.chart} aria-label={t('changes.chart')}>
      <div
        ref={surface}
        className={styles.surface}
        title={t('changes.chartHint')}
        onPointerDown={(event) => {
          if (event.button !== 0 || !histogram) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag([place(event), place(event)]);
        }}
        onPointerMove={(event) => {
          if (drag) setDrag([drag[0], place(event)]);
        }}
        onPointerUp={choose}
        onPointerCancel={() => {
          setDrag(null);
        }}
        onDoubleClick={() => {
          onChoose(null);
        }}
      >
        {histogram && (
          <svg
            role="img"
            aria-label={words.summary}
            className={styles.bars}
            viewBox={`0 0 ${String(histogram.counts.length)} ${String(heightUnits)}`}
            preserveAspectRatio="none"
          >
            <path d={drawBars(histogram.counts, peak)} />
          </svg>
        )}
        {drag && <div className={styles.chosen} style={placeOf(drag)} />}
      </div>
      <figcaption className={styles.scale} aria-hidden>
        <span>{words.from}</span>
        <span className={styles.peak}>{words.peak}</span>
        <span>{words.to}</span>
      </figcaption>
    </figure>
  );

  function describe() {
    if (histogram === undefined) return { summary: '', from: '', to: '', peak: '' };
    const total = histogram?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
    if (histogram === null || total === 0) {
      const nothing = t('changes.chartEmpty');
      const [from, to] = histogram
        ? [formatSecond(histogram.from), formatSecond(histogram.to)]
        : ['', ''];
      return { summary: nothing, from, to, peak: nothing };
    }
    const [from, to] = [formatSecond(histogram.from), formatSecond(histogram.to)];
    const spanMs = Math.round((histogram.to - histogram.from) / histogram.counts.length);
    const most = {
      peak: formatCount(peak, i18n.language),
      span: formatDuration(spanMs),
    };
    const summary = t('changes.chartSummary', {
      total: formatCount(total, i18n.language),
      from,
      to,
      ...most,
    });
    return { summary, from, to, peak: t('changes.chartPeak', most) };
  }
}

/** One path for all bars: each is one unit wide. */
function drawBars(counts: readonly number[], peak: number): string {
  return counts
    .map((count, index) => {
      if (count === 0) return '';
      const height = Math.max(lowestUnits, (count / peak) * heightUnits);
      return `M${String(index + 0.1)} ${String(heightUnits)}v${String(-height)}h0.8v${String(height)}z`;
    })
    .join('');
}

function placeOf([start, end]: readonly [number, number]) {
  const percent = (part: number) => `${String(part * 100)}%`;
  return { left: percent(Math.min(start, end)), width: percent(Math.abs(end - start)) };
}
