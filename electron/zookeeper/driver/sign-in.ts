import { ZooKeeperError } from '../errors.ts';
import type { SaslCredential } from '../security.ts';
import type { Link } from './link.ts';
import { LinkError, type LinkEnd } from './link-end.ts';
import type { Operation } from './operation.ts';
import { ProtocolError } from './protocol.ts';
import { loginWithSasl } from './sasl-login.ts';

export interface SignIn {
  readonly link: Link;
  readonly sasl: SaslCredential | undefined;
  /** Of the attempt, by `performance.now()`. Watches may take longer: a session can have very many. */
  readonly deadline: number;
  /** Sends the identities. */
  readonly identify: () => readonly Promise<void>[];
  readonly watches: readonly Operation<void>[];
}

/**
 * Says who we are, in the order that servers want: SASL before everything, then the other identities, since watches
 * may need them, then the watches. Apart from SASL nothing waits for an answer before the next is sent.
 *
 * @throws LinkError when the server does not let us in or the connection ended; it is closed then.
 */
export async function signIn({ link, sasl, deadline, identify, watches }: SignIn): Promise<void> {
  const late = setTimeout(
    () => {
      link.destroy({ code: 'SERVER_SILENT' });
    },
    Math.max(1, deadline - performance.now()),
  );
  try {
    if (sasl) await loginWithSasl((operation) => link.request(operation), sasl);
    const identified = Promise.all([...identify(), link.probe()]).finally(() => {
      clearTimeout(late);
    });
    await Promise.all([identified, ...watches.map((operation) => link.request(operation))]);
  } catch (error) {
    link.destroy(endOf(error));
    // What ended the connection says more than the requests that went with it.
    throw new LinkError(await link.ended);
  } finally {
    clearTimeout(late);
  }
}

/** @throws what is a bug. */
function endOf(error: unknown): LinkEnd {
  if (error instanceof ProtocolError) return { code: 'PROTOCOL_ERROR', detail: error.message };
  if (!(error instanceof ZooKeeperError)) throw error;
  const { code, detail } = error.failure;
  return { code, ...(detail !== undefined && { detail }) };
}
