import { useTopic } from '../bridge/topics.ts';
import { ChangesPanel, useIsTimelineOpen } from '../features/changes/index.ts';
import { ConnectScreen } from '../features/connect/index.ts';
import { Notices } from '../features/notices/index.ts';
import { StatusBar } from '../features/status-bar/index.ts';
import { useConnectionStore } from '../stores/connection-store.ts';
import { useStartup } from '../stores/startup-store.ts';
import { Dialogs, PanelBoundary, Parts } from '../views/index.ts';
import styles from './app.module.css';
import { Surroundings } from './surroundings.tsx';
import { Workbench } from './workbench.tsx';

/** The whole window. */
export function App() {
  const { platform } = useStartup();
  return (
    <Surroundings>
      <div className={styles.app} data-platform={platform}>
        <PanelBoundary>
          <Main />
        </PanelBoundary>
        <PanelBoundary>
          <StatusBar />
        </PanelBoundary>
      </div>
      <PanelBoundary>
        <Dialogs />
      </PanelBoundary>
      <Notices>
        <Parts place="notices" />
      </Notices>
    </Surroundings>
  );
}

/** The connect screen or an imported timeline until there is a connection, the workbench from then on. */
function Main() {
  const connection = useTopic('connection');
  const attempt = useConnectionStore((state) => state.attempt.kind);
  const isTimelineOpen = useIsTimelineOpen();
  // Before the main process has answered, neither would be right: an empty window for a few milliseconds.
  if (connection === undefined) return <div className={styles.blank} />;
  if (connection === null && isTimelineOpen && attempt !== 'running') return <ChangesPanel />;
  if (connection === null || attempt !== 'none') {
    return <ConnectScreen />;
  }
  return <Workbench />;
}
