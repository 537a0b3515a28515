export { changesCommands, changesCommandSources } from './commands.ts';
export { ChangesPanel } from './changes-panel.tsx';
export { importTimeline, useIsTimelineOpen } from './timeline-store.ts';
