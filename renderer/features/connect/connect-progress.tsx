import { useTranslation } from 'react-i18next';
import { formatTarget } from '../../../shared/connect-string.ts';
import { useTopic } from '../../bridge/topics.ts';
import { cancelConnect, type ConnectAttempt } from '../../stores/connection-store.ts';
import { Button, Spinner, useNow } from '../../ui/index.ts';
import styles from './connect-progress.module.css';
import { describeAttempt, nameLayer } from './describe.ts';

export interface ConnectProgressProps {
  readonly attempt: Extract<ConnectAttempt, { kind: 'running' }>;
}

/** What is being tried now, what the last server answered, and a way out. */
export function ConnectProgress({ attempt }: ConnectProgressProps) {
  const { t } = useTranslation();
  const state = useTopic('connection', (connection) => connection?.state);
  const connecting = state?.kind === 'connecting' ? state : undefined;
  const last = connecting?.lastFailure;
  return (
    <div className={styles.progress}>
      <div className={styles.now}>
        <Spinner />
        <p role="status" className={styles.target}>
          {t('connect.connecting', { target: formatTarget(attempt.settings.target) })}
        </p>
        <span className={styles.numbers}>
          {connecting && t('connect.attempt', { attempt: connecting.attempt })}
          <Elapsed since={attempt.startedAt} />
        </span>
        <Button onPress={cancelConnect}>{t('connect.cancel')}</Button>
      </div>
      {last && (
        <p className={styles.last}>
          {last.server !== undefined && <span className={styles.server}>{last.server}</span>}
          <span>
            {nameLayer(last.code, t)}: {describeAttempt({ ...last, server: last.server ?? '' }, t)}
          </span>
        </p>
      )}
    </div>
  );
}

function Elapsed({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  const seconds = Math.max(0, Math.round((useNow() - since) / 1_000));
  return <span>{t('connect.elapsed', { seconds })}</span>;
}
