export { NodePanel, type NodePanelProps } from './node-panel.tsx';
export { RestoreDialog } from './history/restore-dialog.tsx';
