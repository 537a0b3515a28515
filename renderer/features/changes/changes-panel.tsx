import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { failureOf } from '../../bridge/client.ts';
import { formatCount } from '../../i18n/format.ts';
import { useChangeViewStore } from '../../stores/change-view-store.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { goTo } from '../../stores/selection-store.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { ChangeDetail } from './change-detail.tsx';
import { ChangesBar } from './changes-bar.tsx';
import { ChangesGrid } from './changes-grid.tsx';
import { ChangesModel } from './changes-model.ts';
import styles from './changes-panel.module.css';

/** Every change seen in what is watched, newest first; beside it, on request, what one of them did. */
export function ChangesPanel() {
  const { t } = useTranslation();
  const [model] = useState(
    () =>
      new ChangesModel((error) => {
        notifyFailure(failureOf(error, 'changes.getWindow'));
      }),
  );
  useEffect(() => model.follow(), [model]);
  const asked = useChangeViewStore((state) => state.asked);
  useEffect(() => {
    if (asked) model.open(asked.id);
  }, [model, asked]);
  const openId = useStore(model.state, (state) => state.openId);
  const news = useStore(model.state, (state) => state.news);
  return (
    <section aria-label={t('changes.title')} className={styles.panel}>
      <ChangesBar model={model} />
      <div className={styles.body}>
        <ChangesGrid
          model={model}
          onOpen={({ id, path }) => {
            goTo(path);
            model.open(id);
          }}
          empty={<Nothing model={model} />}
        />
        {openId !== null && (
          <ChangeDetail
            id={openId}
            news={news}
            onClose={() => {
              model.open(null);
            }}
          />
        )}
      </div>
    </section>
  );
}

/** Says why there are no rows, and the first step. */
function Nothing({ model }: { readonly model: ChangesModel }) {
  const { t, i18n } = useTranslation();
  const { kept, text, kind } = useStore(model.state);
  const isFiltered = text !== '' || kind !== null;
  if (kept === 0 || !isFiltered) {
    return <EmptyState title={t('changes.emptyTitle')} text={t('changes.emptyText')} />;
  }
  return (
    <EmptyState
      title={t('changes.noMatchTitle')}
      text={t('changes.noMatchText', { shown: formatCount(kept, i18n.language) })}
      action={
        <Button
          onPress={() => {
            model.setFilter({ text: '', kind: null });
          }}
        >
          {t('changes.clearFilter')}
        </Button>
      }
    />
  );
}
