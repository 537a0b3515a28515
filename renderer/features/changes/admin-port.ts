import { defaultAdminPort } from '../../../shared/model/change.ts';
import { rememberedPanel, rememberPanel } from '../../stores/settings-store.ts';

const id = 'adminPorts';

/** @returns the port at which the user said that the AdminServers of a connection listen, or else the usual one. */
export function adminPortOf(connectString: string): number {
  return ports().get(connectString) ?? defaultAdminPort;
}

/** Remembers it for this connection; the usual one is not worth remembering. */
export function rememberAdminPort(connectString: string, port: number): void {
  const next = ports();
  if (port === defaultAdminPort) next.delete(connectString);
  else next.set(connectString, port);
  rememberPanel(id, Object.fromEntries(next));
}

/** What is on disk may be anything. */
function ports(): Map<string, number> {
  const remembered = rememberedPanel(id);
  const entries: [string, unknown][] =
    typeof remembered === 'object' && remembered !== null ? Object.entries(remembered) : [];
  return new Map(entries.filter((entry): entry is [string, number] => isPort(entry[1])));
}

export function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535;
}
