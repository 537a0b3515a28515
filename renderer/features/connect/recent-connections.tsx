import { Lock, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ConnectionSettings, RecentConnection } from '../../../shared/model/connection.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { EmptyState, IconButton, MiddleEllipsis, RelativeTime } from '../../ui/index.ts';
import styles from './recent-connections.module.css';

export interface RecentConnectionsProps {
  readonly isDisabled: boolean;
  readonly onChoose: (settings: ConnectionSettings) => void;
}

/** Connections opened before, the latest first: a click opens one again. */
export function RecentConnections({ isDisabled, onChoose }: RecentConnectionsProps) {
  const { t } = useTranslation();
  const [recents, setRecents] = useState<readonly RecentConnection[]>();

  useEffect(() => {
    let isShown = true;
    call('connections.listRecent')
      .then((listed) => isShown && setRecents(listed))
      .catch((error: unknown) => notifyFailure(failureOf(error, 'connections.listRecent')));
    return () => {
      isShown = false;
    };
  }, []);

  const forget = (connectString: string) => {
    call('connections.forgetRecent', { connectString })
      .then(setRecents)
      .catch((error: unknown) => notifyFailure(failureOf(error, 'connections.forgetRecent')));
  };

  return (
    <section className={styles.section} aria-labelledby="recent-connections">
      <h2 id="recent-connections" className={styles.heading}>
        {t('connect.recent')}
      </h2>
      {recents?.length === 0 && (
        <EmptyState title={t('connect.recentEmpty')} text={t('connect.recentEmptyText')} />
      )}
      {recents !== undefined && recents.length > 0 && (
        <ul className={styles.list} aria-labelledby="recent-connections">
          {recents.map(({ lastUsedAt, ...settings }) => (
            <li key={settings.connectString} className={styles.item}>
              <AriaButton
                className={styles.open ?? ''}
                isDisabled={isDisabled}
                aria-label={t('connect.connectTo', { target: settings.connectString })}
                onPress={() => onChoose(settings)}
              >
                <MiddleEllipsis
                  text={settings.connectString}
                  keepEnd={16}
                  className={styles.target ?? ''}
                />
                <span className={styles.facts}>
                  {settings.readOnly && (
                    <>
                      <Lock aria-hidden />
                      {t('connect.lockedReadOnly')}
                    </>
                  )}
                  <RelativeTime at={lastUsedAt} />
                </span>
              </AriaButton>
              <IconButton
                label={t('connect.forget', { target: settings.connectString })}
                icon={<X aria-hidden />}
                isDisabled={isDisabled}
                onPress={() => forget(settings.connectString)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
