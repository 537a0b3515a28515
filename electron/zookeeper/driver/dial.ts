import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import type { ServerAddress } from '../../../shared/connect-string.ts';
import { endOfSystemError, LinkError } from './link-end.ts';
import { secureSocket } from './secure-socket.ts';
import type { TlsContext } from './tls-context.ts';
import { plainTransport, secureTransport, type Transport } from './transport.ts';

/** What the kernel has is taken in pieces of this size. */
const readBytes = 64 * 1_024;

/**
 * Opens a TCP connection and, where wanted, agrees on TLS over it. The name is resolved anew each time, because an
 * ensemble may move; all its addresses are tried in turn (`localhost` is often IPv6 first, while the server listens on
 * IPv4 only).
 *
 * @param tls null for plain TCP.
 * @param timeoutMs for everything together, the name included.
 * @throws LinkError with the reason; the signal's own reason when it was aborted.
 */
export async function dial(
  address: ServerAddress,
  tls: TlsContext | null,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Transport> {
  const deadline = performance.now() + timeoutMs;
  const socket = await dialTcp(address, timeoutMs, signal);
  if (tls === null) return plainTransport(socket);
  const remainingMs = Math.max(1, deadline - performance.now());
  return secureTransport(await secureSocket(socket, address.host, tls, remainingMs, signal));
}

/** The same without TLS. What its `data` events bring is there during the listener only. */
export async function dialTcp(
  { host, port }: ServerAddress,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  const deadline = performance.now() + timeoutMs;
  const addresses = await resolve(host, timeoutMs, signal);
  let failure = new LinkError({ code: 'NAME_NOT_FOUND', detail: host });
  for (const [index, address] of addresses.entries()) {
    const remainingMs = deadline - performance.now();
    // One address that swallows packets must not take all the time from the next.
    const shareMs = Math.max(1, remainingMs / (addresses.length - index));
    try {
      return await open(address, port, shareMs, signal);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      failure = error;
    }
  }
  throw failure;
}

async function resolve(host: string, timeoutMs: number, signal: AbortSignal): Promise<string[]> {
  if (isIP(host.split('%')[0] ?? '') !== 0) return [host];
  const answer = lookup(host, { all: true }).catch((error: unknown) => {
    throw new LinkError(endOfSystemError(error as NodeJS.ErrnoException));
  });
  const found = await withDeadline(answer, timeoutMs, signal, {
    code: 'NAME_NOT_FOUND',
    detail: 'the name service did not answer',
  });
  return [...new Set(found.map(({ address }) => address))];
}

/** `lookup` itself can neither be aborted nor limited. */
function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  signal: AbortSignal,
  end: LinkError['end'],
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      settle();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      settle();
      reject(new LinkError(end));
    }, timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(settle);
  });
}

/**
 * Lets a socket read into the same memory again and again, where it would take 64 KiB anew for each event of a few
 * bytes, and pass it through a queue that nobody needs. So what `data` brings is there during the listener only.
 */
function intoOneBuffer(socket: () => Socket) {
  return {
    buffer: Buffer.allocUnsafeSlow(readBytes),
    callback(length: number, buffer: Uint8Array): boolean {
      socket().emit('data', Buffer.from(buffer.buffer, buffer.byteOffset, length));
      return true;
    },
  };
}

function open(
  address: string,
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const socket: Socket = connect({ host: address, port, onread: intoOneBuffer(() => socket) });
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.off('connect', succeed);
      socket.off('error', fail);
    };
    const succeed = () => {
      settle();
      resolve(socket);
    };
    const fail = (error: Error) => {
      settle();
      // A late error of a socket that was given up must not be thrown for want of a listener.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const abort = () => {
      fail(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      fail(new LinkError({ code: 'CONNECT_TIMEOUT', detail: address }));
    }, timeoutMs);
    signal.addEventListener('abort', abort);
    socket.once('connect', succeed);
    socket.once('error', (error) => {
      fail(new LinkError(endOfSystemError(error)));
    });
  });
}
