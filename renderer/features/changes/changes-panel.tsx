import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type {
  ChangesStatistics,
  OfflineTimeline,
  TimelineSource,
} from '../../../shared/model/timeline.ts';
import { failureOf } from '../../bridge/client.ts';
import { useTopic } from '../../bridge/topics.ts';
import { formatCount } from '../../i18n/format.ts';
import { useChangeViewStore } from '../../stores/change-view-store.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { goTo } from '../../stores/selection-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { ChangeDetail } from './change-detail.tsx';
import { ChangesBar } from './changes-bar.tsx';
import { ChangesChart } from './changes-chart.tsx';
import { ChangesCounts } from './changes-counts.tsx';
import { exactly, isFiltering, noFilter } from './changes-filter.ts';
import { ChangesGrid } from './changes-grid.tsx';
import { ChangesModel } from './changes-model.ts';
import styles from './changes-panel.module.css';
import { FilterBar } from './filter-bar.tsx';
import { byPath, followStatistics, overTime, type Counting } from './follow-statistics.ts';
import { OfflineStrip } from './offline-strip.tsx';
import { isPartShown, offerTimeline, panelId } from './timeline-store.ts';

/** Every change seen in what is watched, newest first; beside it, on request, what one of them did. */
export function ChangesPanel() {
  const { t } = useTranslation();
  const [model] = useState(
    () =>
      new ChangesModel((error) => {
        notifyFailure(failureOf(error, 'changes.getWindow'));
      }),
  );
  useEffect(() => {
    const { opened } = useChangeViewStore.getState();
    if (opened !== null) model.setSource({ file: opened });
    return model.state.subscribe(({ source }) => {
      useChangeViewStore.setState({ opened: source === 'live' ? null : source.file });
    });
  }, [model]);
  // After the source has been chosen, so that nothing is asked of another one first.
  useEffect(() => model.follow(), [model]);
  const asked = useChangeViewStore((state) => state.asked);
  useEffect(() => {
    if (!asked) return;
    // Once only: a panel that is opened later must not be led back to it.
    useChangeViewStore.setState({ asked: null });
    // What is asked for is a change that is happening, whatever file is being looked at.
    if (model.state.getState().source !== 'live') model.setSource('live');
    model.open(asked.id);
  }, [model, asked]);
  useEffect(
    () =>
      offerTimeline({
        source: () => model.state.getState().source,
        query: () => model.query(),
        show: (source) => {
          model.setSource(source);
        },
      }),
    [model],
  );
  const openId = useStore(model.state, (state) => state.openId);
  const source = useStore(model.state, (state) => state.source);
  const range = useStore(model.state, ({ filter }) => filter.range);
  const hasProblem = useStore(model.state, ({ looked }) => looked.problem !== undefined);
  const remembered = useSettingsStore(({ settings }) => settings.panels[panelId]);
  const isChartShown = isPartShown('chart', remembered);
  const [areCountsShown, setCountsShown] = useState(false);
  const chart = useStatistics(model, overTime, isChartShown);
  const counts = useStatistics(model, byPath, areCountsShown);
  const timelines = useTopic('timelines');
  const isOffline = source !== 'live';
  const timeline = isOffline ? timelines?.find(({ id }) => id === source.file) : undefined;
  const known = useRef<readonly OfflineTimeline[]>([]);
  useEffect(() => {
    // One that has just been imported may be chosen before it is reported.
    const wasThere = isOffline && known.current.some(({ id }) => id === source.file);
    known.current = timelines ?? [];
    if (wasThere && !timeline) model.setSource('live');
  }, [model, isOffline, source, timelines, timeline]);

  return (
    <section aria-label={t('changes.title')} className={styles.panel}>
      <ChangesBar
        model={model}
        files={timelines ?? []}
        counts={
          <ChangesCounts
            statistics={counts}
            onOpenChange={setCountsShown}
            onChoosePath={(path) => {
              model.setFilter({ path: exactly(path) });
            }}
            onChooseKind={(kind) => {
              model.setFilter({ kinds: [kind] });
            }}
          />
        }
      />
      {timeline && <OfflineStrip timeline={timeline} />}
      {/* Over the whole width, so that the rows stay where they are when a change is opened beside them. */}
      {isPartShown('filters', remembered) && <FilterBar model={model} />}
      <div className={styles.body}>
        <div className={styles.list}>
          {isChartShown && (
            <ChangesChart
              // With a bad pattern nothing is counted, which is not the same as no changes.
              histogram={hasProblem ? undefined : chart?.histogram}
              range={range}
              onChoose={(range) => {
                model.setFilter({ range: range ? { kind: 'between', ...range } : { kind: 'all' } });
              }}
              onZoom={() => {
                model.zoomIn();
              }}
            />
          )}
          <ChangesGrid
            model={model}
            onOpen={({ id, path, session, gap }) => {
              // A file's znodes may be those of another ensemble.
              if (!isOffline && !session && !gap) goTo(path);
              model.open(id);
            }}
            empty={<Nothing model={model} />}
          />
        </div>
        {openId !== null && <OpenChange model={model} source={source} id={openId} />}
      </div>
    </section>
  );
}

interface OpenChangeProps {
  readonly model: ChangesModel;
  readonly source: TimelineSource;
  readonly id: number;
}

/** What one change did, followed by itself: the list beside it is not drawn again with each news. */
function OpenChange({ model, source, id }: OpenChangeProps) {
  const news = useStore(model.state, (state) => state.news);
  return (
    <ChangeDetail
      source={source}
      id={id}
      news={news}
      onClose={() => {
        model.open(null);
      }}
    />
  );
}

/** @returns the counts of what is shown, kept current while they are wanted; undefined until they are there. */
function useStatistics(
  model: ChangesModel,
  counting: Counting,
  isWanted: boolean,
): ChangesStatistics | undefined {
  const [statistics, setStatistics] = useState<ChangesStatistics>();
  useEffect(() => {
    if (!isWanted) return undefined;
    const stop = followStatistics(model, counting, setStatistics, (error) => {
      notifyFailure(failureOf(error, 'changes.getStatistics'));
    });
    return () => {
      stop();
      setStatistics(undefined);
    };
  }, [model, counting, isWanted]);
  return statistics;
}

/** Says why there are no rows, and the first step. */
function Nothing({ model }: { readonly model: ChangesModel }) {
  const { t, i18n } = useTranslation();
  const { looked, filter } = useStore(model.state);
  const { kept, scanned, problem } = looked;
  if (!problem && (kept === 0 || !isFiltering(filter))) {
    return <EmptyState title={t('changes.emptyTitle')} text={t('changes.emptyText')} />;
  }
  // Not yet: there is more to look at.
  if (!problem && scanned < kept) return null;
  return (
    <EmptyState
      title={t(problem ? 'changes.badPatternTitle' : 'changes.noMatchTitle')}
      text={
        problem
          ? t('changes.badPatternText')
          : t('changes.noMatchText', { shown: formatCount(kept, i18n.language) })
      }
      action={
        <Button
          onPress={() => {
            model.setFilter(noFilter);
          }}
        >
          {t('changes.clearFilter')}
        </Button>
      }
    />
  );
}
