import type { View } from '../../views/index.ts';
import { ruleCommands } from './commands.ts';
import { RulesDialog, type RulesDialogProps } from './rules-dialog.tsx';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    rules: RulesDialogProps;
  }
}

export const ruleViews: readonly View[] = [
  { kind: 'dialog', id: 'rules', component: RulesDialog, commands: ruleCommands },
];
