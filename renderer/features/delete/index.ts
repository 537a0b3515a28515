<<<<<<< HEAD
export { deleteViews } from './views.ts';
=======
export { DeleteDialog, type DeleteDialogProps } from './delete-dialog.tsx';
export { followDeletes } from './follow-deletes.ts';
>>>>>>> 7d5e896 (feat(tasks): long work belongs to the application, with a journal, and says what it did)
