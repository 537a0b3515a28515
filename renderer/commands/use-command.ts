import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArgumentList, CommandId } from './command.ts';
import { findCommand, onCommandsChange, runCommand } from './registry.ts';
import { formatShortcut, shortcutOf } from './shortcuts.ts';

export interface ShownCommand {
  readonly title: string;
  /** As people of this platform write it. */
  readonly shortcut: string | undefined;
  readonly isEnabled: boolean;
  readonly run: () => void;
}

/**
 * A command for a button or a menu item; renders again when it becomes enabled or disabled.
 * @param argument what the command takes.
 */
export function useCommand<Id extends CommandId>(
  id: Id,
  ...argument: ArgumentList<Id>
): ShownCommand {
  const { t } = useTranslation();
  const isEnabled = useSyncExternalStore(
    onCommandsChange,
    () => findCommand(id)?.isEnabled(...argument) ?? false,
  );
  const command = findCommand(id);
  const shortcut = command && shortcutOf(command);
  return {
    title: command ? t(command.titleKey) : '',
    shortcut: shortcut === undefined ? undefined : formatShortcut(shortcut),
    isEnabled,
    run: () => runCommand(id, ...argument),
  };
}
