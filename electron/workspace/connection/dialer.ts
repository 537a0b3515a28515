import type { ConnectionProfile, SessionState } from '../../../shared/model/connection.ts';
import type { ProfileSecrets, SecretStore } from '../../storage/secret-store.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { SessionFactory, ZooKeeperSession } from '../../zookeeper/port.ts';
import type { ConnectionSecurity } from '../../zookeeper/security.ts';

export interface DialOptions {
  readonly signal?: AbortSignal;
  /** Called with each attempt and why it failed, as `connecting` states. */
  readonly onProgress?: (state: SessionState) => void;
}

/**
 * Opens the sessions of profiles: the only way to a session, so that each one of a profile, the first, one after an
 * expiry and one for bulk work, is opened with the same security.
 */
export class Dialer {
  readonly #sessions: SessionFactory;
  readonly #secrets: Pick<SecretStore, 'read'>;

  constructor(sessions: SessionFactory, secrets: Pick<SecretStore, 'read'>) {
    this.#sessions = sessions;
    this.#secrets = secrets;
  }

  /**
   * @throws ZooKeeperError as `SessionFactory.connect`; KEYCHAIN_UNAVAILABLE when the secrets cannot be read
   */
  async connect(profile: ConnectionProfile, options: DialOptions = {}): Promise<ZooKeeperSession> {
    const security = await this.#securityOf(profile);
    return this.#sessions.connect(profile, { ...options, security });
  }

  /** Secrets are read anew each time and held by nobody but the session. */
  async #securityOf({ id, security }: ConnectionProfile): Promise<ConnectionSecurity> {
    if (!security) return {};
    const secrets = await this.#secrets.read(id);
    if (!secrets.ok) throw new ZooKeeperError({ ...secrets.error, operation: 'connect' });
    return combine(security, secrets.value);
  }
}

type ProfileSecurity = NonNullable<ConnectionProfile['security']>;

function combine({ tls, signIn }: ProfileSecurity, secrets: ProfileSecrets): ConnectionSecurity {
  return { ...(tls && { tls: tlsOf(tls, secrets) }), ...(signIn && identityOf(signIn, secrets)) };
}

function tlsOf(
  { ca, clientCertificate, verify }: NonNullable<ProfileSecurity['tls']>,
  { clientKey = '', passphrase }: ProfileSecrets,
): NonNullable<ConnectionSecurity['tls']> {
  return {
    ...(ca !== undefined && { ca }),
    ...(verify && { verify }),
    ...(clientCertificate !== undefined && {
      identity: {
        kind: 'pem',
        certificate: clientCertificate,
        key: clientKey,
        ...(passphrase !== undefined && { passphrase }),
      },
    }),
  };
}

function identityOf(
  { scheme, user }: NonNullable<ProfileSecurity['signIn']>,
  { password = '' }: ProfileSecrets,
): Pick<ConnectionSecurity, 'sasl' | 'auth'> {
  if (scheme === 'sasl') return { sasl: { user, password } };
  return { auth: [{ scheme, credential: new TextEncoder().encode(`${user}:${password}`) }] };
}
