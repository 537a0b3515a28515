import type { View } from '../../views/index.ts';
import { createCommands } from './commands.ts';
import { CreateDialog, type CreateDialogProps } from './create-dialog.tsx';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    create: CreateDialogProps;
  }
}

export const createViews: readonly View[] = [
  { kind: 'dialog', id: 'create', component: CreateDialog, commands: createCommands },
];
