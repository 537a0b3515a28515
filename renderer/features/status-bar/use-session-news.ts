import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../shared/model/connection.ts';
import { useTopic } from '../../bridge/topics.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatTimeOfDay } from '../../i18n/format.ts';
import { dismissLackOfConnection, dismissNotice, notify } from '../../stores/notice-store.ts';

/** Says what a session took with it: the status bar shows what is now, and this what was lost. */
export function useSessionNews(): void {
  const { t } = useTranslation();
  const expiry = useTopic('connection', (connection) => connection?.expiry);
  const kind = useTopic('connection', (connection) => connection?.state.kind);
  const isOtherData = useTopic('connection', (connection) => connection?.dataSet?.isOther ?? false);
  const isStuck = useTopic('connection', (connection) => isHopeless(connection?.state));
  const closedFor = useTopic('connection', (connection) =>
    connection?.state.kind === 'closed' ? connection.state.lastFailure : undefined,
  );
  const toldAt = useRef<number | undefined>(undefined);

  useEffect(() => {
    if (!expiry || toldAt.current === expiry.at) return;
    toldAt.current = expiry.at;
    const time = formatTimeOfDay(expiry.at).slice(0, 8);
    notify({
      kind: 'error',
      text: t('statusBar.expiryNews', { time, count: expiry.ephemeralsLost }),
    });
  }, [expiry, t]);

  useEffect(() => {
    if (isOtherData) notify({ kind: 'error', text: t('statusBar.otherDataNews') });
  }, [isOtherData, t]);

  useEffect(() => {
    if (kind === 'connected' || kind === 'readOnly') dismissLackOfConnection();
  }, [kind]);

  useEffect(() => {
    if (!isStuck) return undefined;
    const notice = notify({
      kind: 'error',
      text: t('statusBar.stuckNews'),
      action: {
        label: t('statusBar.beginNewSession'),
        command: { id: 'connection.beginNewSession' },
      },
    });
    // It ends with its cause, however that ends.
    return () => {
      dismissNotice(notice);
    };
  }, [isStuck, t]);

  useEffect(() => {
    if (!closedFor) return;
    notify({
      kind: 'error',
      text: `${t('statusBar.closedNews')} ${describeFailure(closedFor, t)}`,
      action: {
        label: t('statusBar.connectAgain'),
        command: { id: 'connection.showConnect' },
      },
    });
  }, [closedFor, t]);

  useEffect(() => {
    if (kind !== 'authFailed') return;
    notify({
      kind: 'error',
      text: t('statusBar.authFailedNews'),
      action: {
        label: t('statusBar.connectAgain'),
        command: { id: 'connection.showConnect' },
      },
    });
  }, [kind, t]);
}

/** So often a server may hang up for another reason, such as a restart, before it is said that trying does not help. */
const patientAttempts = 5;

/**
 * @returns whether the servers answer, and do not take this session: what they hold is older than what it has seen, or
 * they have lost the majority. Only a new session can be had then.
 */
function isHopeless(state: SessionState | undefined): boolean {
  if (state?.kind !== 'reconnecting' || state.attempt < patientAttempts) return false;
  const code = state.lastFailure?.code;
  return code === 'SERVER_HUNG_UP' || code === 'NOT_READ_ONLY';
}
