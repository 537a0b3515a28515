import { findPathProblem, type PathProblem } from './znode-path.ts';

/** One server of a connect string. `host` is a name, an IPv4 or a bare IPv6 address (without brackets). */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

export interface ConnectTarget {
  readonly servers: readonly ServerAddress[];
  /** Prefix that the server-side paths get; the empty string when there is none. */
  readonly chroot: string;
}

export type ConnectStringProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'emptyServer' }
  | { readonly kind: 'badHost'; readonly server: string }
  | { readonly kind: 'badPort'; readonly server: string }
  | { readonly kind: 'badChroot'; readonly chroot: string; readonly problem: PathProblem };

const defaultClientPort = 2181;

/**
 * Reads `host[:port][,host[:port]…][/chroot]` as `org.apache.zookeeper.client.ConnectStringParser` does, and
 * besides that forgives blanks around the parts and a trailing slash. IPv6 literals are written in brackets.
 */
export function parseConnectString(
  text: string,
): { ok: true; target: ConnectTarget } | { ok: false; problem: ConnectStringProblem } {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, problem: { kind: 'empty' } };
  const slash = trimmed.indexOf('/');
  const serverList = slash === -1 ? trimmed : trimmed.slice(0, slash);
  const chroot = slash === -1 ? '' : withoutSlashesAtEnd(trimmed.slice(slash));
  if (chroot !== '') {
    const problem = findPathProblem(chroot);
    if (problem) return { ok: false, problem: { kind: 'badChroot', chroot, problem } };
  }
  const servers: ServerAddress[] = [];
  for (const part of serverList.split(',')) {
    const parsed = parseServer(part.trim());
    if ('kind' in parsed) return { ok: false, problem: parsed };
    servers.push(parsed);
  }
  return { ok: true, target: { servers, chroot } };
}

/** By hand: an expression for it begins again at every slash. */
function withoutSlashesAtEnd(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}

function parseServer(server: string): ServerAddress | ConnectStringProblem {
  if (server === '') return { kind: 'emptyServer' };
  const match = /^(?:\[([0-9A-Fa-f:.%\w]+)\]|([^\s:[\]@?#]+))(?::(.*))?$/.exec(server);
  const host = match?.[1] ?? match?.[2];
  if (!match || host === undefined) return { kind: 'badHost', server };
  if (match[3] === undefined) return { host, port: defaultClientPort };
  const port = /^\d{1,5}$/.test(match[3]) ? Number(match[3]) : NaN;
  if (!(port >= 1 && port <= 65_535)) return { kind: 'badPort', server };
  return { host, port };
}

/** @returns a server as a connect string spells it. */
export function formatServer({ host, port }: ServerAddress): string {
  return host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
}

/** @returns the chroot of a connect string; empty for none, and for text that cannot be parsed. */
export function chrootOf(connectString: string): string {
  const parsed = parseConnectString(connectString);
  return parsed.ok ? parsed.target.chroot : '';
}
