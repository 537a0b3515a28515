import { Lock, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatTarget } from '../../../shared/connect-string.ts';
import type { ConnectionProfile, RecentConnection } from '../../../shared/model/connection.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { EmptyState, IconButton, MiddleEllipsis, RelativeTime } from '../../ui/index.ts';
import styles from './recent-connections.module.css';

export interface RecentConnectionsProps {
  readonly isDisabled: boolean;
  readonly onChoose: (profile: ConnectionProfile) => void;
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

  const forget = (id: string) => {
    call('connections.forgetRecent', { id })
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
          {recents.map((recent) => (
            <RecentItem
              key={recent.profile.id}
              {...recent}
              isDisabled={isDisabled}
              onChoose={() => onChoose(recent.profile)}
              onForget={() => forget(recent.profile.id)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RecentItemProps extends RecentConnection {
  readonly isDisabled: boolean;
  readonly onChoose: () => void;
  readonly onForget: () => void;
}

function RecentItem({ profile, lastUsedAt, isDisabled, onChoose, onForget }: RecentItemProps) {
  const { t } = useTranslation();
  const target = formatTarget(profile.target);
  return (
    <li className={styles.item}>
      <AriaButton
        className={styles.open ?? ''}
        isDisabled={isDisabled}
        aria-label={t('connect.connectTo', { target })}
        onPress={onChoose}
      >
        <MiddleEllipsis text={target} keepEnd={16} className={styles.target ?? ''} />
        <span className={styles.facts}>
          {profile.readOnly && (
            <>
              <Lock aria-hidden />
              {t('connect.lockedReadOnly')}
            </>
          )}
          <RelativeTime at={lastUsedAt} />
        </span>
      </AriaButton>
      <IconButton
        label={t('connect.forget', { target })}
        icon={<X aria-hidden />}
        isDisabled={isDisabled}
        onPress={onForget}
      />
    </li>
  );
}
