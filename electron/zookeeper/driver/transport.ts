import type { Socket } from 'node:net';
import type { LinkEnd } from './link-end.ts';
import type { SecureSocket } from './secure-socket.ts';
import { endOfTlsError } from './tls-end.ts';

/** An open connection, and what its errors mean. */
export interface Transport {
  readonly socket: Socket;
  readonly endOf: (error: NodeJS.ErrnoException) => LinkEnd;
}

export function plainTransport(socket: Socket): Transport {
  const endOf = (error: NodeJS.ErrnoException): LinkEnd => ({
    code: 'CONNECTION_LOST',
    detail: error.code ?? error.message,
  });
  return { socket, endOf };
}

export function secureTransport({ socket, facts }: SecureSocket): Transport {
  return { socket, endOf: (error) => endOfTlsError(error, facts) };
}
