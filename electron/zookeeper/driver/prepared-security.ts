import { ZooKeeperError } from '../errors.ts';
import type { ConnectionSecurity, SaslCredential } from '../security.ts';
import { createTlsContext, type TlsContext } from './tls-context.ts';

/** What the connections of a session use, read and checked once. */
export interface PreparedSecurity {
  /** Null for plain TCP. */
  readonly tls: TlsContext | null;
  readonly sasl: SaslCredential | undefined;
  readonly credentials: readonly { readonly scheme: string; readonly auth: Buffer }[];
}

/**
 * @throws ZooKeeperError for certificates and keys that cannot be used, see `createTlsContext`; INVALID_INPUT for a SASL
 *   user without a name, at which servers drop the connection without a word.
 */
export function prepareSecurity({ tls, sasl, auth }: ConnectionSecurity = {}): PreparedSecurity {
  if (sasl?.user === '') {
    const detail = 'no SASL user name';
    throw new ZooKeeperError({
      code: 'INVALID_INPUT',
      operation: 'connect',
      retryable: false,
      detail,
    });
  }
  return {
    tls: tls === undefined ? null : createTlsContext(tls),
    sasl,
    credentials: (auth ?? []).map(({ scheme, credential }) => ({
      scheme,
      auth: Buffer.from(credential),
    })),
  };
}
