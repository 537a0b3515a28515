import { usualRequestLimitBytes } from '../../../shared/model/request-size.ts';

/** Small enough that other clients are served in between, and that a cancel takes effect soon. */
const maxCount = 500;
/** Half of the usual limit: safe also at a server that is set to somewhat less. */
const maxBytes = Math.floor(usualRequestLimitBytes / 2);

/**
 * Parts items into batches for transactions, bounded by number and by bytes. An item that is larger than the bound is
 * a batch of its own.
 * @param sizeOf the bytes that an item takes in a request
 */
export function* batchesOf<Item>(
  items: Iterable<Item>,
  sizeOf: (item: Item) => number,
): Generator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (batch.length === maxCount || (batch.length > 0 && bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
