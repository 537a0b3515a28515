import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../../bridge/topics.ts';
import { runCommand } from '../../commands/index.ts';
import { formatTimeOfDay } from '../../i18n/format.ts';
import { notify } from '../../stores/notice-store.ts';

/** Tells what a session took with it: the status bar shows what is now, and this what was lost. */
export function useSessionNews(): void {
  const { t } = useTranslation();
  const expiry = useTopic('connection', (connection) => connection?.expiry);
  const kind = useTopic('connection', (connection) => connection?.state.kind);
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
    if (kind !== 'authFailed') return;
    notify({
      kind: 'error',
      text: t('statusBar.authFailedNews'),
      action: {
        label: t('statusBar.connectAgain'),
        run: () => void runCommand('connection.showConnect'),
      },
    });
  }, [kind, t]);
}
