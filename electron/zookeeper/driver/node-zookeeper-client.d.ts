/**
 * The part of node-zookeeper-client 1.1.3 that is used here, as its code is: the declarations of the registry
 * (@types/node-zookeeper-client) describe fields that do not exist.
 */

declare module 'node-zookeeper-client/lib/ConnectionManager.js' {
  import type { EventEmitter } from 'node:events';

  export interface ConnectionManagerOptions {
    sessionTimeout: number;
    spinDelay: number;
    retries: number;
  }

  export default class ConnectionManager extends EventEmitter {
    static readonly STATES: {
      readonly DISCONNECTED: 0;
      readonly CONNECTING: 1;
      readonly CONNECTED: 2;
      readonly CONNECTED_READ_ONLY: 3;
      readonly CLOSING: -1;
      readonly CLOSED: -2;
      readonly SESSION_EXPIRED: -3;
      readonly AUTHENTICATION_FAILED: -4;
    };

    constructor(
      connectionString: string,
      options: ConnectionManagerOptions,
      stateListener: (state: number) => void,
    );

    state: number;
    sessionTimeout: number;
    /** 8 bytes, zero before the first session. */
    sessionId: Buffer;
    /** 16 bytes, zero before the first session. */
    sessionPassword: Buffer;
    /** 8 bytes: the last zxid seen. */
    zxid: Buffer;
    credentials: { scheme: string; auth: Buffer }[];

    /** Emits `state` when the state is another one. */
    setState(state: number): void;
    updateTimeout(sessionTimeoutMs: number): void;
    connect(): void;
    close(): void;
    queue(request: object, callback?: (error: Error | null, response?: unknown) => void): void;
    addAuthInfo(scheme: string, auth: Buffer): void;
  }
}

declare module 'node-zookeeper-client' {
  import type { EventEmitter } from 'node:events';
  import type ConnectionManager from 'node-zookeeper-client/lib/ConnectionManager.js';
  import type { ConnectionManagerOptions } from 'node-zookeeper-client/lib/ConnectionManager.js';

  /** Emits `connected`, `connectedReadOnly`, `disconnected`, `expired` and `authenticationFailed`. */
  export interface Client extends EventEmitter {
    connectionManager: ConnectionManager;
    readonly options: ConnectionManagerOptions;
    onConnectionManagerState(state: number): void;
    connect(): void;
    close(): void;
    addAuthInfo(scheme: string, auth: Buffer): void;
  }

  export function createClient(
    connectionString: string,
    options?: Partial<ConnectionManagerOptions>,
  ): Client;
}
