import type { Command } from '../../commands/index.ts';
import { exportTimeline, importTimeline, togglePart, useTimelineStore } from './timeline-store.ts';

const isShown = () => useTimelineStore.getState().shown !== null;

/** What can be done with the timeline that is shown. */
export const changesCommands: readonly Command[] = [
  {
    id: 'changes.exportNdjson',
    titleKey: 'commands.exportNdjson',
    isEnabled: isShown,
    run: () => void exportTimeline('ndjson'),
  },
  {
    id: 'changes.exportCsv',
    titleKey: 'commands.exportCsv',
    isEnabled: isShown,
    run: () => void exportTimeline('csv'),
  },
  {
    id: 'changes.import',
    titleKey: 'commands.importTimeline',
    isEnabled: isShown,
    run: () => void importTimeline(),
  },
  {
    id: 'changes.toggleChart',
    titleKey: 'commands.toggleChart',
    isEnabled: isShown,
    run: () => {
      togglePart('chart');
    },
  },
];

export const changesCommandSources = [useTimelineStore];
