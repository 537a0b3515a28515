import type { View } from '../../views/index.ts';
import { conflictCommands } from './commands.ts';
import { ConflictDialog, type ConflictDialogProps } from './conflict-dialog.tsx';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    conflict: ConflictDialogProps;
  }
}

export const conflictViews: readonly View[] = [
  { kind: 'dialog', id: 'conflict', component: ConflictDialog, commands: conflictCommands },
];
