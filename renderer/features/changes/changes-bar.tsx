import { ArrowUp, ListX, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { entryKinds } from '../../../shared/model/change.ts';
import { failureOf } from '../../bridge/client.ts';
import { formatCount } from '../../i18n/format.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { Button, IconButton, SearchField, Select } from '../../ui/index.ts';
import type { ChangesModel } from './changes-model.ts';
import styles from './changes-panel.module.css';

/** The head of the panel: how many changes were seen, and what to do with the list. */
export function ChangesBar({ model }: { readonly model: ChangesModel }) {
  const { t, i18n } = useTranslation();
  const { seen, kept, frozen, isPaused, text, kind } = useStore(model.state);
  const fresh = frozen ? seen - frozen.seen : 0;
  return (
    <div className={styles.bar}>
      <h2 className={styles.title}>{t('changes.title')}</h2>
      <span className={styles.seen}>
        {/* Counted aloud, every change would interrupt a screen reader. */}
        <span role="status" aria-live="off" aria-label={t('changes.seenLabel')}>
          {seen}
        </span>{' '}
        {t('changes.seen')}
      </span>
      {fresh > 0 && (
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
      )}
      <span className={styles.space} />
      <SearchField
        label={t('changes.filterPath')}
        value={text}
        onChange={(value) => {
          model.setFilter({ text: value });
        }}
        className={styles.search ?? ''}
      />
      <Select
        label={t('changes.filterKind')}
        isLabelHidden
        items={[
          { id: 'any', label: t('changes.anyKind') },
          ...entryKinds.map((id) => ({ id, label: t(`changes.kinds.${id}`) })),
        ]}
        value={kind ?? 'any'}
        onChange={(id) => {
          model.setFilter({ kind: entryKinds.find((known) => known === id) ?? null });
        }}
        className={styles.select ?? ''}
      />
      <IconButton
        label={isPaused ? t('changes.resume') : t('changes.pause')}
        icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        onPress={() => {
          if (isPaused) model.showNewest();
          else model.setPaused(true);
        }}
      />
      <IconButton
        label={t('changes.clear')}
        icon={<ListX aria-hidden />}
        isDisabled={kept === 0}
        onPress={() => {
          model.clear().catch((error: unknown) => {
            notifyFailure(failureOf(error, 'changes.clear'));
          });
        }}
      />
    </div>
  );
}
