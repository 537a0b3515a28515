import { useSelectionStore } from '../../stores/selection-store.ts';
import type { View } from '../../views/index.ts';
import { nodeCommands } from './commands.ts';
import { RestoreDialog } from './history/restore-dialog.tsx';
import { NodePanel } from './node-panel.tsx';
import { RecreateDialog } from './recreate-dialog.tsx';
import { SaveAnyway } from './save-anyway.tsx';
import { AclTab, DataTab, HistoryTab, StatTab } from './node-tabs.tsx';
import { historyViewId, nodeViewId } from './view-ids.ts';

/** The open node, and what its tabs show of it. */
export const nodeViews: readonly View[] = [
  {
    kind: 'panel',
    id: nodeViewId,
    place: 'center',
    titleKey: 'node.data',
    component: NodePanel,
    size: { minPx: 160 },
    commands: nodeCommands,
    useSubject: () => useSelectionStore((state) => state.selectedPath),
  },
  {
    kind: 'tab',
    id: 'node.data',
    place: 'node',
    titleKey: 'node.data',
    component: DataTab,
    isBeside: true,
  },
  {
    kind: 'tab',
    id: 'node.stat',
    place: 'node',
    titleKey: 'node.stat',
    component: StatTab,
    isAvailable: ({ isGone }) => !isGone,
  },
  {
    kind: 'tab',
    id: 'node.acl',
    place: 'node',
    titleKey: 'node.acl',
    component: AclTab,
    isAvailable: ({ isGone }) => !isGone,
  },
  {
    kind: 'tab',
    id: historyViewId,
    place: 'node',
    titleKey: 'history.title',
    component: HistoryTab,
  },
  { kind: 'dialog', id: 'restore', component: RestoreDialog },
  { kind: 'dialog', id: 'recreate', component: RecreateDialog },
  { kind: 'dialog', id: 'saveAnyway', component: SaveAnyway },
];
