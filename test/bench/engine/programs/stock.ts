import { answerCommands, timed } from './answer-commands.ts';
import { EventRecord } from './event-record.ts';
import { nodePath } from './node-path.ts';
import { withStall } from './stall.ts';
import { Stock } from './stock-client.ts';
import { walkOneByOne } from './stock-walk.ts';

/** The library that Treekeeper's driver is built on, in the measurements: as it is. */
const stock = await Stock.open();
const events = new EventRecord();
/** Its watches are one-shot. Null before the first are set. */
let unarmed: Set<string> | null = null;
let isSetAgain = false;

await answerCommands({
  'walk-children': (path) => timed(() => walkOneByOne(stock, path, false)),
  'walk-data': (path) => timed(() => walkOneByOne(stock, path, true)),
  async level(path) {
    const { result, stallMs } = await withStall(() =>
      timed(async () => {
        const children = await stock.getChildren(path);
        return children.slice(0, 100).length && children.length;
      }),
    );
    return [...result, stallMs];
  },
  get: (path, times) =>
    timed(async () => {
      let bytes = 0;
      for (let i = 0; i < Number(times); i++) {
        bytes += (await stock.getData(path)).data?.length ?? 0;
      }
      return bytes;
    }),
  set: (path, times, size) =>
    timed(async () => {
      const data = Buffer.alloc(Number(size));
      for (let i = 0; i < Number(times); i++) await stock.setData(path, data);
      return Number(times) * data.length;
    }),
  async expect(path, nodes, count) {
    // A watch that is not needed any more is not set again.
    isSetAgain = Number(count) > Number(nodes);
    unarmed ??= new Set(Array.from({ length: Number(nodes) }, (_, i) => nodePath(path, i)));
    const paths = [...unarmed];
    unarmed.clear();
    for (let start = 0; start < paths.length; start += 256) {
      await Promise.all(
        paths.slice(start, start + 256).map((name) => stock.getData(name, onEvent)),
      );
    }
    events.expect(Number(count));
    return [0];
  },
  received: () => events.received(),
});

function onEvent({ name, path }: { readonly name: string; readonly path: string }): void {
  if (name !== 'NODE_DATA_CHANGED') return;
  if (isSetAgain) void stock.getData(path, onEvent);
  else unarmed?.add(path);
  events.note(path);
}
