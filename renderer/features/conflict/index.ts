export { conflictViews } from './views.ts';
