import { findPathProblem, isValidZnodePath, type PathProblem } from './znode-path.ts';

/** One server of a connect string. `host` is a name, an IPv4 or a bare IPv6 address (without brackets). */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** What a connect string stands for. It is read once, where it is typed, and passed on as this value. */
export interface ConnectTarget {
  readonly servers: readonly ServerAddress[];
  /** Prefix that the server-side paths get; the empty string when there is none. */
  readonly chroot: string;
}

/** What is wrong with a connect string. Nothing that may be a password is ever part of it. */
export type ConnectStringProblem =
  | { readonly kind: 'empty' }
  /** A user name or password stands before a server. */
  | { readonly kind: 'credentials' }
  /** It begins as an address of another kind, such as `http://`. */
  | { readonly kind: 'scheme'; readonly scheme: string }
  | { readonly kind: 'malformedPercent' }
  /** A `zk://` address ends with something else than `?path=/znode`. */
  | { readonly kind: 'badQuery' }
  /** Between two commas stands nothing: very likely a server was lost. */
  | { readonly kind: 'missingServer' }
  | { readonly kind: 'badHost'; readonly server: string }
  | { readonly kind: 'badPort'; readonly server: string }
  /** A path stands behind one server and another server, or another path, behind that. */
  | { readonly kind: 'chrootInside'; readonly chroot: string }
  | { readonly kind: 'badChroot'; readonly chroot: string; readonly problem: PathProblem };

export type ParsedConnectString =
  | {
      readonly ok: true;
      readonly target: ConnectTarget;
      /** The znode to go to, inside the chroot: only a `zk://` address names one. */
      readonly path?: string;
    }
  | { readonly ok: false; readonly problem: ConnectStringProblem };

const defaultClientPort = 2181;

