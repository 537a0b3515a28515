import { ConnectScreen } from '../features/connect/index.ts';
import { Notices } from '../features/notices/index.ts';
import { StatusBar } from '../features/status-bar/index.ts';
import { useConnectionStore } from '../stores/connection-store.ts';
import { useStartup } from '../stores/startup-store.ts';
import styles from './app.module.css';
import { Dialogs } from './dialogs.tsx';
import { PanelBoundary } from './panel-boundary.tsx';
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
      <Notices />
    </Surroundings>
  );
}

/** The connect screen until there is a connection, the workbench from then on. */
function Main() {
  const connection = useConnectionStore((state) => state.connection);
  const isTrying = useConnectionStore((state) => state.attempt.kind !== 'none');
  const isChoosing = useConnectionStore((state) => state.isChoosing);
  // Before the main process has told, neither would be right: an empty window for a few milliseconds.
  if (connection === undefined) return <div className={styles.blank} />;
  if (connection === null || isTrying || isChoosing) return <ConnectScreen />;
  return <Workbench />;
}
