import { formatTarget } from '../../../shared/connect-string.ts';
import type { ConnectionProfile } from '../../../shared/model/connection.ts';
import { defaultAdminPort } from '../../../shared/model/change.ts';
import { rememberedPanel, rememberPanel } from '../../stores/settings-store.ts';

const panel = 'adminPorts';

/** @returns the port at which the user said that the AdminServers of a connection listen, or else the usual one. */
export function adminPortOf({ id, target }: ConnectionProfile): number {
  // Earlier versions remembered it by the connect string.
  return ports().get(id) ?? ports().get(formatTarget(target)) ?? defaultAdminPort;
}

/** Remembers it for this connection; the usual one is not worth remembering. */
export function rememberAdminPort({ id, target }: ConnectionProfile, port: number): void {
  const next = ports();
  next.delete(formatTarget(target));
  if (port === defaultAdminPort) next.delete(id);
  else next.set(id, port);
  rememberPanel(panel, Object.fromEntries(next));
}

/** What is on disk may be anything. */
function ports(): Map<string, number> {
  const remembered = rememberedPanel(panel);
  const entries: [string, unknown][] =
    typeof remembered === 'object' && remembered !== null ? Object.entries(remembered) : [];
  return new Map(entries.filter((entry): entry is [string, number] => isPort(entry[1])));
}

export function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535;
}
