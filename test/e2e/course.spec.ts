import { parentOf } from '../../shared/znode-path.ts';
import { startCuratorPeer, startZkCli, type PrintedEvent } from '../fixtures/java-clients.ts';
import { expect, test } from './fixtures.ts';

const before = ['create /app1 one', 'set /app1 two', 'create /app2 level'];
/** A PathChildrenCache makes the node whose children it follows, so it is started once that is there. */
const after = [
  'create /app2/p1 first',
  'set /app2/p1 second',
  'create /app2/p1/q deep',
  'set /app2/p1/q deeper',
  'set /app2 changed',
  'delete /app2/p1/q',
  'create /app2/p2 other',
  'delete /app2/p1',
  'set /app1 three',
  'delete /app1',
  'create /app1 again',
  'deleteall /app1',
];

test("the timeline records what Curator's three caches print while zkCli works", async ({
  workbench,
  znodes,
}) => {
  test.setTimeout(90_000);
  const { changes, watches } = workbench;
  await znodes.seed({ '/app1': '', '/app2': '' });
  await workbench.open('/app1');
  await watches.add('Node');
  await workbench.open('/app2');
  await watches.add('Children');
  await watches.add('Subtree');
  await workbench.tree.root.click();
  await znodes.other.delete('/app1');
  await znodes.other.delete('/app2');
  await expect(changes.rows('Deleted', '/app2')).toHaveCount(1);
  await expect(changes.rows('Deleted', '/app1')).toHaveCount(1);
  await changes.region.getByRole('button', { name: /clear/i }).click();

  const curator = await startCuratorPeer(znodes.connectString);
  await curator.cacheNode('/app1');
  await curator.cacheTree('/app2');
  const zkCli = startZkCli(znodes.connectString);
  const seenBefore = await changes.seenCount();
  const timeline: string[] = [];
  /** Curator's caches and a person at the shell alike see one change before the next. */
  const run = async (command: string) => {
    const printedBefore = (await curator.printed()).length;
    zkCli.type(command);
    const line = lineOf(command);
    timeline.push(line);
    // The first command waits until Java has started.
    await expect
      .poll(() => changes.seenCount(), { timeout: 30_000 })
      .toBe(seenBefore + timeline.length);
    // The row is asked for once the count is known. No command has the same line as the one before it.
    await expect.poll(async () => (await changes.shown())[0]).toBe(line);
    await expect.poll(async () => (await curator.printed()).length).toBeGreaterThan(printedBefore);
  };
  for (const command of before) await run(command);
  await curator.cacheLevel('/app2');
  for (const command of after) await run(command);

  const ofPath = (isOfIt: (path: string) => boolean) =>
    timeline.filter((line) => isOfIt(line.slice(line.indexOf('/'))));
  const linesOf = async (cache: PrintedEvent[0]) =>
    toLines(withoutRepeats((await curator.printed()).filter(([by]) => by === cache)));
  // The last events of each may still be on their way.
  await expect.poll(() => linesOf('NodeCache')).toEqual(ofPath((path) => path === '/app1'));
  await expect
    .poll(() => linesOf('PathChildrenCache'))
    .toEqual(ofPath((path) => parentOf(path) === '/app2'));
  await expect.poll(() => linesOf('TreeCache')).toEqual(ofPath((path) => path.startsWith('/app2')));
  expect(timeline).toHaveLength(before.length + after.length);
  await zkCli.quit();
  await curator.close();
});

const kindOfVerb: Readonly<Record<string, string>> = {
  create: 'Created',
  set: 'Data changed',
  delete: 'Deleted',
  deleteall: 'Deleted',
};

/** What the timeline says of a command. */
function lineOf(command: string): string {
  const [verb = '', path = ''] = command.split(' ');
  return `${kindOfVerb[verb] ?? verb} ${path}`;
}

const kinds: Readonly<Record<string, string>> = {
  CHILD_ADDED: 'Created',
  CHILD_UPDATED: 'Data changed',
  CHILD_REMOVED: 'Deleted',
  NODE_ADDED: 'Created',
  NODE_UPDATED: 'Data changed',
  NODE_REMOVED: 'Deleted',
  NODE_GONE: 'Deleted',
};

/** Curator may read a node twice for one event, and a NodeCache then tells the same state of it twice. */
function withoutRepeats(printed: readonly PrintedEvent[]): readonly PrintedEvent[] {
  return printed.filter(
    (event, i) => event[0] !== 'NodeCache' || event.join('\0') !== printed[i - 1]?.join('\0'),
  );
}

/** Curator's events in the words of the timeline. */
function toLines(printed: readonly PrintedEvent[]): string[] {
  return printed.map(([, event, path], i) => {
    if (event !== 'NODE_CHANGED') return `${kinds[event] ?? event} ${path}`;
    // A NodeCache tells only what is there now: what is there for the first time was created.
    const wasThere = i > 0 && printed[i - 1]?.[1] === 'NODE_CHANGED';
    return `${wasThere ? 'Data changed' : 'Created'} ${path}`;
  });
}
