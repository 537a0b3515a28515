import { ZooKeeperError } from '../errors.ts';
import type { SaslCredential } from '../security.ts';
import type { Link } from './link.ts';
import { LinkError, whileConnecting, type LinkEnd } from './link-end.ts';
import { ProtocolError } from './protocol.ts';
import { loginWithSasl } from './sasl-login.ts';

export interface SignIn {
  readonly link: Link;
  readonly sasl: SaslCredential | undefined;
  /** Of the attempt, by `performance.now()`. */
  readonly deadline: number;
  /** Sends the identities. */
  readonly identify: () => readonly Promise<void>[];
}

/**
 * Says who we are, before anything else is asked, in the order that servers want: SASL, then the other identities.
 *
 * @throws LinkError when the server does not let us in or the connection ended; it is closed then.
 */
export async function signIn({ link, sasl, deadline, identify }: SignIn): Promise<void> {
  const late = setTimeout(
    () => {
      link.destroy({ code: 'SERVER_SILENT' });
    },
    Math.max(1, deadline - performance.now()),
  );
  try {
    if (sasl) await loginWithSasl((operation) => link.ask(operation), sasl);
    await Promise.all([...identify(), link.probe()]);
  } catch (error) {
    link.destroy(endOf(error));
    // What ended the connection says more than the requests that went with it.
    throw new LinkError(whileConnecting(await link.ended));
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
