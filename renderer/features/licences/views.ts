import type { View } from '../../views/index.ts';
import { licenceCommands } from './commands.ts';
import { LicencesDialog } from './licences-dialog.tsx';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    licences: object;
  }
}

export const licenceViews: readonly View[] = [
  { kind: 'dialog', id: 'licences', component: LicencesDialog, commands: licenceCommands },
];
