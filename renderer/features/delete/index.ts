export { deleteViews } from './views.ts';
