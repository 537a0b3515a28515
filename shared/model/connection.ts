import { z } from 'zod';
import { isValidZnodePath } from '../znode-path.ts';
import type { Failure } from './failure.ts';
import type { RequestLimit } from './request-size.ts';

export const connectTargetSchema = z.strictObject({
  servers: z
    .array(
      z.strictObject({
        host: z.string().min(1).max(255),
        port: z.int().min(1).max(65_535),
      }),
    )
    .min(1)
    .max(100)
    .readonly(),
  chroot: z
    .string()
    .max(4_096)
    .refine((chroot) => chroot === '' || isValidZnodePath(chroot)),
});

/** What proves who the server is and who we are, as far as everybody may know it. */
const profileSecuritySchema = z.strictObject({
  /** Absent: plain TCP. */
  tls: z.exactOptional(
    z.strictObject({
      /** Certificates in PEM, which alone are trusted then. Absent: those that come with the application. */
      ca: z.exactOptional(z.string().max(1_048_576)),
      /** The client's own certificate in PEM; its key is a secret. */
      clientCertificate: z.exactOptional(z.string().max(262_144)),
      /** `chain` does not check the server's name; `chainAndName` when absent. */
      verify: z.exactOptional(z.enum(['chainAndName', 'chain'])),
    }),
  ),
  /** The password is a secret. */
  signIn: z.exactOptional(
    z.strictObject({ scheme: z.enum(['digest', 'sasl']), user: z.string().min(1).max(255) }),
  ),
});

/**
 * A connection as the user knows it: the one place that says what belongs to it. Type, file, contract and form follow
 * from this schema. Times are in milliseconds. Secrets are kept apart, by the same id (`SecretStore`).
 */
export const connectionProfileSchema = z.strictObject({
  /** Everything that is kept for a connection is kept under this id, whatever becomes of its servers' names. */
  id: z.string().regex(/^[0-9a-z-]{1,64}$/),
  /** As the user called it; empty while nobody has. */
  name: z.string().max(200),
  target: connectTargetSchema,
  sessionTimeoutMs: z.int().min(1_000).max(600_000),
  /** The deadline over everything between the click and the first connected session. */
  connectionTimeoutMs: z.int().min(100).max(600_000),
  /** Exponential back-off between attempts, as Curator's ExponentialBackoffRetry: base sleep and number of tries. */
  retryBaseMs: z.int().min(10).max(60_000),
  retryTries: z.int().min(0).max(1_000),
  /** Refuses every write in the main process. */
  readOnly: z.boolean(),
  security: z.exactOptional(profileSecuritySchema),
});

export type ConnectionProfile = z.infer<typeof connectionProfileSchema>;

/** What a page may say of a connection that it opens. */
export const connectionSettingsSchema = connectionProfileSchema.omit({
  id: true,
  name: true,
  security: true,
});

/** What is needed to open a session, but for its security. */
export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

export const defaultConnectionSettings: Omit<ConnectionSettings, 'target'> = {
  sessionTimeoutMs: 30_000,
  connectionTimeoutMs: 15_000,
  retryBaseMs: 1_000,
  retryTries: 3,
  readOnly: false,
};

export interface RecentConnection {
  readonly profile: ConnectionProfile;
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
  /** With a failure where no new session could be had in place of one that expired, and trying on is of no use. */
  | { readonly kind: 'closed'; readonly lastFailure?: Failure };

export interface EstablishedSession {
  /** `host:port` as written in the connect string. */
  readonly server: string;
  readonly sessionId: bigint;
  /** What the server granted, which may differ from what was asked. */
  readonly negotiatedTimeoutMs: number;
}

/** What the window knows of its connection. */
export interface ConnectionSnapshot {
  /** As it was opened: read-only also where only the command line asked for it. */
  readonly profile: ConnectionProfile;
  readonly state: SessionState;
  /** Which set of data answers, once that is known, and whether it is another one than the last time. */
  readonly dataSet?: { readonly id: string; readonly isOther: boolean };
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
