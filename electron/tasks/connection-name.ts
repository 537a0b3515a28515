import { formatTarget } from '../../shared/connect-string.ts';
import type { ConnectionProfile } from '../../shared/model/connection.ts';

/** @returns what a task calls the connection that it works on, since a page of another one shows it too. */
export function connectionNameOf({ name, target }: ConnectionProfile): string {
  return name === '' ? formatTarget(target) : name;
}
