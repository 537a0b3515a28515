/**
 * Does the same work for each item, so many at a time, since each open file takes one of few descriptors.
 * @returns the results in the order of the items
 * @throws whatever the work throws first; nothing more is begun then
 */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const entries = items.entries();
  const workers = Array.from({ length: Math.min(limit, items.length) }, async () => {
    // All share one iterator: each takes the next item that nobody has taken.
    for (const [index, item] of entries) results[index] = await work(item);
  });
  await Promise.all(workers);
  return results;
}
