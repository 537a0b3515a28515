import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { ChangesPanel } from '../features/changes/index.ts';
import { NodePanel } from '../features/node/index.ts';
import { TreePanel } from '../features/tree/index.ts';
import { WatchButton, WatchesPanel } from '../features/watches/index.ts';
import { useSelectionStore } from '../stores/selection-store.ts';
import { PanelBoundary } from './panel-boundary.tsx';
import { useRememberedLayout } from './remembered-layout.ts';
import { Toolbar } from './toolbar.tsx';
import styles from './workbench.module.css';

/**
 * The tree at the left; the node above the changes and the watches. Changes and watches stand side by side, so that
 * what is watched and what it brings are seen together.
 */
export function Workbench() {
  const { t } = useTranslation();
  const columns = useRememberedLayout('columns', ['tree', 'main']);
  const rows = useRememberedLayout('rows', ['node', 'bottom']);
  const bottom = useRememberedLayout('bottom', ['changes', 'watches']);
  return (
    <>
      <Toolbar />
      <Group className={styles.panels ?? ''} orientation="horizontal" {...columns}>
        <Panel
          id="tree"
          className={styles.panel ?? ''}
          defaultSize={280}
          minSize={160}
          collapsible
          groupResizeBehavior="preserve-pixel-size"
        >
          <PanelBoundary>
            <TreePanel />
          </PanelBoundary>
        </Panel>
        <Separator className={styles.columnSeparator ?? ''} aria-label={t('app.resizeTree')} />
        <Panel id="main" minSize={320}>
          <Group orientation="vertical" {...rows}>
            <Panel id="node" className={styles.panel ?? ''} minSize={160}>
              <NodeArea />
            </Panel>
            <Separator className={styles.rowSeparator ?? ''} aria-label={t('app.resizeBottom')} />
            <Panel
              id="bottom"
              defaultSize={280}
              minSize={96}
              collapsible
              groupResizeBehavior="preserve-pixel-size"
            >
              <Group orientation="horizontal" {...bottom}>
                <Panel id="changes" className={styles.panel ?? ''} minSize={240}>
                  <PanelBoundary>
                    <ChangesPanel />
                  </PanelBoundary>
                </Panel>
                <Separator
                  className={styles.columnSeparator ?? ''}
                  aria-label={t('app.resizeWatches')}
                />
                <Panel
                  id="watches"
                  className={styles.panel ?? ''}
                  defaultSize="26%"
                  minSize={150}
                  collapsible
                >
                  <PanelBoundary>
                    <WatchesPanel />
                  </PanelBoundary>
                </Panel>
              </Group>
            </Panel>
          </Group>
        </Panel>
      </Group>
    </>
  );
}

function NodeArea() {
  const path = useSelectionStore((state) => state.selectedPath);
  return (
    <PanelBoundary shows={path}>
      <NodePanel actions={<WatchButton />} />
    </PanelBoundary>
  );
}
