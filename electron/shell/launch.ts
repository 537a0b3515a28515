import { resolve } from 'node:path';

/**
 * Takes the application's own arguments out of `process.argv`.
 * @param appPath the folder of the application when it runs from a checkout, where the executable is Electron's and
 * the folder is one of its arguments; undefined for a packaged application
 * @param folder what relative arguments are relative to
 */
export function ownArguments(
  argv: readonly string[],
  appPath: string | undefined,
  folder: string,
): readonly string[] {
  const args = argv.slice(1);
  if (appPath === undefined) return args;
  const isEntry = (arg: string) => !arg.startsWith('-') && resolve(folder, arg) === appPath;
  const entry = args.findIndex(isEntry);
  // What stands before the folder belongs to Electron.
  return args.slice(entry + 1);
}
