import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserWatch } from '../../../shared/model/change.ts';
import { formatCount } from '../../i18n/format.ts';
import { useIsConnected } from '../../stores/connection-store.ts';
import { goTo, useSelectionStore } from '../../stores/selection-store.ts';
import { addWatch, followWatches, removeWatch, useWatchStore } from '../../stores/watch-store.ts';
import { Button, EmptyState, IconButton, MiddleEllipsis, RelativeTime } from '../../ui/index.ts';
import styles from './watches-panel.module.css';

/** The watches the user has set. */
export function WatchesPanel() {
  const { t } = useTranslation();
  useEffect(() => followWatches(), []);
  const watches = useWatchStore((state) => state.watches);
  return (
    <section aria-label={t('watches.title')} className={styles.panel}>
      <div className={styles.bar}>
        <h2 className={styles.title}>{t('watches.title')}</h2>
        {watches.length > 0 && <span className={styles.muted}>{watches.length}</span>}
      </div>
      {watches.length === 0 ? (
        <NoWatches />
      ) : (
        <ul className={styles.list}>
          {watches.map((watch) => (
            <WatchItem key={watch.id} watch={watch} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WatchItem({
  watch: { id, path, scope, since, changeCount },
}: {
  readonly watch: UserWatch;
}) {
  const { t, i18n } = useTranslation();
  const shown = formatCount(changeCount, i18n.language);
  return (
    <li className={styles.item}>
      <Button
        kind="quiet"
        label={path}
        className={styles.path ?? ''}
        onPress={() => {
          goTo(path);
        }}
      >
        <MiddleEllipsis text={path} keepEnd={10} />
      </Button>
      <div className={styles.facts}>
        <span className={styles.scope}>{t(`watches.${scope}`)}</span>
        <span aria-hidden>·</span>
        <span>{t('watches.changeCount', { count: changeCount, shown })}</span>
        <span aria-hidden>·</span>
        <span>
          {t('watches.since')} <RelativeTime at={since} />
        </span>
      </div>
      <IconButton
        label={t('watches.remove')}
        icon={<X aria-hidden />}
        className={styles.remove ?? ''}
        onPress={() => {
          void removeWatch(id);
        }}
      />
    </li>
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
