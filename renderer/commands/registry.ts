import type {
  ArgumentList,
  Command,
  CommandCall,
  CommandId,
  CommandOf,
  CommandSource,
  PlainCommand,
} from './command.ts';

const commands = new Map<string, Command>();
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

/**
 * Adds commands, in the order in which the palette lists them.
 * @param sources the stores that their `isEnabled` reads.
 * @returns a function that takes them out again.
 * @throws Error when a command of the same id is there already.
 */
export function registerCommands(
  added: readonly Command[],
  sources: readonly CommandSource[] = [],
): () => void {
  for (const command of added) {
    if (commands.has(command.id)) throw new Error(`command registered twice: ${command.id}`);
    commands.set(command.id, command);
  }
  const stops = [...new Set(sources)].map((source) => source.subscribe(changed));
  changed();
  return () => {
    for (const stop of stops) stop();
    for (const command of added) commands.delete(command.id);
    changed();
  };
}

/** @returns the commands that run without an argument, in the order of their registration. */
export function listCommands(): readonly PlainCommand[] {
  return [...commands.values()].filter(isPlain);
}

export function findCommand<Id extends CommandId>(id: Id): CommandOf<Id> | undefined {
  return commands.get(id) as CommandOf<Id> | undefined;
}

/**
 * Runs a command if it is there and enabled.
 * @param argument what the command takes.
 * @returns whether it ran.
 */
export function runCommand<Id extends CommandId>(id: Id, ...argument: ArgumentList<Id>): boolean {
  const command = findCommand(id);
  if (!command?.isEnabled(...argument)) return false;
  command.run(...argument);
  return true;
}

/**
 * Runs what was put down to be run later.
 * @returns whether it ran.
 */
export function runCommandCall({ id, argument }: CommandCall): boolean {
  return runCommand(id, argument);
}

/**
 * Runs a command of which only the id is known, as the application menu names it.
 * @returns whether it ran; one that needs an argument does not.
 */
export function runCommandById(id: string): boolean {
  const command = commands.get(id);
  if (!command || !isPlain(command) || !command.isEnabled()) return false;
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

function isPlain(command: Command): command is PlainCommand {
  return command.needsArgument !== true;
}
