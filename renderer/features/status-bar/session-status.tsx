import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSnapshot, SessionState } from '../../../shared/model/connection.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatTimeOfDay } from '../../i18n/format.ts';
import type { TFunction } from 'i18next';
import { SessionShape } from './session-state.tsx';
import styles from './status-bar.module.css';

export interface SessionStatusProps {
  readonly connection: ConnectionSnapshot | null;
}

/** The session's state in a word, the server, and what else one must know of that state. */
export function SessionStatus({ connection }: SessionStatusProps) {
  const { t } = useTranslation();
  const state: SessionState = connection?.state ?? { kind: 'closed' };
  const server = 'server' in state ? state.server : undefined;
  // Whoever waits wants to know for what.
  const failure = 'lastFailure' in state ? state.lastFailure : undefined;
  const reason = failure && describeFailure(failure, t);
  const detail = connection ? describeState(state, t) : t('statusBar.noConnection');
  return (
    <div role="status" aria-label={t('statusBar.session')} className={styles.session}>
      <SessionShape kind={state.kind} />
      <span className={styles.word}>{t(`statusBar.states.${state.kind}`)}</span>
      {server !== undefined && (
        <span className={styles.server} title={server}>
          {server}
        </span>
      )}
      {[detail, reason].map(
        (text, place) =>
          text !== undefined && (
            <span key={place} className={styles.detail} title={text}>
              {text}
            </span>
          ),
      )}
      {connection?.profile.readOnly && (
        <span className={styles.lock} title={t('statusBar.lockHelp')}>
          <Lock aria-hidden />
          {t('statusBar.lock')}
        </span>
      )}
    </div>
  );
}

function describeState(state: SessionState, t: TFunction): string | undefined {
  switch (state.kind) {
    case 'connecting':
      return state.attempt > 1 ? t('statusBar.attempt', { attempt: state.attempt }) : undefined;
    case 'reconnecting':
      return t('statusBar.lostSince', {
        server: state.lastServer,
        // Without milliseconds: this is a point in a person's day.
        time: formatTimeOfDay(state.since).slice(0, 8),
        attempt: state.attempt,
      });
    case 'readOnly':
      return t('statusBar.readOnlyServer');
    case 'expired':
      return t('statusBar.expiredDetail');
    case 'connected':
    case 'authFailed':
    case 'closed':
      return undefined;
  }
}
