import type { Stock } from './stock-client.ts';

/** Unbounded is slower. */
const windowSize = 256;

/**
 * Reads a whole tree, a request for each node and many in flight. With data, one request brings data and Stat, and
 * only a node that has children takes a second one.
 * @returns the number of nodes from `root` downwards, itself included.
 */
export function walkOneByOne(stock: Stock, root: string, withData: boolean): Promise<number> {
  const waiting: { readonly path: string; readonly isRead: boolean }[] = [];
  let inFlight = 0;
  let nodes = 0;
  let bytes = 0;

  const visit = (path: string) => {
    nodes++;
    waiting.push({ path, isRead: withData });
  };
  const list = async (path: string) => {
    for (const child of await stock.getChildren(path)) visit(`${path}/${child}`);
  };
  const read = async (path: string) => {
    const { data, stat } = await stock.getData(path);
    bytes += data?.length ?? 0;
    if (stat.numChildren > 0) waiting.push({ path, isRead: false });
  };

  return new Promise((resolve, reject) => {
    const fill = () => {
      while (inFlight < windowSize) {
        const next = waiting.pop();
        if (next === undefined) break;
        inFlight++;
        (next.isRead ? read(next.path) : list(next.path)).then(answered, reject);
      }
      if (inFlight > 0) return;
      if (withData && bytes === 0) reject(new Error('no data was read'));
      else resolve(nodes);
    };
    const answered = () => {
      inFlight--;
      fill();
    };
    visit(root);
    fill();
  });
}
