import { setTimeout as delay } from 'node:timers/promises';
import { connectSampleClient, type SampleClient } from './client.ts';
import { pick } from './random.ts';
import { sampleTree, SERVICES } from './tree.ts';

/** What an actor is given. */
export interface Stage {
  readonly connectString: string;
  readonly random: () => number;
  /** Everybody takes their place and then stays there, as a photographer asks. */
  readonly still: boolean;
  /** To be called once, when the first thing to see is there. */
  readonly ready: () => void;
}

/** One program of the sample, in a process of its own. It ends by being ended, or by having nothing more to do. */
export type Actor = (stage: Stage) => Promise<void>;

/** Creates everything that is there before anybody comes. */
const builder: Actor = async ({ connectString, ready }) => {
  const client = await connectSampleClient(connectString);
  await client.createAll(sampleTree());
  client.close();
  ready();
};

/** Changes the configuration now and then. */
const administrator: Actor = async ({ connectString, random, still, ready }) => {
  const client = await connectSampleClient(connectString);
  ready();
  if (still) return;
  let timeout = '3000';
  for (;;) {
    await delay(between(2_500, 5_000, random));
    const others = ['1500', '2000', '3000', '5000'].filter((value) => value !== timeout);
    timeout = pick(others, random);
    await client.setData('/config/timeout', timeout);
  }
};

/** Every instance has a session of its own; now and then one goes away and another comes up in its place. */
const services: Actor = async ({ connectString, random, still, ready }) => {
  const instances = Object.entries(SERVICES).flatMap(([service, addresses]) =>
    addresses.map((address, index) => ({
      path: `/services/${service}/instance-${String(index + 1).padStart(3, '0')}`,
      data: address,
    })),
  );
  const register = async (instance: (typeof instances)[number]) => {
    const client = await connectSampleClient(connectString);
    await client.create(instance, 'ephemeral');
    return { instance, client };
  };
  const running = await Promise.all(instances.map(register));
  ready();
  while (!still) {
    await delay(between(4_000, 8_000, random));
    // The first of each service stays, so that there always is something to open.
    const leaving = pick(
      running.filter(({ instance }) => !instance.path.endsWith('-001')),
      random,
    );
    leaving.client.close();
    await delay(between(2_000, 4_000, random));
    leaving.client = (await register(leaving.instance)).client;
  }
};

/** Workers that want the same lock: each queues with a sequential node and waits for the one before it. */
const lockContenders: Actor = async ({ connectString, random, still, ready }) => {
  const workers = ['order-worker-1', 'order-worker-2', 'stock-sync', 'nightly-report'];
  const enter = (client: SampleClient, name: string) =>
    client.create({ path: '/lock/lock-', data: name }, 'ephemeralSequential');
  const contend = async (client: SampleClient, name: string, place: string) => {
    for (;;) {
      await waitForTurn(client, '/lock', place);
      await delay(between(2_000, 4_000, random));
      await client.remove(place);
      await delay(between(500, 2_000, random));
      place = await enter(client, name);
    }
  };
  const queue = [];
  for (const name of workers) {
    const client = await connectSampleClient(connectString);
    queue.push({ client, name, place: await enter(client, name) });
  }
  ready();
  if (still) return;
  await Promise.all(queue.map(({ client, name, place }) => contend(client, name, place)));
};

/** Candidates of which the longest-waiting leads, and is written into the parent, until it steps down. */
const election: Actor = async ({ connectString, random, still, ready }) => {
  const names = ['scheduler-a', 'scheduler-b', 'scheduler-c'];
  const enter = (client: SampleClient, name: string) =>
    client.create({ path: '/election/candidate-', data: name }, 'ephemeralSequential');
  const stand = async (client: SampleClient, name: string, place: string) => {
    for (;;) {
      await waitForTurn(client, '/election', place);
      await client.setData('/election', name);
      await delay(between(10_000, 15_000, random));
      await client.remove(place);
      place = await enter(client, name);
    }
  };
  const candidates = [];
  for (const name of names) {
    const client = await connectSampleClient(connectString);
    candidates.push({ client, name, place: await enter(client, name) });
  }
  await candidates[0]?.client.setData('/election', names[0] ?? '');
  ready();
  if (still) return;
  await Promise.all(candidates.map(({ client, name, place }) => stand(client, name, place)));
};

/** The programs by name; `builder` comes first and alone. */
export const ACTORS = { builder, administrator, services, lockContenders, election } as const;

/** The recipe of ZooKeeper's own documentation: watch only the next lower number, so that nobody wakes the herd. */
async function waitForTurn(client: SampleClient, parent: string, place: string): Promise<void> {
  for (;;) {
    const queue = (await client.getChildren(parent)).sort();
    const own = queue.indexOf(place.slice(parent.length + 1));
    const before = queue[own - 1];
    if (before === undefined) return;
    await client.waitUntilGone(`${parent}/${before}`);
  }
}

function between(fromMs: number, toMs: number, random: () => number): number {
  return fromMs + random() * (toMs - fromMs);
}
