export {
  findCommand,
  listCommands,
  onCommandsChange,
  registerCommands,
  runCommand,
  type Command,
  type CommandSource,
} from './registry.ts';
export { formatShortcut, listenToShortcuts, matchesShortcut } from './shortcuts.ts';
export { useCommand, type ShownCommand } from './use-command.ts';
