import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isMissing, reasonOf } from '../file-error.ts';
import { setAside } from '../set-aside.ts';
import type { ReportProblem } from '../storage-problem.ts';
import type { DataKeys } from './data-keys.ts';
import { decodeEntries, type KeptEntry } from './entry-codec.ts';
import type { SegmentName } from './segment-file.ts';
import { headerBytes, openBlocks, parseHeader, type SegmentHeader } from './segment-format.ts';

export interface SegmentReaderOptions {
  readonly folder: string;
  readonly watchId: Uint8Array;
  readonly keys: DataKeys;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

export interface ReadSegment {
  /** Oldest first. */
  readonly entries: readonly KeptEntry[];
  readonly blockCount: number;
  readonly previousBlocks: number;
}

/** Reads segments whole, and remembers what it could not read. */
export class SegmentReader {
  readonly #options: SegmentReaderOptions;
  readonly #torn = new Set<string>();
  readonly #locked = new Set<string>();
  readonly #incomplete = new Set<string>();

  constructor(options: SegmentReaderOptions) {
    this.#options = options;
  }

  /** How many segments, of those read, end with a block that a crash had cut off. */
  get tornCount(): number {
    return this.#torn.size;
  }

  /** How many segments, of those read, were written with a key that is lost. */
  get lockedCount(): number {
    return this.#locked.size;
  }

  /**
   * @returns null for a segment that is gone or cannot be read. One that is damaged is set aside and reported.
   */
  async read(segment: SegmentName): Promise<ReadSegment | null> {
    const file = join(this.#options.folder, segment.name);
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch (error) {
      // The oldest segments go while others are read.
      if (!isMissing(error)) {
        this.#options.report({ kind: 'readFailed', file, reason: reasonOf(error) });
      }
      return null;
    }
    try {
      return await this.#open(segment, bytes);
    } catch (error) {
      await setAside(file, 'corrupt', error, this.#options);
      return null;
    }
  }

  /** Reports, once for each segment, that something is missing before or at its end. */
  reportIncomplete({ name }: SegmentName, reason: string): void {
    if (this.#incomplete.has(name)) return;
    this.#incomplete.add(name);
    const file = join(this.#options.folder, name);
    this.#options.report({ kind: 'historyIncomplete', file, reason });
  }

  async #open(segment: SegmentName, bytes: Buffer): Promise<ReadSegment | null> {
    const { name } = segment;
    if (bytes.byteLength < headerBytes || bytes.every((byte) => byte === 0)) {
      this.#torn.add(name);
      return { entries: [], blockCount: 0, previousBlocks: 0 };
    }
    const header = parseHeader(bytes);
    if (!header) throw new Error('it has no header of this version');
    this.#checkPlace(segment, header);
    const key = await this.#options.keys.find(header.keyId);
    if (!key) {
      this.#locked.add(name);
      return null;
    }
    const { blocks, isTorn } = openBlocks(key.key, bytes);
    if (isTorn) this.#torn.add(name);
    // It may have been read in the middle of the write of a block before.
    else this.#torn.delete(name);
    const entries: KeptEntry[] = [];
    for (const block of blocks) {
      entries.push(...decodeEntries(block));
      // A block holds a thousand entries or more; those of a whole segment would hold up everything else.
      await nextTurn();
    }
    return { entries, blockCount: blocks.length, previousBlocks: header.previousBlocks };
  }

  #checkPlace({ writer, sequence }: SegmentName, header: SegmentHeader): void {
    if (
      !Buffer.from(header.watchId).equals(this.#options.watchId) ||
      Buffer.from(header.writer).toString('hex') !== writer ||
      header.sequence !== sequence
    ) {
      throw new Error('it belongs to another place');
    }
  }
}
