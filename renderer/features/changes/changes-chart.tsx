import { X, ZoomIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChangesHistogram } from '../../../shared/model/timeline.ts';
import { formatCount, formatDuration } from '../../i18n/format.ts';
import { IconButton } from '../../ui/index.ts';
import { placeInChart, type TimeSpan } from './brush.ts';
import { ChartBrush } from './chart-brush.tsx';
import styles from './changes-chart.module.css';
import type { TimeRange } from './changes-filter.ts';
import { describeRange, formatSpan } from './time-words.ts';

export interface ChangesChartProps {
  /** Null when there is nothing to draw; undefined until it is known. */
  readonly histogram: ChangesHistogram | null | undefined;
  /** What the list is filtered to. */
  readonly range: TimeRange;
  /** @param span null for all times. */
  readonly onChoose: (span: TimeSpan | null) => void;
  /** Has the chart show the chosen times only. */
  readonly onZoom: () => void;
}

const heightUnits = 100;
/** So that one change beside thousands is still seen. */
const lowestUnits = 4;

/** Changes over time, with a brush over it that chooses a time range. */
export function ChangesChart(props: ChangesChartProps) {
  const { histogram, range, onChoose, onZoom } = props;
  const { t, i18n } = useTranslation();
  const peak = Math.max(0, ...(histogram?.counts ?? []));
  const words = describe();
  return (
    <figure className={styles.chart} aria-label={t('changes.chart')}>
      <div className={styles.surface}>
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
        {histogram && (
          <ChartBrush
            chart={histogram}
            parts={histogram.counts.length}
            range={range}
            onChoose={onChoose}
            onZoom={onZoom}
          />
        )}
      </div>
      <figcaption className={styles.scale}>
        <span aria-hidden>{words.from}</span>
        {range.kind === 'all' ? (
          <span aria-hidden className={styles.peak}>
            {words.peak}
          </span>
        ) : (
          <ChosenRange {...props} />
        )}
        <span aria-hidden>{words.to}</span>
      </figcaption>
    </figure>
  );

  function describe() {
    if (histogram === undefined) return { summary: '', from: '', to: '', peak: '' };
    const total = histogram?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
    const [from, to] = histogram ? formatSpan(histogram) : ['', ''];
    if (histogram === null || total === 0) {
      const nothing = t('changes.chartEmpty');
      return { summary: nothing, from, to, peak: nothing };
    }
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

/** The time range in words, and what can be done with it. */
function ChosenRange({ range, histogram, onChoose, onZoom }: ChangesChartProps) {
  const { t } = useTranslation();
  const isPart = range.kind === 'between' && histogram && placeInChart(range, histogram) !== null;
  return (
    <span className={styles.chosen}>
      <span className={styles.words}>{describeRange(range, t)}</span>
      {isPart && (
        <IconButton
          label={t('changes.zoomIn')}
          icon={<ZoomIn aria-hidden />}
          className={styles.action ?? ''}
          onPress={onZoom}
        />
      )}
      <IconButton
        label={t('changes.showAllTimes')}
        icon={<X aria-hidden />}
        className={styles.action ?? ''}
        onPress={() => {
          onChoose(null);
        }}
      />
    </span>
  );
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
