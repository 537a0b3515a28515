import { parseCommandLine, usage } from '../../shared/command-line.ts';
import { UsageError } from './options.ts';

/**
 * The arguments of a script that hands them on to the application, looked at before anything is built or fetched.
 * With `--help` it prints the application's usage and ends the process.
 * @throws UsageError on what the application does not understand.
 */
export function readApplicationOptions(summary: string): readonly string[] {
  const args = process.argv.slice(2);
  const commandLine = parseCommandLine(args);
  if (commandLine.kind === 'problem') throw new UsageError(`${commandLine.problem}\n\n${usage}`);
  if (commandLine.kind === 'help') {
    process.stdout.write(`${summary}\n${usage}\n`);
    process.exit(0);
  }
  return args;
}
