import type { FailureCode } from '../../../shared/model/failure.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';

const connectionCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'NOT_CONNECTED',
  'CONNECTION_LOST',
  'SESSION_EXPIRED',
  'SESSION_MOVED',
  'SERVER_HUNG_UP',
  'SERVER_SILENT',
  'OPERATION_TIMEOUT',
  'AUTH_FAILED',
]);

/** @returns the expected failure that was caught. @throws anything else again: it is a bug and must be seen. */
export function expectFailure(error: unknown): ZooKeeperError {
  if (error instanceof ZooKeeperError) return error;
  throw error;
}

/**
 * @returns whether a call failed because of the connection, not because of the node: what is known of the node then
 * stays as it is, and everything is read again after the reconnect.
 */
export function isConnectionFailure({ failure }: ZooKeeperError): boolean {
  return connectionCodes.has(failure.code);
}
