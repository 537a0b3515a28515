import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../atomic-write.ts';
import { isMissing } from '../file-error.ts';
import { findEnd } from './find-end.ts';
import { syncFile, writeAt } from './segment-file.ts';
import { segmentFileName } from './segment-folder.ts';
import { blockOverheadBytes, SegmentCipher } from './segment-format.ts';
import {
  formatHeader,
  formatSegmentId,
  headerBytes,
  parseSegmentId,
  type SegmentId,
  type SegmentLink,
} from './segment-header.ts';
import type { SegmentReader } from './segment-reader.ts';
import type { HistoryFiles } from './survey.ts';

/** A history is this many segments at least by size, so that little goes at a time when the oldest one goes. */
const segmentsPerHistory = 16;
/** A segment is read whole. */
const maxSegmentBytes = 8 * 1024 * 1024;
/** And never more than this many, however small: each start of the application begins one. */
const maxSegments = 1_000;
/** No clock shows as much: what an altered name says of the time is not believed. */
const latestTime = 10 ** 14;

export interface SegmentWriterOptions {
  readonly files: HistoryFiles;
  readonly watchId: Uint8Array;
  readonly maxBytes: number;
  /** Reads what was written before. */
  readonly reader: SegmentReader;
}

interface OpenSegment {
  readonly id: SegmentId;
  readonly file: string;
  readonly cipher: SegmentCipher;
  sizeBytes: number;
  blockCount: number;
  /** How many blocks are durable, and recorded to be there. */
  recordedBlocks: number;
}

