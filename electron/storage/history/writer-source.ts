import type { KeptEntry } from './entry-codec.ts';
import { describeHole, type HistoryEntry } from './history-entry.ts';
import type { FoundSegment } from './segment-folder.ts';
import type { SegmentReader } from './segment-reader.ts';
import { describeMissing, type Survey } from './survey.ts';

export type HistoryOrder = 'newestFirst' | 'oldestFirst';

export interface WriterSourceOptions {
  readonly reader: SegmentReader;
  readonly survey: Survey;
  /** What is watched. */
  readonly path: string;
  readonly order: HistoryOrder;
  /** Of one writer, in the order in which they are read. */
  readonly segments: readonly FoundSegment[];
  /** A time that none of its entries lies beyond, in the order asked for. */
  readonly bound: number;
}

/** The entries of one writer, of which one segment is held at a time, with what is missing between them. */
export class WriterSource {
  readonly #options: WriterSourceOptions;
  readonly #segments: FoundSegment[];
  /** Of the segment held, the next one last. */
  #entries: HistoryEntry[] = [];

  constructor(options: WriterSourceOptions) {
    this.#options = options;
    this.#segments = [...options.segments];
  }

  get bound(): number {
    return this.#options.bound;
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
      this.#entries = this.#describe(segment, await this.#read(segment));
      if (this.#options.order === 'oldestFirst') this.#entries.reverse();
    }
    return true;
  }

  /** @returns the entries of each block, oldest first; null where some are missing. */
  async #read(segment: FoundSegment): Promise<(readonly KeptEntry[] | null)[]> {
    const { reader, survey } = this.#options;
    const { id, name } = segment;
    const read = await reader.read(segment);
    const blocks = [...(read?.blocks ?? [])];
    if (survey.missingBefore.has(id) && blocks[0] !== null) blocks.unshift(null);
    const expected = survey.expectedBlocks.get(id) ?? 0;
    const isKnownDamaged = blocks.at(-1) === null;
    if (read && read.blockCount < expected && !isKnownDamaged) {
      reader.reportIncomplete(name, describeMissing(expected, read.blockCount));
      blocks.push(null);
    }
    return blocks;
  }

  #describe(
    { startedAt, writer }: FoundSegment,
    blocks: readonly (readonly KeptEntry[] | null)[],
  ): HistoryEntry[] {
    const { path } = this.#options;
    const entries: HistoryEntry[] = [];
    blocks.forEach((block, index) => {
      if (block) {
        for (const entry of block) entries.push({ ...entry, writer });
        return;
      }
      const next = blocks[index + 1]?.[0]?.change.seenAt;
      const from = entries.at(-1)?.change.seenAt ?? startedAt;
      entries.push(describeHole({ path, from, to: next ?? from, writer }));
    });
    return entries;
  }
}
