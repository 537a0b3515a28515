import { Level } from '../../../../electron/workspace/tree/level.ts';
import { walk } from '../../../../electron/zookeeper/walk/walk.ts';
import type { WalkContent } from '../../../../electron/zookeeper/walk/walked-node.ts';
import { answerCommands, timed } from './answer-commands.ts';
import { EventRecord } from './event-record.ts';
import { openOwnSession } from './own-session.ts';
import { withStall } from './stall.ts';

/** Treekeeper's own engine in the measurements, in plain Node. */
const session = await openOwnSession();
const events = new EventRecord();
session.onWatchEvent((event) => {
  if (event.kind === 'dataChanged') events.note(event.path);
});
let isWatching = false;

await answerCommands({
  'walk-children': (path) => timed(() => countNodes(path, 'children')),
  'walk-data': (path) => timed(() => countNodes(path, 'data')),
  async level(path) {
    const { result, stallMs } = await withStall(() => openLevel(path));
    return [...result, stallMs];
  },
  get: (path, times) =>
    timed(async () => {
      let bytes = 0;
      for (let i = 0; i < Number(times); i++) {
        bytes += (await session.getData(path)).data?.length ?? 0;
      }
      return bytes;
    }),
  set: (path, times, size) =>
    timed(async () => {
      const data = new Uint8Array(Number(size));
      for (let i = 0; i < Number(times); i++) await session.setData(path, data, -1);
      return Number(times) * data.length;
    }),
  async expect(path, _nodes, count) {
    if (!isWatching) await session.addWatch(path, 'recursive');
    isWatching = true;
    events.expect(Number(count));
    return [0];
  },
  received: () => events.received(),
});

async function countNodes(path: string, content: WalkContent): Promise<number> {
  let nodes = 0;
  let bytes = 0;
  for await (const batch of walk(session, path, { content, hasMultiRead: true })) {
    nodes += batch.length;
    for (const node of batch) if (node.kind === 'read') bytes += node.data?.length ?? 0;
  }
  if (content === 'data' && bytes === 0) throw new Error('no data was read');
  return nodes;
}

/**
 * Opens a level as the window does. What is timed is what the others do, a list in the server's order; the rest, its
 * names in order, counts for the stall and the memory all the same.
 */
async function openLevel(path: string): Promise<[ms: number, count: number]> {
  const level = new Level(null);
  const list = level.expectList();
  const start = performance.now();
  const { names } = await session.listChildren(path);
  for (let i = 0; i < Math.min(100, names.length); i++) names.at(i);
  const listMs = performance.now() - start;
  await list.take(names);
  return [listMs, level.shown.slice(0, 100).length && level.size];
}