/** Commas and semicolons separate servers, as do those of a Chinese keyboard. */
const separators = /[,;，；、]/;
const invisible = /[\u200b-\u200d\u2060\ufeff]/g;
const quotes = /^(["'`]|“|‘)(.*)(["'`]|”|’)$/s;

/** Ends the reading of a connect string; never leaves this module. */
class ConnectStringError extends Error {
  readonly problem: ConnectStringProblem;

  constructor(problem: ConnectStringProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * Reads `host[:port][,host[:port]…][/chroot]` as `org.apache.zookeeper.client.ConnectStringParser` does, and
 * `zk://…[?path=/znode]`. It forgives what people paste: quotes, blanks, other separators, a separator or a slash at
 * the end, and the same chroot behind each server. IPv6 literals are written in brackets.
 */
export function parseConnectString(text: string): ParsedConnectString {
  try {
    return { ok: true, ...read(unquote(text.replace(invisible, '').trim())) };
  } catch (error) {
    if (!(error instanceof ConnectStringError)) throw error;
    // Where there is an @, what looks like a host or a port may be a part of a password.
    const problem = text.includes('@') ? ({ kind: 'credentials' } as const) : error.problem;
    return { ok: false, problem };
  }
}

function read(text: string): { readonly target: ConnectTarget; readonly path?: string } {
  if (text === '') throw new ConnectStringError({ kind: 'empty' });
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme === undefined) return { target: readTarget(text, (part) => part) };
  if (!/^(zk|zookeeper)$/i.test(scheme)) throw new ConnectStringError({ kind: 'scheme', scheme });
  const address = text.slice(scheme.length + '://'.length);
  const question = address.indexOf('?');
  if (question === -1) return { target: readTarget(address, decode) };
  const target = readTarget(address.slice(0, question), decode);
  return { target, path: readQuery(address.slice(question + 1)) };
}

/** @param decode undoes what the way of writing needs, after it was taken apart */
function readTarget(text: string, decode: (part: string) => string): ConnectTarget {
  const slash = text.indexOf('/');
  const serverList = slash === -1 ? text : text.slice(0, slash);
  const rest = slash === -1 ? '' : text.slice(slash);
  const last = readChroot(rest);
  const servers = [...splitServers(serverList), ...last.servers].map((part) =>
    parseServer(decode(part)),
  );
  if (servers.length === 0) throw new ConnectStringError({ kind: 'empty' });
  const chroot = withoutSlashesAtEnd(decode(last.chroot));
  const problem = chroot === '' ? null : findPathProblem(chroot);
  if (problem) throw new ConnectStringError({ kind: 'badChroot', chroot, problem });
  return { servers, chroot };
}

/**
 * A separator at the end is passed over, as ZooKeeper's own parser does. Blanks alone separate servers as well, where
 * each has its port: otherwise they stand inside a name.
 */
function splitServers(list: string): readonly string[] {
  const places = list.split(separators).map((place) => place.trim());
  while (places.at(-1) === '') places.pop();
  return places.flatMap((place) => {
    if (place === '') throw new ConnectStringError({ kind: 'missingServer' });
    const parts = place.split(/\s+/);
    if (parts.length > 1 && !parts.every((part) => /[:：]\d{1,5}$/.test(part))) {
      throw new ConnectStringError({ kind: 'badHost', server: place });
    }
    return parts;
  });
}

/**
 * Takes apart what begins with the first slash. Names may hold commas, so only `host:port` behind one is a server.
 * @returns the chroot, and the servers that stand behind it
 */
function readChroot(rest: string): { chroot: string; servers: readonly string[] } {
  const [first = '', ...others] = rest.split(/[,;，；]\s*/);
  const servers = others.filter((part) => /^[^/\s]+[:：]\d{1,5}(\/|$)/.test(part));
  if (servers.length === 0) return { chroot: rest, servers: [] };
  const chroot = withoutSlashesAtEnd(first.trim());
  const isRepeated = others.every(
    (part) => part === '' || withoutSlashesAtEnd(part.slice(part.indexOf('/')).trim()) === chroot,
  );
  if (!isRepeated || servers.some((part) => !part.includes('/'))) {
    throw new ConnectStringError({ kind: 'chrootInside', chroot });
  }
  return { chroot, servers: servers.map((part) => part.slice(0, part.indexOf('/'))) };
}

/** By hand: an expression for it begins again at every slash. */
function withoutSlashesAtEnd(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}

function parseServer(written: string): ServerAddress {
  const server = written.replaceAll('：', ':');
  const match = /^(?:\[([0-9A-Fa-f:.%\w]+)\]|([^\s:[\]@?#"'`]+))(?::(.*))?$/.exec(server);
  const host = match?.[1] ?? match?.[2];
  if (!match || host === undefined) throw new ConnectStringError({ kind: 'badHost', server });
  if (match[3] === undefined) return { host, port: defaultClientPort };
  const port = /^\d{1,5}$/.test(match[3]) ? Number(match[3]) : NaN;
  if (!(port >= 1 && port <= 65_535)) throw new ConnectStringError({ kind: 'badPort', server });
  return { host, port };
}

function readQuery(query: string): string {
  const value = /^path=([^&]*)$/.exec(query)?.[1];
  const path = value === undefined ? undefined : decode(value);
  if (path === undefined || !isValidZnodePath(path)) {
    throw new ConnectStringError({ kind: 'badQuery' });
  }
  return path;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // URIError has no more to say than that the text is malformed.
    throw new ConnectStringError({ kind: 'malformedPercent' });
  }
}

function unquote(text: string): string {
  return quotes.exec(text)?.[2]?.trim() ?? text;
}

/** @returns a server as a connect string spells it. */
export function formatServer({ host, port }: ServerAddress): string {
  return host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
}

/** @returns the connect string of a target, with all ports written out. */
export function formatTarget({ servers, chroot }: ConnectTarget): string {
  return servers.map(formatServer).join(',') + chroot;
}

/**
 * @returns a text that is the same for every way of writing a target: the order of the servers and the case of their
 * names do not count.
 */
export function targetKey({ servers, chroot }: ConnectTarget): string {
  const names = servers.map((server) => formatServer(server).toLowerCase());
  return [...new Set(names)].sort().join(',') + chroot;
}
