import { CircleAlert, FileClock, History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTopic } from '../../bridge/topics.ts';
import { useCommand } from '../../commands/index.ts';
import { openTimeline } from '../../stores/change-view-store.ts';
import {
  connect,
  dismissConnectFailure,
  useConnectionStore,
  type ConnectRequest,
} from '../../stores/connection-store.ts';
import { useStartup } from '../../stores/startup-store.ts';
import { Button } from '../../ui/index.ts';
import { ConnectFailure } from './connect-failure.tsx';
import { ConnectFields } from './connect-fields.tsx';
import { ConnectProgress } from './connect-progress.tsx';
import styles from './connect-screen.module.css';
import { useConnectForm } from './form-state.ts';
import { Mark } from './mark.tsx';
import { RecentConnections } from './recent-connections.tsx';

/** The first screen: a connection is typed or chosen, tried, and explained when it fails. */
export function ConnectScreen() {
  const { t } = useTranslation();
  const { problem } = useStartup();
  const attempt = useConnectionStore((state) => state.attempt);
  const form = useConnectForm(attempt.kind === 'none' ? undefined : attempt.settings);
  const isRunning = attempt.kind === 'running';

  const start = (request: ConnectRequest | null) => {
    if (request) void connect(request);
  };

  return (
    <main className={styles.screen}>
      <div className={styles.column}>
        <header className={styles.header}>
          <Mark className={styles.mark} />
          <div>
            <h1 className={styles.name}>{t('app.name')}</h1>
            <p className={styles.tagline}>{t('connect.tagline')}</p>
          </div>
        </header>
        {problem !== undefined && (
          <p role="alert" className={styles.problem}>
            <CircleAlert aria-hidden />
            {problem}
          </p>
        )}
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isRunning) start(form.check());
          }}
        >
          <ConnectFields form={form} isDisabled={isRunning} onEdit={dismissConnectFailure} />
          {attempt.kind === 'running' && <ConnectProgress attempt={attempt} />}
        </form>
        {attempt.kind === 'failed' && (
          <ConnectFailure failure={attempt.failure} onRetry={() => start(form.check())} />
        )}
        <RecentConnections
          isDisabled={isRunning}
          onChoose={({ id, name: _name, security: _security, ...settings }) => {
            form.fill(settings);
            start({ settings, profileId: id });
          }}
        />
        <Timelines isDisabled={isRunning} />
      </div>
    </main>
  );
}

/** What can be looked at without a connection. */
function Timelines({ isDisabled }: { readonly isDisabled: boolean }) {
  const { t } = useTranslation();
  const importing = useCommand('changes.import');
  const earlier = useTopic('timelines')
    ?.filter((each) => each.kind === 'earlier')
    .at(-1);
  return (
    <div className={styles.timelines}>
      <Button kind="quiet" isDisabled={!importing.isEnabled} onPress={importing.run}>
        <FileClock aria-hidden />
        {t('connect.openTimeline')}
      </Button>
      {earlier && (
        <Button
          kind="quiet"
          className={styles.earlier ?? ''}
          isDisabled={isDisabled}
          onPress={() => {
            openTimeline(earlier.id);
          }}
        >
          <History aria-hidden />
          <span className={styles.earlierText}>
            {t('connect.openEarlier', { connection: earlier.connection })}
          </span>
        </Button>
      )}
    </div>
  );
}
