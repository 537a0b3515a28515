import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSessionFactory } from '../electron/zookeeper/session-factory.ts';
import { defaultConnectionSettings } from '../shared/model/connection.ts';
import { targetOf } from '../test/fixtures/target-of.ts';
import { seededRandom } from '../test/fixtures/seeded-random.ts';
import { startTcpProxy } from '../test/fixtures/tcp-proxy.ts';
import { readOptions } from './lib/options.ts';
import { onEndRequested } from './lib/parent.ts';
import { ProcessKeeper } from './lib/process-keeper.ts';
import { announce } from './lib/setup-error.ts';
import { inflictFaults } from './lib/soak/random-faults.ts';
import { SoakClient } from './lib/soak/soak-client.ts';
import { ensureZooKeeperForTests } from './lib/zookeeper-install.ts';
import { startZooKeeper } from './lib/zookeeper-server.ts';

const { values } = readOptions({
  command: 'npm run soak',
  summary:
    'Several clients do random things through a network that keeps failing, and are compared with a model.',
  options: {
    minutes: { type: 'number', value: 'N', min: 0.01, help: 'how long (10)' },
    clients: { type: 'number', value: 'N', min: 1, isWhole: true, help: 'how many (4)' },
    seed: {
      type: 'number',
      value: 'N',
      min: 0,
      isWhole: true,
      help: 'decides what happens; another one each time, which is printed',
    },
  },
});
const { minutes = 10, clients: count = 4, seed = Date.now() % 1_000_000 } = values;

/** The load stops, is compared and forgotten this often; memory is measured then, when all should be as before. */
const roundMs = Math.min(60_000, (minutes * 60_000) / 6);
/** Memory may grow so far from the second round to the last: caches and compiled code settle, a leak does not. */
const maxGrowthBytes = 8_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const keeper = new ProcessKeeper();
onEndRequested((exitCode) => void end(exitCode));
await ensureZooKeeperForTests();
const server = await startZooKeeper({ dataDir: await keeper.makeTemporaryFolder() });
const reader = await createSessionFactory().connect({
  ...defaultConnectionSettings,
  target: targetOf(server.connectString),
});
await reader.create({ path: '/soak', data: null, mode: 'persistent' });
const parts = await Promise.all(
  Array.from({ length: count }, async (_, index) => {
    const root = `/soak/client-${String(index)}`;
    await reader.create({ path: root, data: null, mode: 'persistent' });
    await reader.create({ path: `${root}/ledger`, data: null, mode: 'persistent' });
    const proxy = await startTcpProxy(server.clientPort);
    const random = seededRandom(seed + index);
    return { proxy, random, client: new SoakClient(proxy.connectString, root, random) };
  }),
);

announce(`Soaking for ${String(minutes)} minutes, --seed ${String(seed)} …`);
const overAt = performance.now() + minutes * 60_000;
const memory: number[] = [];
let faultCount = 0;
while (performance.now() < overAt) {
  const roundOverAt = Math.min(overAt, performance.now() + roundMs);
  const isOver = () => performance.now() >= roundOverAt;
  await Promise.all(
    parts.map(async ({ proxy, random, client }) => {
      let isHealed = false;
      const load = client.work(() => isHealed);
      faultCount += await inflictFaults(proxy, random, isOver);
      isHealed = true;
      const isAnswered = await Promise.race([
        load.then(() => true),
        delay(60_000, false, { ref: false }),
      ]);
      if (!isAnswered) {
        console.log(`${client.root}: calls are not answered a minute after the network was whole`);
        await end(1);
      }
    }),
  );
  for (const { client } of parts) await client.verify(reader);
  memory.push(await measure());
  report();
}

const first = memory[1] ?? memory[0] ?? 0;
const growth = (memory.at(-1) ?? 0) - first;
const problems = parts.flatMap(({ client }) => client.problems);
if (growth > maxGrowthBytes) problems.push(`memory grew by ${String(growth)} bytes`);
await Promise.all(parts.map(({ client }) => client.close()));
for (const { proxy } of parts) await proxy.close();
await reader.close();
const left = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
if (left > 0) problems.push(`${String(left)} sockets are left open`);
for (const problem of problems.slice(0, 50)) console.log(problem);
console.log(problems.length === 0 ? 'All as it should be.' : `${String(problems.length)} problems`);
await end(problems.length === 0 ? 0 : 1);

/** @returns what this process holds once everything that is over has been let go. */
async function measure(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await delay(50);
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function report(): void {
  const sum = (of: 'calls' | 'maybeDone' | 'expired') =>
    parts.reduce((total, { client }) => total + client[of], 0);
  const found = parts.reduce((total, { client }) => total + client.problems.length, 0);
  console.log(
    `${String(sum('calls'))} calls, ${String(sum('maybeDone'))} maybe done, ${String(faultCount)} faults, ` +
      `${String(sum('expired'))} sessions expired, ${((memory.at(-1) ?? 0) / 1e6).toFixed(1)} MB, ` +
      `${String(found)} problems`,
  );
}

async function end(exitCode: number): Promise<never> {
  await server.kill();
  await keeper.end();
  await keeper.removeFolders();
  process.exit(exitCode);
}
