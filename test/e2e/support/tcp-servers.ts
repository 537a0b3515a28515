import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Something that listens on loopback and is no ZooKeeper. */
export interface TcpListener {
  /** `127.0.0.1:port` */
  readonly address: string;
  /** Connections accepted so far. */
  readonly acceptedCount: number;
  close(): Promise<void>;
}

/** A server that accepts connections and never says a word. */
export function startSilentServer(): Promise<TcpListener> {
  return listen(createServer());
}

export function startHttpServer(): Promise<TcpListener> {
  return listen(createHttpServer((_request, response) => response.end('hello')));
}

/** @returns an address of loopback on which nobody listens. */
export async function findClosedAddress(): Promise<string> {
  const listener = await listen(createServer());
  await listener.close();
  return listener.address;
}

async function listen(server: Server): Promise<TcpListener> {
  const sockets = new Set<Socket>();
  let acceptedCount = 0;
  server.on('connection', (socket) => {
    acceptedCount++;
    sockets.add(socket);
    // A client that hangs up is what these servers are for.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${String(port)}`,
    get acceptedCount() {
      return acceptedCount;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
