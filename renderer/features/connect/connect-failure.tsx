import { CircleAlert, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/model/failure.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { Badge, Button } from '../../ui/index.ts';
import styles from './connect-failure.module.css';
import { describeAttempt, groupAttempts, nameLayer } from './describe.ts';

export interface ConnectFailureProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

/** Why no session could be opened: for each server the layer that failed and what to do. The form stays beside it. */
export function ConnectFailure({ failure, onRetry }: ConnectFailureProps) {
  const { t } = useTranslation();
  const groups = groupAttempts(failure.attempts);
  const servers = new Set(groups.map(({ attempt }) => attempt.server));
  return (
    <section role="alert" className={styles.failure}>
      <div className={styles.head}>
        <CircleAlert aria-hidden />
        <p className={styles.summary}>
          {groups.length === 0
            ? describeFailure({ ...failure, operation: 'connect' }, t)
            : t('connect.failed', { count: servers.size })}
        </p>
        <Button onPress={onRetry}>
          <RotateCw aria-hidden />
          {t('connect.retry')}
        </Button>
      </div>
      {groups.length > 0 && (
        <ul className={styles.list} aria-label={t('connect.answers')}>
          {groups.map(({ attempt, count }) => (
            <li key={`${attempt.server} ${attempt.code}`} className={styles.item}>
              <span className={styles.where}>
                <span className={styles.server}>{attempt.server}</span>
                <Badge kind="danger">{nameLayer(attempt.code, t)}</Badge>
                {count > 1 && <span className={styles.count}>{t('connect.times', { count })}</span>}
              </span>
              <span>{describeAttempt(attempt, t)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
