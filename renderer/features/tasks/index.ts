export { taskViews } from './views.ts';
