export { ruleCommands } from './commands.ts';
export { RulesDialog, type RulesDialogProps } from './rules-dialog.tsx';
