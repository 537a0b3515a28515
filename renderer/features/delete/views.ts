import type { View } from '../../views/index.ts';
import { deleteCommands } from './commands.ts';
import { DeleteDialog, type DeleteDialogProps } from './delete-dialog.tsx';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    delete: DeleteDialogProps;
  }
}

export const deleteViews: readonly View[] = [
  { kind: 'dialog', id: 'delete', component: DeleteDialog, commands: deleteCommands },
];
