import type { View } from '../../views/index.ts';
import { TreePanel } from './tree-panel.tsx';

export const treeViews: readonly View[] = [
  {
    kind: 'panel',
    id: 'tree',
    place: 'left',
    titleKey: 'tree.znodes',
    component: TreePanel,
    size: { initial: 280, minPx: 160 },
    isCollapsible: true,
    resizeKey: 'app.resizeTree',
  },
];
