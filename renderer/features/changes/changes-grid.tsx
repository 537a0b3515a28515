import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Change } from '../../../shared/model/change.ts';
import { WindowedGrid } from '../../ui/windowed-rows/windowed-grid.tsx';
import { ChangeCells } from './change-cells.tsx';
import type { ChangesModel } from './changes-model.ts';
import styles from './changes-grid.module.css';

export interface ChangesGridProps {
  readonly model: ChangesModel;
  readonly onOpen: (change: Change) => void;
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode;
}

/** The changes, newest first. */
export function ChangesGrid({ model, onOpen, empty }: ChangesGridProps) {
  const { t } = useTranslation();
  const openId = useStore(model.state, (state) => state.openId);
  return (
    <div className={styles.changes}>
      <WindowedGrid
        label={t('changes.title')}
        columns={[
          { title: t('changes.time') },
          { title: t('changes.kind') },
          { title: t('changes.path') },
          { title: t('changes.version'), className: styles.version },
          { title: t('changes.size'), className: styles.size },
          { title: t('changes.seenBy'), className: styles.seenBy },
        ]}
        rowClassName={styles.row}
        list={model.rows}
        active={model.active}
        Cells={ChangeCells}
        isSelected={({ id }) => id === openId}
        onChoose={onOpen}
        onScrolled={(scrollTopPx) => {
          model.scrolled(scrollTopPx);
        }}
        empty={empty}
      />
    </div>
  );
}
