export { TreePanel } from './tree-panel.tsx';
export { treeViews } from './views.ts';
