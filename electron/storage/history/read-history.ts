import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../file-error.ts';
import type { KeptEntry } from './entry-codec.ts';
import { listSegments, type SegmentName } from './segment-file.ts';
import type { SegmentReader } from './segment-reader.ts';

/** An entry as it is read: who wrote it is given, since several pages may have seen the same change. */
export interface HistoryEntry extends KeptEntry {
  readonly writer: string;
}

export type HistoryOrder = 'newestFirst' | 'oldestFirst';

/**
 * Reads a history in batches. The entries of one writer keep the order in which they were written; those of several
 * (each page of each start of the application is one) are merged by when they were seen. In memory are the batch and
 * one segment for each writer that wrote at that time.
 * @throws Error when the folder cannot be read
 */
export async function* readHistory(
  folder: string,
  reader: SegmentReader,
  order: HistoryOrder,
  batchSize: number,
): AsyncGenerator<readonly HistoryEntry[], void, undefined> {
  const isBefore = (one: number, other: number) =>
    order === 'oldestFirst' ? one <= other : one >= other;
  const waiting = await findSources(folder, reader, order);
  const reading = new Set<WriterSource>();
  let batch: HistoryEntry[] = [];
  for (;;) {
    let first: WriterSource | null = null;
    for (const source of reading) {
      if (!first || !isBefore(first.seenAt, source.seenAt)) first = source;
    }
    const [next] = waiting;
    if (next && (!first || isBefore(next.bound, first.seenAt))) {
      waiting.shift();
      if (await next.load()) reading.add(next);
      continue;
    }
    if (!first) break;
    batch.push(first.take());
    if (!first.hasEntry && !(await first.load())) reading.delete(first);
    if (batch.length >= batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** @returns what each writer wrote, in the order in which they are needed. */
async function findSources(
  folder: string,
  reader: SegmentReader,
  order: HistoryOrder,
): Promise<WriterSource[]> {
  const byWriter = new Map<string, SegmentName[]>();
  for (const segment of await listSegments(folder)) {
    const segments = byWriter.get(segment.writer);
    if (segments) segments.push(segment);
    else byWriter.set(segment.writer, [segment]);
  }
  const sources = await Promise.all(
    [...byWriter.values()].map(async (segments) => {
      const inOrder = segments.sort((one, other) => one.sequence - other.sequence);
      reportMissing(reader, inOrder);
      if (order === 'newestFirst') inOrder.reverse();
      return new WriterSource(reader, order, inOrder, await boundOf(folder, inOrder[0], order));
    }),
  );
  return sources.sort((one, other) =>
    order === 'oldestFirst' ? one.bound - other.bound : other.bound - one.bound,
  );
}

function reportMissing(reader: SegmentReader, segments: readonly SegmentName[]): void {
  segments.forEach((segment, index) => {
    const before = segments[index - 1];
    if (before && before.sequence + 1 !== segment.sequence) {
      reader.reportIncomplete(segment, 'a segment before it is missing');
    }
  });
}

/** @returns a time that no entry of a writer lies beyond, in the order asked for. */
async function boundOf(
  folder: string,
  first: SegmentName | undefined,
  order: HistoryOrder,
): Promise<number> {
  if (!first) return 0;
  if (order === 'oldestFirst') return first.startedAt;
  try {
    // What is in a segment was seen before it was written.
    return (await stat(join(folder, first.name))).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return first.startedAt;
    throw error;
  }
}

/** The entries of one writer, of which one segment is held at a time. */
class WriterSource {
  readonly bound: number;
  readonly #reader: SegmentReader;
  readonly #order: HistoryOrder;
  /** In the order in which they are read. */
  readonly #segments: SegmentName[];
  /** Of the segment held, the next one last. */
  #entries: HistoryEntry[] = [];
  /** By sequence: how many blocks a segment has, and how many the one after it says it has. */
  readonly #blockCounts = new Map<number, number>();
  readonly #expectedCounts = new Map<number, number>();

  constructor(
    reader: SegmentReader,
    order: HistoryOrder,
    segments: readonly SegmentName[],
    bound: number,
  ) {
    this.bound = bound;
    this.#reader = reader;
    this.#order = order;
    this.#segments = [...segments];
  }

  get hasEntry(): boolean {
    return this.#entries.length > 0;
  }

  /** When the next entry was seen. */
  get seenAt(): number {
    return this.#entries.at(-1)?.change.seenAt ?? 0;
  }

  take(): HistoryEntry {
    const entry = this.#entries.pop();
    if (!entry) throw new Error('there is no entry');
    return entry;
  }

  /** Reads on until there is an entry. @returns whether there is one. */
  async load(): Promise<boolean> {
    while (!this.hasEntry) {
      const segment = this.#segments.shift();
      if (!segment) return false;
      if (segment.isSetAside) continue;
      const read = await this.#reader.read(segment);
      if (!read) continue;
      this.#entries = read.entries.map((entry) => ({ ...entry, writer: segment.writer }));
      if (this.#order === 'oldestFirst') this.#entries.reverse();
      this.#blockCounts.set(segment.sequence, read.blockCount);
      this.#expectedCounts.set(segment.sequence - 1, read.previousBlocks);
      this.#checkCount(segment, segment.sequence);
      this.#checkCount(segment, segment.sequence - 1);
    }
    return true;
  }

  #checkCount(segment: SegmentName, sequence: number): void {
    const count = this.#blockCounts.get(sequence);
    const expected = this.#expectedCounts.get(sequence);
    if (count !== undefined && expected !== undefined && count < expected) {
      this.#reader.reportIncomplete(segment, `${expected - count} blocks are missing`);
    }
  }
}
