import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isMissing, reasonOf } from '../file-error.ts';
import { setAside } from '../set-aside.ts';
import type { ReportProblem } from '../storage-problem.ts';
import type { DataKeys } from './data-keys.ts';
import { decodeEntries, type KeptEntry } from './entry-codec.ts';
import type { FoundSegment, SegmentFolder } from './segment-folder.ts';
import { openBlocks } from './segment-format.ts';
import { headerBytes, parseHeader, type SegmentHeader } from './segment-header.ts';

export interface SegmentReaderOptions {
  readonly folder: SegmentFolder;
  readonly keys: DataKeys;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

export interface ReadSegment {
  /** The entries of each block, oldest first; null where blocks are missing or damaged. */
  readonly blocks: readonly (readonly KeptEntry[] | null)[];
  /** One more than the index of the last block, so that missing ones before it count. */
  readonly blockCount: number;
}

const damaged: ReadSegment = { blocks: [null], blockCount: 0 };

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
   * @returns what can be read of a segment; null when it is gone, or its key is lost, or the system cannot read it. One
   * that is damaged is set aside and reported, once; what is genuine in it is read all the same.
   */
  async read(segment: FoundSegment): Promise<ReadSegment | null> {
    let bytes: Buffer;
    const file = this.#options.folder.fileOf(segment);
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
      await this.#setAside(segment, error);
      return damaged;
    }
  }

  /** Sets aside a file that is no part of the history. */
  async refuse(stray: FoundSegment): Promise<void> {
    await this.#setAside(stray, stray.stray);
  }

  /** Reports, once for each place, that something is missing there. */
  reportIncomplete(place: string, reason: string): void {
    if (this.#incomplete.has(place)) return;
    this.#incomplete.add(place);
    const file = this.#options.folder.fileOf({ name: place });
    this.#options.report({ kind: 'historyIncomplete', file, reason });
  }

  async #open(segment: FoundSegment, bytes: Buffer): Promise<ReadSegment | null> {
    const { name } = segment;
    const header = parseHeader(bytes);
    if (!header) {
      if (!isHeaderTorn(bytes)) throw new Error('it has no header of this version');
      this.#torn.add(name);
      return { blocks: [], blockCount: 0 };
    }
    if (!isSame(header, segment.header)) throw new Error('it is another one than before');
    const key = await this.#options.keys.find(header.keyId);
    if (!key) {
      this.#locked.add(name);
      return null;
    }
    const opened = openBlocks(key.key, bytes, header.byteLength);
    if (opened.isTorn) this.#torn.add(name);
    // It may have been read in the middle of the write of a block before.
    else this.#torn.delete(name);
    const blocks: (readonly KeptEntry[] | null)[] = [];
    for (const block of opened.blocks) {
      blocks.push(block && decodeEntries(block));
      // A block holds a thousand entries or more; those of a whole segment would hold up everything else.
      await nextTurn();
    }
    if (opened.damage !== null) await this.#setAside(segment, opened.damage);
    return { blocks, blockCount: opened.blockCount };
  }

  async #setAside(segment: FoundSegment, cause: unknown): Promise<void> {
    if (segment.isSetAside) return;
    await setAside(this.#options.folder.fileOf(segment), 'corrupt', cause, this.#options);
  }
}

/** A crash leaves the beginning of a header; one of the machine may leave zeros in place of all. */
function isHeaderTorn(bytes: Buffer): boolean {
  return bytes.byteLength < headerBytes || bytes.every((byte) => byte === 0);
}

/** A segment is listed with its header, unless that was just being written. */
function isSame(header: SegmentHeader, listed: SegmentHeader | null): boolean {
  if (!listed) return true;
  const { watchId, writer, sequence, startedAt } = header;
  return (
    Buffer.from(watchId).equals(listed.watchId) &&
    Buffer.from(writer).equals(listed.writer) &&
    sequence === listed.sequence &&
    startedAt === listed.startedAt
  );
}
