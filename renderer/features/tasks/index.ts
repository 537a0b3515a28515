export { TaskReport, type TaskReportProps } from './task-report.tsx';
export { TasksRegion } from './tasks-region.tsx';
