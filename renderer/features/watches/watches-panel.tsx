import { Power } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../../bridge/topics.ts';
import { formatCount } from '../../i18n/format.ts';
import { useIsConnected } from '../../stores/connection-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { addWatch, switchWatches } from '../../stores/watches.ts';
import { Button, EmptyState, IconButton } from '../../ui/index.ts';
import { WatchItem } from './watch-item.tsx';
import styles from './watches-panel.module.css';

/** The watches the user has set, and what all watches cost. */
export function WatchesPanel() {
  const { t } = useTranslation();
  const count = useTopic('watches', (watches) => watches?.length ?? 0);
  const areOff = useTopic('connection', (connection) => connection?.areWatchesOff ?? false);
  return (
    <section aria-label={t('watches.title')} className={styles.panel}>
      <div className={styles.bar}>
        <h2 className={styles.title}>{t('watches.title')}</h2>
        {count > 0 && <span className={styles.muted}>{count}</span>}
        <span className={styles.space} />
        {!areOff && (
          <IconButton
            label={t('watches.switchOff')}
            icon={<Power aria-hidden />}
            onPress={() => void switchWatches(false)}
          />
        )}
      </div>
      {areOff && (
        <div role="status" className={styles.off}>
          <span>{t('watches.areOff')}</span>
          <Button className={styles.on ?? ''} onPress={() => void switchWatches(true)}>
            {t('watches.switchOn')}
          </Button>
        </div>
      )}
      {count === 0 ? <NoWatches /> : <Watches />}
      <Cost />
    </section>
  );
}

function Watches() {
  const watches = useTopic('watches') ?? [];
  return (
    <ul className={styles.list}>
      {watches.map((watch) => (
        <WatchItem key={watch.id} watch={watch} />
      ))}
    </ul>
  );
}

/** The server watches in use: the user's own, and those of what the window shows. */
function Cost() {
  const { t, i18n } = useTranslation();
  const connection = useTopic('connection');
  if (!connection) return null;
  const { watchCount, userWatchCount, watchBudget } = connection;
  const format = (count: number) => formatCount(count, i18n.language);
  const counts = {
    own: format(userWatchCount),
    window: format(watchCount - userWatchCount),
    budget: format(watchBudget),
  };
  return (
    <p className={styles.cost} title={t('watches.costHelp', counts)}>
      {t('watches.cost', counts)}
    </p>
  );
}

function NoWatches() {
  const { t } = useTranslation();
  const path = useSelectionStore((state) => state.selectedPath);
  const isConnected = useIsConnected();
  return (
    <EmptyState
      title={t('watches.emptyTitle')}
      text={t('watches.emptyText')}
      action={
        path !== null &&
        isConnected && (
          <Button
            label={t('watches.addHere', { path })}
            className={styles.add ?? ''}
            onPress={() => {
              void addWatch(path, 'subtree');
            }}
          >
            {t('watches.addSubtree')}
          </Button>
        )
      }
    />
  );
}
