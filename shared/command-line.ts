import {
  parseConnectString,
  type ConnectStringProblem,
  type ConnectTarget,
} from './connect-string.ts';
import type { Language } from './model/application.ts';
import { isValidZnodePath } from './znode-path.ts';

/** What the command line asks for. */
export type CommandLine =
  | ({ readonly kind: 'run' } & LaunchOptions)
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** One English sentence about the first bad value. */
  | { readonly kind: 'problem'; readonly problem: string };

export interface LaunchOptions {
  readonly connect?: ConnectTarget;
  /** The znode to go to first; a valid path inside the chroot. */
  readonly path?: string;
  readonly readOnly: boolean;
  readonly language?: Language;
}

export const usage = `Usage: treekeeper [options] [zk://HOST:PORT[,HOST:PORT…][/chroot][?path=/znode]]

  --connect HOST:PORT[,HOST:PORT…][/chroot]   open this connection
  --path /znode                               go to this znode
  --read-only                                 refuse every write
  --lang en|zh-CN                             language of the interface
  --user-data-dir=DIR                         keep all state in DIR
  --version                                   print the version
  --help                                      print this help`;

const valueOptions = ['connect', 'path', 'lang'] as const;
const flagOptions = ['read-only', 'help', 'version'] as const;

type ValueOption = (typeof valueOptions)[number];
type FlagOption = (typeof flagOptions)[number];

interface Gathered {
  readonly values: Partial<Record<ValueOption, string>>;
  readonly flags: ReadonlySet<FlagOption>;
  readonly address?: string;
}

/** Ends the reading of a command line; never leaves this module. */
class CommandLineError extends Error {}

/**
 * Reads the application's own arguments, without the executable and the application folder before them.
 *
 * Chromium and Node read switches of their own from the same command line, so a switch that is not ours is left
 * alone; only one that looks like a slip of the pen for one of ours is a problem.
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, flags, address } = gather(args);
    if (flags.has('help')) return { kind: 'help' };
    if (flags.has('version')) return { kind: 'version' };
    return { kind: 'run', ...toLaunchOptions(values, flags, address) };
  } catch (error) {
    if (error instanceof CommandLineError) return { kind: 'problem', problem: error.message };
    throw error;
  }
}

/**
 * @param args a command line that `parseCommandLine` finds no problem in
 * @returns it with each value in one argument with its option, so that it means the same in another order.
 */
export function withJoinedValues(args: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const value = isValueOption(/^--(.*)$/.exec(arg)?.[1]) ? args[++i] : undefined;
    joined.push(value === undefined ? arg : `${arg}=${value}`);
  }
  return joined;
}

function gather(args: readonly string[]): Gathered {
  const values: Partial<Record<ValueOption, string>> = {};
  const flags = new Set<FlagOption>();
  let address: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const option = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    const name = option?.[1];
    const inline = option?.[2];
    if (isValueOption(name)) {
      const next = inline ?? args[++i];
      if (next === undefined || next === '' || (inline === undefined && next.startsWith('--'))) {
        throw new CommandLineError(`--${name} needs a value.`);
      }
      values[name] = next;
    } else if (isFlagOption(name)) {
      if (inline !== undefined) throw new CommandLineError(`--${name} takes no value.`);
      flags.add(name);
    } else if (name !== undefined) {
      const meant = findSimilarOption(name);
      if (meant !== undefined) {
        throw new CommandLineError(`Unknown option --${name}; did you mean --${meant}?`);
      }
    } else if (arg.startsWith('zk://')) {
      if (address !== undefined)
        throw new CommandLineError('Only one zk:// address can be opened.');
      address = arg;
    } else if (arg !== '' && !arg.startsWith('-')) {
      // What holds an @ may hold a password.
      const named = arg.includes('@') ? '' : ` "${arg}"`;
      throw new CommandLineError(
        `Unexpected argument${named}; an address to open begins with zk://.`,
      );
    }
  }
  return { values, flags, ...(address === undefined ? {} : { address }) };
}

function toLaunchOptions(
  values: Gathered['values'],
  flags: Gathered['flags'],
  address: string | undefined,
): LaunchOptions {
  if (address !== undefined && values.connect !== undefined) {
    throw new CommandLineError('Give either --connect or a zk:// address, not both.');
  }
  const { target, path: addressed } =
    address === undefined
      ? readTarget(values.connect, '--connect')
      : readTarget(address, 'The zk:// address');
  if (addressed !== undefined && values.path !== undefined) {
    throw new CommandLineError(
      'Give the znode either with --path or in the zk:// address, not both.',
    );
  }
  const path = values.path ?? addressed;
  if (path !== undefined && !isValidZnodePath(path)) {
    throw new CommandLineError(
      `The path "${path}" is not a valid znode path, which is like /services/orders.`,
    );
  }
  return {
    readOnly: flags.has('read-only'),
    ...(target === undefined ? {} : { connect: target }),
    ...(path === undefined ? {} : { path }),
    ...(values.lang === undefined ? {} : { language: parseLanguage(values.lang) }),
  };
}

function parseLanguage(text: string): Language {
  if (text === 'en' || text === 'zh-CN') return text;
  throw new CommandLineError(`--lang must be en or zh-CN, not "${text}".`);
}

function readTarget(
  text: string | undefined,
  source: string,
): { readonly target?: ConnectTarget; readonly path?: string } {
  if (text === undefined) return {};
  const parsed = parseConnectString(text);
  if (!parsed.ok) throw new CommandLineError(`${source} ${describeProblem(parsed.problem)}`);
  return parsed;
}

function describeProblem(problem: ConnectStringProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'names no server.';
    case 'credentials':
      return 'holds an @; user names and passwords do not belong into it.';
    case 'scheme':
      return `begins with ${problem.scheme}://; an address of ZooKeeper begins with zk:// or with a host.`;
    case 'malformedPercent':
      return 'has a malformed % sequence.';
    case 'badQuery':
      return 'may end with ?path=/znode and nothing else.';
    case 'missingServer':
      return 'has no server between two commas.';
    case 'badHost':
      return `has a server "${problem.server}" whose host is not valid.`;
    case 'badPort':
      return `has a server "${problem.server}" whose port is not a number from 1 to 65535.`;
    case 'chrootInside':
      return `has the chroot "${problem.chroot}" between its servers; it stands once, after the last server.`;
    case 'badChroot':
      return `has a chroot "${problem.chroot}" that is not a valid znode path.`;
  }
}

function isValueOption(name: string | undefined): name is ValueOption {
  return (valueOptions as readonly (string | undefined)[]).includes(name);
}

function isFlagOption(name: string | undefined): name is FlagOption {
  return (flagOptions as readonly (string | undefined)[]).includes(name);
}

function findSimilarOption(name: string): string | undefined {
  const plain = simplify(name);
  return [...valueOptions, ...flagOptions].find((own) => {
    const ownPlain = simplify(own);
    const long = ownPlain.length > 4;
    return (long && plain.startsWith(ownPlain)) || editDistance(plain, ownPlain) <= (long ? 2 : 1);
  });
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

/** @returns how many letters must be added, dropped or replaced to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
