import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls';
import { LinkError, type LinkEnd } from '../connecting/link-end.ts';
import type { TlsContext } from './tls-context.ts';
import { endOfTlsHandshake, isAlert, type TlsFacts } from './tls-end.ts';

/** A socket that speaks TLS, and what is known of it when an error has to be explained. */
export interface SecureSocket {
  readonly socket: TLSSocket;
  readonly facts: TlsFacts;
}

/**
 * Agrees on TLS over a connection that has just been opened, which it owns from then on.
 *
 * @param host as in the connect string: it is what the certificate has to name, and what the server is sent (SNI)
 *   unless it is an address, which RFC 6066 does not allow there.
 * @throws LinkError with the reason; the signal's own reason when it was aborted.
 */
export async function secureSocket(
  raw: Socket,
  host: string,
  { context, verifiesName, hasIdentity }: TlsContext,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<SecureSocket> {
  const facts: TlsFacts = {
    hasIdentity,
    get hasAnswered() {
      return raw.bytesRead > 0;
    },
  };
  const name = nameOf(host);
  const socket = connect({
    socket: raw,
    secureContext: context,
    ...name,
    rejectUnauthorized: true,
    checkServerIdentity: (_, certificate) =>
      verifiesName ? checkServerIdentity(name.host, certificate) : undefined,
  });
  await handshake(raw, socket, timeoutMs, signal, (error) => endOfTlsHandshake(error, facts));
  return { socket, facts };
}

/**
 * @returns whether what listens at the other end of a connection that has just been opened speaks TLS. The
 *   connection is of no use afterwards.
 */
export async function speaksTls(
  raw: Socket,
  host: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  // Nothing is sent over it, so it does not matter who it is.
  const socket = connect({ socket: raw, ...nameOf(host), rejectUnauthorized: false });
  let answer = false;
  try {
    await handshake(raw, socket, timeoutMs, signal, (error) => {
      answer = isAlert(error);
      return { code: 'NOT_TLS' };
    });
    answer = true;
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
  }
  socket.destroy();
  return answer;
}

/** An address is checked against the certificate without the zone that only this machine knows. */
function nameOf(host: string): { host: string; servername?: string } {
  const [address = ''] = host.split('%', 1);
  const plain = address.replace(/\.$/, '');
  return isIP(plain) === 0 ? { host: plain, servername: plain } : { host: plain };
}

function handshake(
  raw: Socket,
  socket: TLSSocket,
  timeoutMs: number,
  signal: AbortSignal,
  endOf: (error: NodeJS.ErrnoException) => LinkEnd,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('secureConnect', succeed);
      socket.off('error', explain);
    };
    const succeed = () => {
      settle();
      resolve();
    };
    const fail = (error: Error) => {
      settle();
      // A late error of a socket that was given up must not be thrown for want of a listener.
      socket.on('error', () => undefined);
      socket.destroy();
      raw.destroy();
      reject(error);
    };
    const explain = (error: NodeJS.ErrnoException) => {
      fail(new LinkError(endOf(error)));
    };
    const abort = () => {
      fail(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      fail(new LinkError({ code: 'SERVER_SILENT', detail: 'TLS' }));
    }, timeoutMs);
    signal.addEventListener('abort', abort);
    socket.once('secureConnect', succeed);
    socket.once('error', explain);
    // What ails the connection below is reported by the socket above it.
    raw.on('error', () => undefined);
    if (signal.aborted) abort();
  });
}
