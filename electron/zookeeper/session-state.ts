import ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js';
import type { SessionState } from '../../shared/model/connection.ts';
import type { TreekeeperConnectionManager } from './driver/connection.ts';

const { STATES: states } = ConnectionManager;

/** Of a connection, what says how its session is. */
export type ObservedConnection = Pick<
  TreekeeperConnectionManager,
  'state' | 'server' | 'sessionId' | 'sessionTimeout' | 'attempt' | 'lastFailure'
>;

/**
 * @param before the state that was described last; the very same one is returned where nothing differs
 * @returns the state of a session in the words of the port
 */
export function describeState(connection: ObservedConnection, before: SessionState): SessionState {
  const described = describe(connection, before);
  return isSameState(before, described) ? before : described;
}

function describe(connection: ObservedConnection, before: SessionState): SessionState {
  const { state, server = '', sessionId, sessionTimeout } = connection;
  const established = {
    server,
    sessionId: sessionId.readBigInt64BE(),
    negotiatedTimeoutMs: sessionTimeout,
  };
  switch (state) {
    case states.CONNECTED:
      return { kind: 'connected', ...established };
    case states.CONNECTED_READ_ONLY:
      return { kind: 'readOnly', ...established };
    case states.SESSION_EXPIRED:
      return { kind: 'expired' };
    case states.AUTHENTICATION_FAILED:
      return { kind: 'authFailed' };
    case states.CLOSED:
      return { kind: 'closed' };
    // While it is being closed, it still is what it was.
    case states.CLOSING:
      return before;
    default:
      return describeConnecting(connection, before);
  }
}

function describeConnecting(
  { attempt, lastFailure, server }: ObservedConnection,
  before: SessionState,
): SessionState {
  const failure = lastFailure && { lastFailure };
  if (server === undefined) return { kind: 'connecting', attempt, ...failure };
  const since = before.kind === 'reconnecting' ? before.since : Date.now();
  return { kind: 'reconnecting', attempt, since, lastServer: server, ...failure };
}

function isSameState(one: SessionState, other: SessionState): boolean {
  if (one.kind !== other.kind) return false;
  if (!('attempt' in one) || !('attempt' in other)) return true;
  return one.attempt === other.attempt && one.lastFailure === other.lastFailure;
}
