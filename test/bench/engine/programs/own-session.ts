import type { ZooKeeperSession } from '../../../../electron/zookeeper/port.ts';
import { createSessionFactory } from '../../../../electron/zookeeper/session-factory.ts';
import { defaultConnectionSettings } from '../../../../shared/model/connection.ts';
import { targetOf } from '../../../fixtures/target-of.ts';

/** Connects to the server that the command line names. */
export function openOwnSession(): Promise<ZooKeeperSession> {
  const connectString = process.argv[2] ?? '';
  return createSessionFactory().connect({
    ...defaultConnectionSettings,
    sessionTimeoutMs: 60_000,
    target: targetOf(connectString),
  });
}
