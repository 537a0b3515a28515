import type { ParseKeys } from 'i18next';

/**
 * What each command takes, by its id. Whoever defines a command declares it here, by merging:
 *
 *     declare module '../../commands/command.ts' {
 *       interface CommandArguments { 'node.delete': NodeTarget; }
 *     }
 *
 * Where `undefined` is among what it takes, it can be run from the menu, the palette and by a shortcut too.
 */
export interface CommandArguments {
  'view.palette': undefined;
}

/** The znode that a command is about; the selected one without it. */
export type NodeTarget = { readonly path: string } | undefined;

export type CommandId = keyof CommandArguments;

/** The argument as parameters of a function: it may be left out where the command runs without. */
export type ArgumentList<Id extends CommandId> = undefined extends CommandArguments[Id]
  ? [argument?: CommandArguments[Id]]
  : [argument: CommandArguments[Id]];

interface CommandFacts {
  readonly titleKey: ParseKeys;
  /** `Mod+Shift+F`; `Mod` is Cmd on macOS and Ctrl elsewhere. */
  readonly shortcut?: string;
  /** Where macOS has another one. */
  readonly macShortcut?: string;
  /**
   * Where the shortcut counts. `global` (the default) is handled for the whole window; `local` is handled by the part
   * of the window that has the focus and only shown here.
   */
  readonly shortcutScope?: 'global' | 'local';
  /** Global shortcuts rest while a dialog is open, but for those that say so. */
  readonly worksInDialogs?: boolean;
  /** Left out of the palette, where it would make no sense. */
  readonly isHidden?: boolean;
}

/** A user's action as a record: menu, palette, buttons, notices and shortcuts all read it. */
export type CommandOf<Id extends CommandId> = CommandFacts & {
  readonly id: Id;
  /** Read from stores; whoever shows it is notified when one of the stores changes. */
  readonly isEnabled: (...argument: ArgumentList<Id>) => boolean;
  readonly run: (...argument: ArgumentList<Id>) => void;
} & (undefined extends CommandArguments[Id]
    ? { readonly needsArgument?: never }
    : { readonly needsArgument: true });

export type Command = { [Id in CommandId]: CommandOf<Id> }[CommandId];

type PlainId = {
  [Id in CommandId]: undefined extends CommandArguments[Id] ? Id : never;
}[CommandId];

/** A command that runs without an argument. */
export type PlainCommand = { [Id in PlainId]: CommandOf<Id> }[PlainId];

/** One run of a command as plain data, to be made later. */
export type CommandCall = {
  [Id in CommandId]: { readonly id: Id; readonly argument?: CommandArguments[Id] };
}[CommandId];

/** What `isEnabled` depends on: a store, or anything else that reports changes. */
export interface CommandSource {
  readonly subscribe: (listener: () => void) => () => void;
}

/** Commands with the stores that their `isEnabled` reads. */
export interface CommandSet {
  readonly commands: readonly Command[];
  readonly sources: readonly CommandSource[];
}
