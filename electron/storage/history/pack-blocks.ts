/** An entry of a history as it is written. */
export interface EncodedEntry {
  /** Milliseconds since the epoch. */
  readonly seenAt: number;
  readonly bytes: Buffer;
}

/**
 * Puts entries together, in their order, into blocks.
 * @returns blocks no larger than `maxBytes`, unless one entry alone is; each as old as its first entry
 */
export function* packBlocks(
  entries: readonly EncodedEntry[],
  maxBytes: number,
): Generator<EncodedEntry, void, undefined> {
  let block: EncodedEntry[] = [];
  let sizeBytes = 0;
  const packed = () => ({
    seenAt: block[0]?.seenAt ?? 0,
    bytes: Buffer.concat(block.map(({ bytes }) => bytes)),
  });
  for (const entry of entries) {
    if (block.length > 0 && sizeBytes + entry.bytes.byteLength > maxBytes) {
      yield packed();
      block = [];
      sizeBytes = 0;
    }
    block.push(entry);
    sizeBytes += entry.bytes.byteLength;
  }
  if (block.length > 0) yield packed();
}
