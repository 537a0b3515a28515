export { watchButtonViews, watchViews } from './views.ts';
export { WatchButton } from './watch-button.tsx';
export { WatchesPanel } from './watches-panel.tsx';
