export type {
  Command,
  CommandCall,
  CommandId,
  CommandSet,
  CommandSource,
  NodeTarget,
  PlainCommand,
} from './command.ts';
export {
  findCommand,
  listCommands,
  onCommandsChange,
  registerCommands,
  runCommand,
  runCommandById,
  runCommandCall,
} from './registry.ts';
export { formatShortcut, listenToShortcuts, matchesShortcut, shortcutOf } from './shortcuts.ts';
export { useCommand, type ShownCommand } from './use-command.ts';
