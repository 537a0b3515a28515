import { startZooKeeper, type RunningZooKeeper } from '../../../build/lib/zookeeper-server.ts';
import { ensureZooKeeperForTests, ensureKazoo } from '../../../build/lib/zookeeper-install.ts';
import { ProcessKeeper } from '../../../build/lib/process-keeper.ts';
import { needsVirtualDisplay, startVirtualDisplay } from '../../../build/lib/virtual-display.ts';
import { startOtherClient, type OtherClient } from '../../fixtures/other-client.ts';

/** What every benchmark of the window needs: a display, a server, and somebody else. */
export interface Setting {
  readonly server: RunningZooKeeper;
  readonly other: OtherClient;
}

const keeper = new ProcessKeeper();
let setting: Promise<Setting> | undefined;
let display: Promise<void> | undefined;

/** Makes sure that windows can be opened. */
export function benchDisplay(): Promise<void> {
  return (display ??= startDisplay());
}

async function startDisplay(): Promise<void> {
  if (needsVirtualDisplay()) process.env.DISPLAY = await startVirtualDisplay(keeper);
}

/** Sets everything up the first time. It ends with this process, however that ends. */
export function benchSetting(): Promise<Setting> {
  return (setting ??= setUp());
}

async function setUp(): Promise<Setting> {
  await ensureZooKeeperForTests();
  await ensureKazoo();
  await benchDisplay();
  const dataDir = await keeper.makeTemporaryFolder();
  const server = await startZooKeeper({ dataDir });
  const other = await startOtherClient(server.connectString);
  await other.create('/level-20k');
  await other.createLevel('/level-20k', 'node-', 20_000);
  await other.create('/level-100k');
  await other.createLevel('/level-100k', 'node-', 100_000);
  return { server, other };
}
