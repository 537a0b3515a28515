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
  async level(path) {
    const { result, stallMs } = await withStall(() => timed(() => readLevel(path)));
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

async function readLevel(path: string): Promise<number> {
  const { children } = await session.getChildren(path);
  return children.slice(0, 100).length && children.length;
}
