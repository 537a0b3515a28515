import type { Failure } from './failure.ts';
import type { RequestLimit } from './request-size.ts';

/** What is needed to open a session. Times are in milliseconds. */
export interface ConnectionSettings {
  /** `host:port[,host:port…][/chroot]` */
  readonly connectString: string;
  readonly sessionTimeoutMs: number;
  /** The deadline over everything between the click and the first connected session. */
  readonly connectionTimeoutMs: number;
  /** Exponential back-off between attempts, as Curator's ExponentialBackoffRetry: base sleep and number of tries. */
  readonly retryBaseMs: number;
  readonly retryTries: number;
  /** Refuses every write in the main process. */
  readonly readOnly: boolean;
}

export const defaultConnectionSettings: Omit<ConnectionSettings, 'connectString'> = {
  sessionTimeoutMs: 30_000,
  connectionTimeoutMs: 15_000,
  retryBaseMs: 1_000,
  retryTries: 3,
  readOnly: false,
};

export interface RecentConnection extends ConnectionSettings {
  /** Milliseconds since the epoch. */
  readonly lastUsedAt: number;
}

/** The life of a session as the user sees it. `expired`, `authFailed` and `closed` are final for that session. */
export type SessionState =
  | { readonly kind: 'connecting'; readonly attempt: number; readonly lastFailure?: Failure }
  | ({ readonly kind: 'connected' } & EstablishedSession)
  | ({ readonly kind: 'readOnly' } & EstablishedSession)
  | {
      readonly kind: 'reconnecting';
      readonly attempt: number;
      /** When the connection was lost, milliseconds since the epoch. */
      readonly since: number;
      readonly lastServer: string;
      readonly lastFailure?: Failure;
    }
  | { readonly kind: 'expired' }
  | { readonly kind: 'authFailed' }
  | { readonly kind: 'closed' };

export interface EstablishedSession {
  /** `host:port` as written in the connect string. */
  readonly server: string;
  readonly sessionId: bigint;
  /** What the server granted, which may differ from what was asked. */
  readonly negotiatedTimeoutMs: number;
}

/** What the window knows of its connection. */
export interface ConnectionSnapshot {
  readonly settings: ConnectionSettings;
  readonly state: SessionState;
  /** Set once after an expiry: what went with the old session. */
  readonly expiry?: { readonly at: number; readonly ephemeralsLost: number };
  /** Server watches held now, and the most that will be held. */
  readonly watchCount: number;
  /** Those of them that the user's watches take; the others are for what is expanded or open in the window. */
  readonly userWatchCount: number;
  /** The user has switched all watches off, those of the window too. */
  readonly areWatchesOff: boolean;
  readonly watchBudget: number;
  readonly requestLimit: RequestLimit;
}
