import { parseArgs } from 'node:util';

interface BaseOption {
  /** What it does, a few words for the usage. */
  readonly help: string;
}

/** An option of a script; `value` stands for its value in the usage. */
export type Option =
  | (BaseOption & { readonly type: 'flag' })
  | (BaseOption & { readonly type: 'text'; readonly value: string })
  | (BaseOption & {
      readonly type: 'number';
      readonly value: string;
      /** The least that is accepted. */
      readonly min: number;
      readonly isWhole?: boolean;
    });

/** What a script takes on its command line, beside `--help`. */
export interface CommandLine {
  /** As it is called: `npm run demo`. */
  readonly command: string;
  /** One sentence. */
  readonly summary: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** What is given without a name. */
  readonly words?: { readonly value: string; readonly help: string };
}

type ValueOf<O> = O extends { readonly type: 'flag' }
  ? boolean
  : (O extends { readonly type: 'number' } ? number : string) | undefined;

export interface Given<C extends CommandLine> {
  /** What was given; a flag that was not is `false`, everything else `undefined`. */
  readonly values: { readonly [Name in keyof C['options']]: ValueOf<C['options'][Name]> };
  readonly words: readonly string[];
}

/** A command line that cannot be understood: the message is one sentence and the usage. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads the options of a script. With `--help` it prints the usage and ends the process.
 * @throws UsageError on an unknown option, a missing or a wrong value.
 */
export function readOptions<const C extends CommandLine>(
  line: C,
  args: readonly string[] = process.argv.slice(2),
): Given<C> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${usageOf(line)}\n`);
    process.exit(0);
  }
  return { values: valuesOf(line, args), words: wordsOf(line, args) } as Given<C>;
}

/** @returns the text that `--help` prints. */
export function usageOf({ command, summary, options = {}, words }: CommandLine): string {
  const rows = Object.entries(options).map(([name, option]) => [
    option.type === 'flag' ? `--${name}` : `--${name} ${option.value}`,
    option.help,
  ]);
  if (words) rows.unshift([words.value, words.help]);
  rows.push(['--help', 'print this']);
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return [
    `Usage: ${command} -- [options]`,
    summary,
    '',
    ...rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}   ${right}`),
  ].join('\n');
}

/** @returns the error for a value that only the script itself can judge. */
export function usageError(line: CommandLine, sentence: string): UsageError {
  return new UsageError(`${sentence}\n\n${usageOf(line)}`);
}

function parse(line: CommandLine, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(line.options ?? {}).map(([name, { type }]) => [
      name,
      { type: type === 'flag' ? 'boolean' : 'string' } as const,
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: line.words !== undefined });
  } catch (error) {
    // Node's own first sentence says which option is wrong; what it adds is about programming.
    const [sentence = ''] = (error as Error).message.split(/\. (?=[A-Z])|\n/);
    throw usageError(line, `${sentence.replace(/\.$/, '')}.`);
  }
}

function wordsOf(line: CommandLine, args: readonly string[]): readonly string[] {
  return parse(line, args).positionals;
}

function valuesOf(line: CommandLine, args: readonly string[]): Record<string, unknown> {
  const given = parse(line, args).values;
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(line.options ?? {})) {
    const value = given[name];
    if (option.type === 'flag') values[name] = value === true;
    else if (option.type === 'text' || value === undefined) values[name] = value;
    else values[name] = numberOf(line, name, option, String(value));
  }
  return values;
}

function numberOf(
  line: CommandLine,
  name: string,
  { min, isWhole }: Option & { readonly type: 'number' },
  text: string,
): number {
  const number = text.trim() === '' ? NaN : Number(text);
  if (number >= min && (isWhole ? Number.isSafeInteger(number) : isFinite(number))) return number;
  const kind = isWhole ? 'a whole number' : 'a number';
  throw usageError(line, `--${name} takes ${kind} from ${String(min)} on, not "${text}".`);
}
