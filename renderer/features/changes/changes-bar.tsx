import { ArrowUp, ChartColumn, Download, ListFilter, ListX, Pause, Play } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { OfflineTimeline } from '../../../shared/model/timeline.ts';
import { failureOf } from '../../bridge/client.ts';
import { useTopic } from '../../bridge/topics.ts';
import { formatCount } from '../../i18n/format.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { Button, IconButton, MenuButton, Select, ToggleIconButton } from '../../ui/index.ts';
import { isFiltering } from './changes-filter.ts';
import type { ChangesModel } from './changes-model.ts';
import styles from './changes-panel.module.css';
import { ClearKeptDialog } from './clear-kept-dialog.tsx';
import { formatMoment } from './time-words.ts';
import {
  exportTimeline,
  importTimeline,
  isPartShown,
  nameOf,
  panelId,
  togglePart,
} from './timeline-store.ts';

export interface ChangesBarProps {
  readonly model: ChangesModel;
  /** Other timelines that can be chosen: imported ones, and those of earlier connections. */
  readonly files: readonly OfflineTimeline[];
  /** Opens the counts. */
  readonly counts: ReactNode;
}

/** The head of the panel: how many changes were seen, and what to do with the list. */
export function ChangesBar({ model, files, counts }: ChangesBarProps) {
  const { t } = useTranslation();
  const remembered = useSettingsStore(({ settings }) => settings.panels[panelId]);
  return (
    <div className={styles.bar}>
      <h2 className={styles.title}>{t('changes.title')}</h2>
      <Seen model={model} />
      <Entries model={model} />
      <Fresh model={model} />
      <span className={styles.space} />
      {files.length > 0 && <SourceSelect model={model} files={files} />}
      <ToggleIconButton
        label={t('changes.showFilters')}
        icon={<ListFilter aria-hidden />}
        isSelected={isPartShown('filters', remembered)}
        onChange={() => {
          togglePart('filters');
        }}
      />
      <ToggleIconButton
        label={t('changes.showChart')}
        icon={<ChartColumn aria-hidden />}
        isSelected={isPartShown('chart', remembered)}
        onChange={() => {
          togglePart('chart');
        }}
      />
      {counts}
      <MenuButton
        label={t('changes.more')}
        icon={<Download aria-hidden />}
        items={[
          {
            id: 'ndjson',
            label: t('changes.exportNdjson'),
            onAction: () => void exportTimeline('ndjson'),
          },
          { id: 'csv', label: t('changes.exportCsv'), onAction: () => void exportTimeline('csv') },
          { id: 'import', label: t('changes.importFile'), onAction: () => void importTimeline() },
        ]}
      />
      <LiveButtons model={model} />
    </div>
  );
}

/** Parts that count are components of their own, so that the buttons beside them are not drawn with each change. */
function Seen({ model }: { readonly model: ChangesModel }) {
  const { t } = useTranslation();
  const seen = useStore(model.state, (state) => state.seen);
  const isLive = useStore(model.state, ({ source }) => source === 'live');
  return (
    <span className={isLive ? styles.seen : 'visually-hidden'}>
      {/* Counted aloud, every change would interrupt a screen reader. */}
      <span role="status" aria-live="off" aria-label={t('changes.seenLabel')}>
        {seen}
      </span>{' '}
      {t('changes.seen')}
    </span>
  );
}

/** Changes since the view stands still, and the way to them. */
function Fresh({ model }: { readonly model: ChangesModel }) {
  const { t, i18n } = useTranslation();
  const fresh = useStore(model.state, ({ source, seen, frozen }) =>
    source === 'live' && frozen ? seen - frozen.seen : 0,
  );
  if (fresh === 0) return null;
  return (
    <Button
      kind="quiet"
      className={styles.fresh ?? ''}
      onPress={() => {
        model.showNewest();
      }}
    >
      <ArrowUp aria-hidden />
      {t('changes.fresh', { count: fresh, shown: formatCount(fresh, i18n.language) })}
    </Button>
  );
}

/** How many entries pass the filter. */
function Entries({ model }: { readonly model: ChangesModel }) {
  const { t, i18n } = useTranslation();
  const { looked, filter } = useStore(model.state);
  const { kept, matching, scanned, problem } = looked;
  const format = (count: number) => formatCount(count, i18n.language);
  if (!isFiltering(filter)) return null;
  const [shown, total] = [format(matching), format(kept)];
  const words =
    scanned < kept && !problem
      ? t('changes.scanning', { shown, scanned: format(scanned), total })
      : t('changes.entriesOf', { shown, total });
  return (
    <span className={styles.entries} title={words}>
      {words}
    </span>
  );
}

interface SourceSelectProps {
  readonly model: ChangesModel;
  readonly files: readonly OfflineTimeline[];
}

function SourceSelect({ model, files }: SourceSelectProps) {
  const { t } = useTranslation();
  const source = useStore(model.state, (state) => state.source);
  return (
    <Select
      label={t('changes.timeline')}
      isLabelHidden
      items={[
        { id: 'live', label: t('changes.live') },
        ...files.map((each) => ({ id: `file ${each.id}`, label: labelOf(each, t) })),
      ]}
      value={source === 'live' ? 'live' : `file ${source.file}`}
      onChange={(chosen) => {
        const file = files.find(({ id }) => chosen === `file ${id}`);
        model.setSource(file ? { file: file.id } : 'live');
      }}
      className={styles.source ?? ''}
    />
  );
}

function labelOf(timeline: OfflineTimeline, t: TFunction): string {
  if (timeline.kind === 'imported') return nameOf(timeline.file);
  const { connection, endedAt } = timeline;
  return t('changes.earlierUntil', { connection, time: formatMoment(endedAt) });
}

/** What is only for the connection's own timeline. */
function LiveButtons({ model }: { readonly model: ChangesModel }) {
  const { t } = useTranslation();
  const isPaused = useStore(model.state, (state) => state.isPaused);
  const isEmpty = useStore(model.state, ({ looked }) => looked.kept === 0);
  const isLive = useStore(model.state, ({ source }) => source === 'live');
  const isKept = useTopic(
    'watches',
    (watches) => watches?.some(({ historySize }) => historySize) ?? false,
  );
  const [isAsking, setAsking] = useState(false);
  const clear = () => {
    model.clear().catch((error: unknown) => {
      notifyFailure(failureOf(error, 'changes.clear'));
    });
  };
  return (
    <>
      <IconButton
        label={isPaused ? t('changes.resume') : t('changes.pause')}
        icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        isDisabled={!isLive}
        onPress={() => {
          if (isPaused) model.showNewest();
          else model.setPaused(true);
        }}
      />
      <IconButton
        label={t('changes.clear')}
        icon={<ListX aria-hidden />}
        isDisabled={!isLive || isEmpty}
        onPress={() => {
          if (isKept) setAsking(true);
          else clear();
        }}
      />
      {isAsking && (
        <ClearKeptDialog
          onClear={clear}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