/**
 * Writes the blocks of one history into segments, and lets the oldest segments go to keep within the bound. Each segment
 * states which one is before it, so that none can be taken out; where they begin and end is in the extent.
 */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  #writer = randomBytes(8);
  #maxBytes: number;
  #segment: OpenSegment | null = null;
  #sequence = 0;
  /** Of all segments, whoever wrote them, as far as is known. */
  #segmentsBytes = 0;
  /** What is beside the segments and counts too. */
  #besideBytes = 0;

  constructor(options: SegmentWriterOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes;
  }

  /** Bytes on disk, those of other writers as of the last time that a segment was begun here. */
  get sizeBytes(): number {
    return this.#segmentsBytes + this.#besideBytes;
  }

  get maxBytes(): number {
    return this.#maxBytes;
  }

  /** The most bytes that a block may hold. */
  get maxBlockBytes(): number {
    return this.#segmentBytes - headerBytes - blockOverheadBytes;
  }

  /** @throws Error when a segment cannot be removed */
  async setMaxBytes(maxBytes: number): Promise<void> {
    this.#maxBytes = maxBytes;
    await this.#makeRoom(0);
  }

  /**
   * Takes note of what else is kept in the folder and is to stay within the bound with the segments.
   * @throws Error when a segment cannot be removed
   */
  async setBesideBytes(sizeBytes: number): Promise<void> {
    this.#besideBytes = sizeBytes;
    await this.#makeRoom(0);
  }

  /**
   * @param startedAt when the first entry of the block was seen
   * @throws Error when it cannot be written
   */
  async append(plain: Uint8Array, startedAt: number): Promise<void> {
    const sizeBytes = plain.byteLength + blockOverheadBytes;
    const segment = this.#segment;
    if (segment && segment.sizeBytes + sizeBytes <= this.#segmentBytes) {
      const block = segment.cipher.seal(segment.blockCount, plain);
      try {
        await writeAt(segment.file, block, segment.sizeBytes, false);
        segment.sizeBytes += sizeBytes;
        this.#segmentsBytes += sizeBytes;
        segment.blockCount++;
        return;
      } catch (error) {
        if (!isMissing(error)) throw error;
        await this.#goOnWithout();
      }
    }
    await this.#begin(plain, startedAt);
  }

  /** Makes durable what was written, and records that it is there. */
  async sync(): Promise<void> {
    const { extent, folder } = this.#options.files;
    const segment = this.#segment;
    if (!segment || segment.recordedBlocks === segment.blockCount) return;
    const link = { id: segment.id, blocks: segment.blockCount };
    await syncFile(segment.file);
    try {
      if (segment.recordedBlocks === 0) await syncFolder(folder.path);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    await extent.endAt(link);
    segment.recordedBlocks = link.blocks;
  }

  get #segmentBytes(): number {
    return Math.min(Math.floor(this.#maxBytes / segmentsPerHistory), maxSegmentBytes);
  }

  async #begin(plain: Uint8Array, startedAt: number): Promise<void> {
    const { files, watchId } = this.#options;
    const { id: keyId, key } = files.keys.current;
    await this.sync();
    const previous = await this.#findPrevious();
    const earliest = previous ? parseSegmentId(previous.id).startedAt + 1 : 0;
    const at = Math.floor(earliest < latestTime ? Math.max(startedAt, earliest) : startedAt);
    const writer = this.#writer;
    const sequence = this.#sequence;
    const header = formatHeader({ keyId, watchId, writer, startedAt: at, sequence, previous });
    const id = formatSegmentId(at, writer, sequence);
    const cipher = new SegmentCipher(key, header);
    const bytes = Buffer.concat([header, cipher.seal(0, plain)]);
    await mkdir(files.folder.path, { recursive: true, mode: 0o700 });
    await this.#prepareExtent(id);
    await this.#makeRoom(Math.max(bytes.byteLength, this.#segmentBytes));
    const file = join(files.folder.path, segmentFileName(id));
    await writeAt(file, bytes, 0, true);
    this.#sequence++;
    this.#segmentsBytes += bytes.byteLength;
    this.#segment = {
      id,
      file,
      cipher,
      sizeBytes: bytes.byteLength,
      blockCount: 1,
      recordedBlocks: 0,
    };
  }

  async #findPrevious(): Promise<SegmentLink | null> {
    if (this.#segment) return { id: this.#segment.id, blocks: this.#segment.blockCount };
    return findEnd(this.#options.files, this.#options.reader);
  }

  /** Without an extent, a history begins with what is there. */
  async #prepareExtent(id: SegmentId): Promise<void> {
    const { extent, folder } = this.#options.files;
    if ((await extent.read()) !== null) return;
    const [oldest] = (await folder.list()).filter(({ stray }) => stray === null);
    await extent.write({ start: oldest?.id ?? id, end: null });
  }

  /** The file is gone. Without its extent, the history was removed and begins anew; else the file will be missed. */
  async #goOnWithout(): Promise<void> {
    if ((await this.#options.files.extent.read()) !== null) return;
    this.#segment = null;
    this.#writer = randomBytes(8);
    this.#sequence = 0;
  }

  /** Removes the oldest segments, whoever wrote them, until so many more bytes may be written. */
  async #makeRoom(neededBytes: number): Promise<void> {
    const { folder, extent } = this.#options.files;
    const segments = await Promise.all(
      (await folder.list()).map(async (segment) => {
        const file = folder.fileOf(segment);
        return { startedAt: segment.startedAt, file, sizeBytes: await sizeOf(file) };
      }),
    );
    let totalBytes = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    let count = segments.length + 1;
    const maxBytes = this.#maxBytes - this.#besideBytes - neededBytes;
    const leaving = segments.filter(({ sizeBytes }) => {
      if (totalBytes <= maxBytes && count <= maxSegments) return false;
      totalBytes -= sizeBytes;
      count--;
      return true;
    });
    const last = leaving.at(-1);
    // Recorded first: a segment that is still there does no harm, while one that is gone would be missed.
    if (last) await extent.beginAt(formatSegmentId(last.startedAt + 1, new Uint8Array(8), 0));
    for (const { file } of leaving) await rm(file, { force: true });
    this.#segmentsBytes = totalBytes;
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
