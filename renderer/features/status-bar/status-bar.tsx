import { useTranslation } from 'react-i18next';
import { formatId } from '../../../shared/model/stat.ts';
import type { ConnectionSnapshot } from '../../../shared/model/connection.ts';
import { useTopic } from '../../bridge/topics.ts';
import { formatCount, formatDuration } from '../../i18n/format.ts';
import { useStartup } from '../../stores/startup-store.ts';
import { classNames, CopyText } from '../../ui/index.ts';
import { Preferences } from './preferences.tsx';
import { SessionStatus } from './session-status.tsx';
import styles from './status-bar.module.css';
import { useSessionNews } from './use-session-news.ts';

/** The line at the bottom: the session at the left, the window's own switches at the right. */
export function StatusBar() {
  const { t } = useTranslation();
  const { version } = useStartup();
  const connection = useTopic('connection') ?? null;
  useSessionNews();
  return (
    <footer className={styles.bar} aria-label={t('statusBar.name')}>
      <SessionStatus connection={connection} />
      {connection && <SessionNumbers connection={connection} />}
      <div className={styles.end}>
        <Preferences />
        <span className={styles.version}>
          {t('app.name')} {version}
        </span>
      </div>
    </footer>
  );
}

function SessionNumbers({ connection }: { readonly connection: ConnectionSnapshot }) {
  const { t, i18n } = useTranslation();
  const { state, profile, watchCount, watchBudget } = connection;
  return (
    <>
      {'sessionId' in state && (
        <>
          <span className={styles.id}>
            {t('statusBar.sessionId')} <CopyText text={formatId(state.sessionId)} />
          </span>
          <span
            className={classNames(styles.item, styles.timeout)}
            title={t('statusBar.timeoutHelp', { asked: formatDuration(profile.sessionTimeoutMs) })}
          >
            {t('statusBar.timeout', { timeout: formatDuration(state.negotiatedTimeoutMs) })}
          </span>
        </>
      )}
      <span className={styles.item} title={t('statusBar.watchesHelp')}>
        {t('statusBar.watches', {
          count: watchCount,
          budget: formatCount(watchBudget, i18n.language),
        })}
      </span>
    </>
  );
}
