import type { View } from '../../views/index.ts';
import { watchCommands } from './commands.ts';
import { WatchButton } from './watch-button.tsx';
import { WatchesPanel } from './watches-panel.tsx';

/** The button of the node by which it is watched. */
export const watchButtonViews: readonly View[] = [
  {
    kind: 'part',
    id: 'node.watch',
    place: 'nodeHeader',
    component: WatchButton,
    commands: watchCommands,
  },
];

export const watchViews: readonly View[] = [
  {
    kind: 'panel',
    id: 'watches',
    place: 'bottom',
    titleKey: 'watches.title',
    component: WatchesPanel,
    size: { initial: '26%', minPx: 150 },
    isCollapsible: true,
    resizeKey: 'app.resizeWatches',
  },
];
