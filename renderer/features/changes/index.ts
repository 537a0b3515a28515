export { changesCommands, changesCommandSources } from './commands.ts';
export { ChangesPanel } from './changes-panel.tsx';
export { TimelineJobs } from './timeline-jobs.tsx';
export { useIsTimelineOpen } from './timeline-store.ts';
