import type { View } from '../../views/index.ts';
import { ChangesPanel } from './changes-panel.tsx';
import { changesCommands } from './commands.ts';
import { TimelineJobs } from './timeline-jobs.tsx';

export const changesViews: readonly View[] = [
  {
    kind: 'panel',
    id: 'changes',
    place: 'bottom',
    titleKey: 'changes.title',
    component: ChangesPanel,
    size: { minPx: 240 },
    commands: changesCommands,
  },
  { kind: 'part', id: 'changes.jobs', place: 'notices', component: TimelineJobs },
];
