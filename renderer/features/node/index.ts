export { NodePanel } from './node-panel.tsx';
export { nodeViews } from './views.ts';
