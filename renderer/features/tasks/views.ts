import type { View } from '../../views/index.ts';
import { TaskReport, type TaskReportProps } from './task-report.tsx';
import { TasksRegion } from './tasks-region.tsx';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    taskReport: TaskReportProps;
  }
}

/** The long work on the connection, above the panels, where no notice covers its buttons, and what it has done. */
export const taskViews: readonly View[] = [
  { kind: 'part', id: 'tasks', place: 'abovePanels', component: TasksRegion },
  { kind: 'dialog', id: 'taskReport', component: TaskReport },
];
