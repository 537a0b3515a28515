export { followDeletes } from './follow-deletes.ts';
export { deleteViews } from './views.ts';
