import { formatServer, parseConnectString } from '../../shared/connect-string.ts';

/**
 * @returns a key that is the same for every way of writing a connect string: default ports are written out, the
 * order of the servers and the case of their names do not count. Text that cannot be parsed is its own key.
 */
export function connectionKey(connectString: string): string {
  const parsed = parseConnectString(connectString);
  if (!parsed.ok) return connectString.trim();
  const servers = parsed.target.servers.map((server) => formatServer(server).toLowerCase());
  return [...new Set(servers)].sort().join(',') + parsed.target.chroot;
}
