import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';
import { prepareZooKeeper, type RunningZooKeeper } from './zookeeper-server.ts';

export interface RunningEnsemble {
  readonly servers: readonly RunningZooKeeper[];
  /** All servers, joined by commas. */
  readonly connectString: string;
  /**
   * Waits until a running server leads.
   * @throws Error when there is no leader after 30 seconds.
   */
  findLeader(): Promise<RunningZooKeeper>;
  stop(): Promise<void>;
}

export interface EnsembleOptions {
  readonly dataDir: string;
  readonly size?: number;
  readonly extraConfig?: Readonly<Record<string, string>>;
  readonly jvmFlags?: readonly string[];
}

/**
 * Starts an ensemble on loopback and waits until every server serves.
 * @throws Error with the end of a server's log when one does not.
 */
export async function startEnsemble(options: EnsembleOptions): Promise<RunningEnsemble> {
  const ids = Array.from({ length: options.size ?? 3 }, (_, index) => index + 1);
  const members: Record<string, string> = {};
  const clientPorts = new Map<number, number>();
  for (const id of ids) {
    const [quorum, election, client] = [
      await findFreePort(),
      await findFreePort(),
      await findFreePort(),
    ];
    members[`server.${String(id)}`] =
      `127.0.0.1:${String(quorum)}:${String(election)}:participant;127.0.0.1:${String(client)}`;
    clientPorts.set(id, client);
  }
  const servers = await Promise.all(
    ids.map(async (id) => {
      const dataDir = join(options.dataDir, `server-${String(id)}`);
      await mkdir(join(dataDir, 'data'), { recursive: true });
      await writeFile(join(dataDir, 'data', 'myid'), String(id));
      return prepareZooKeeper({
        dataDir,
        clientPort: clientPorts.get(id) ?? 0,
        ...(options.jvmFlags && { jvmFlags: options.jvmFlags }),
        extraConfig: {
          initLimit: '20',
          syncLimit: '10',
          // Both are part of the member's own line; given twice, the server refuses to start.
          clientPort: '',
          clientPortAddress: '',
          ...members,
          ...options.extraConfig,
        },
      });
    }),
  );
  const stop = async () => {
    await Promise.all(servers.map((server) => server.kill()));
  };
  try {
    await Promise.all(servers.map((server) => server.restart()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    servers,
    connectString: servers.map((server) => server.connectString).join(','),
    findLeader: () => findLeader(servers),
    stop,
  };
}

async function findLeader(servers: readonly RunningZooKeeper[]): Promise<RunningZooKeeper> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    for (const server of servers) {
      if (server.pid === undefined) continue;
      if ((await server.ask('srvr'))?.includes('Mode: leader')) return server;
    }
    await delay(50);
  }
  throw new Error('No server of the ensemble has become its leader within 30 s.');
}
