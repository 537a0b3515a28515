import type { ParseKeys } from 'i18next';

/** A user's action as a record: menu, palette, buttons and shortcuts all read it. */
export interface Command {
  readonly id: string;
  readonly titleKey: ParseKeys;
  /** `Mod+Shift+F`; `Mod` is Cmd on macOS and Ctrl elsewhere. */
  readonly shortcut?: string;
  /**
   * Where the shortcut counts. `global` (the default) is handled for the whole window; `local` is handled by the part
   * of the window that has the focus and only shown here.
   */
  readonly shortcutScope?: 'global' | 'local';
  /** Global shortcuts rest while a dialog is open, but for those that say so. */
  readonly worksInDialogs?: boolean;
  /** Left out of the palette, where it would make no sense. */
  readonly isHidden?: boolean;
  /** Read from stores; whoever shows it is told when one of the stores changes. */
  readonly isEnabled: () => boolean;
  readonly run: () => void;
}

/** What `isEnabled` depends on: a zustand store, or anything else that tells of changes. */
export interface CommandSource {
  readonly subscribe: (listener: () => void) => () => void;
}

const commands = new Map<string, Command>();
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

/**
 * Adds commands, in the order in which the palette lists them.
 * @param sources the stores that their `isEnabled` reads.
 * @returns a function that takes them out again.
 */
export function registerCommands(
  added: readonly Command[],
  sources: readonly CommandSource[] = [],
): () => void {
  for (const command of added) {
    if (commands.has(command.id)) throw new Error(`command registered twice: ${command.id}`);
    commands.set(command.id, command);
  }
  const stops = sources.map((source) => source.subscribe(changed));
  changed();
  return () => {
    for (const stop of stops) stop();
    for (const command of added) commands.delete(command.id);
    changed();
  };
}

export function listCommands(): readonly Command[] {
  return [...commands.values()];
}

export function findCommand(id: string): Command | undefined {
  return commands.get(id);
}

/**
 * Runs a command if it is there and enabled.
 * @returns whether it ran.
 */
export function runCommand(id: string): boolean {
  const command = commands.get(id);
  if (!command?.isEnabled()) return false;
  command.run();
  return true;
}

/**
 * Listens to changes of the commands and of what they depend on.
 * @returns a function that stops listening.
 */
export function onCommandsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
