export { ChangesPanel } from './changes-panel.tsx';
export { useIsTimelineOpen } from './timeline-store.ts';
export { changesViews } from './views.ts';
