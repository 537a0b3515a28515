import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { EmptyState } from '../../../ui/index.ts';
import { WindowedGrid } from '../../../ui/windowed-rows/windowed-grid.tsx';
import type { HistoryModel } from './history-model.ts';
import styles from './history-list.module.css';
import { VersionCells } from './version-cells.tsx';

/** The versions of a node, newest first. */
export function HistoryList({ model }: { readonly model: HistoryModel }) {
  const { t } = useTranslation();
  useEffect(() => model.follow(), [model]);
  const { picked, isRead } = useStore(model.state);
  const rowCount = useStore(model.rows.state, ({ store }) => store.rowCount);
  return (
    <div
      className={styles.history}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || picked.length === 0) return;
        model.closeComparison();
        event.preventDefault();
      }}
    >
      <WindowedGrid
        label={t('history.title')}
        columns={[
          { title: t('history.time') },
          { title: t('history.kind') },
          { title: t('history.version'), className: styles.number },
          { title: t('history.bytes'), className: styles.number },
          { title: t('history.seen'), className: 'visually-hidden' },
        ]}
        rowClassName={styles.row}
        list={model.rows}
        active={model.active}
        Cells={VersionCells}
        isSelected={({ id }) => picked.includes(id)}
        isMultiselectable
        onChoose={({ id }, isAdded) => {
          if (isAdded) model.togglePick(id);
          else model.pick(id);
        }}
        empty={
          isRead && <EmptyState title={t('history.emptyTitle')} text={t('history.emptyText')} />
        }
      />
      {rowCount > 0 && (
        <p className={styles.hint}>{t(rowCount > 1 ? 'history.hint' : 'history.hintOne')}</p>
      )}
    </div>
  );
}
