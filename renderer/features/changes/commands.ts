import { readTopic, topicStores } from '../../bridge/topics.ts';
import type { CommandSet } from '../../commands/index.ts';
import { useConnectionStore } from '../../stores/connection-store.ts';
import { exportTimeline, importTimeline, togglePart, useTimelineStore } from './timeline-store.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    'changes.exportNdjson': undefined;
    'changes.exportCsv': undefined;
    'changes.import': undefined;
    'changes.toggleChart': undefined;
  }
}

const isShown = () => useTimelineStore.getState().shown !== null;

/**
 * One file at a time. Where there is no connection it can be opened from the connect screen, unless one is being
 * tried.
 */
function canImport(): boolean {
  const { attempt } = useConnectionStore.getState();
  const connection = readTopic('connection');
  if (useTimelineStore.getState().jobs.some(({ kind }) => kind === 'importing')) return false;
  return isShown() || (connection === null && attempt.kind !== 'running');
}

/** What can be done with the timeline that is shown. */
export const changesCommands: CommandSet = {
  commands: [
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
      isEnabled: canImport,
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
  ],
  sources: [useTimelineStore, useConnectionStore, topicStores.connection],
};
