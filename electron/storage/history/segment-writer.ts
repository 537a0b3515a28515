import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../file-error.ts';
import type { DataKey } from './data-keys.ts';
import { formatSegmentName, listSegments, syncFile, writeAt } from './segment-file.ts';
import { blockOverheadBytes, formatHeader, headerBytes, SegmentCipher } from './segment-format.ts';

/** A history is this many segments at least by size, so that little goes at a time when the oldest one goes. */
const segmentsPerHistory = 16;
/** A segment is read whole. */
const maxSegmentBytes = 8 * 1024 * 1024;
/** And never more than this many, however small: each start of the application begins one. */
const maxSegments = 1_000;
/** Of several pages, one hands over what it has seen a little later than another; by more, the clock was set back. */
const maxLagMs = 60_000;

export interface SegmentWriterOptions {
  /** Of this history alone. */
  readonly folder: string;
  readonly watchId: Uint8Array;
  readonly key: DataKey;
  readonly maxBytes: number;
}

interface OpenSegment {
  readonly file: string;
  readonly cipher: SegmentCipher;
  sizeBytes: number;
  blockCount: number;
}

/** Writes the blocks of one history into segments, and lets the oldest segments go to keep within the bound. */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  readonly #writer = randomBytes(8);
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
        // Somebody has removed the file, or its folder.
        if (!isMissing(error)) throw error;
      }
    }
    await this.#begin(plain, startedAt);
  }

  /** Makes durable what was written. */
  async sync(): Promise<void> {
    if (this.#segment) await syncFile(this.#segment.file);
  }

  get #segmentBytes(): number {
    return Math.min(Math.floor(this.#maxBytes / segmentsPerHistory), maxSegmentBytes);
  }

  async #begin(plain: Uint8Array, startedAt: number): Promise<void> {
    const { folder, watchId, key } = this.#options;
    await this.sync();
    const header = formatHeader({
      keyId: key.id,
      watchId,
      writer: this.#writer,
      sequence: this.#sequence,
      previousBlocks: this.#segment?.blockCount ?? 0,
    });
    const cipher = new SegmentCipher(key.key, header);
    const bytes = Buffer.concat([header, cipher.seal(0, plain)]);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await this.#makeRoom(Math.max(bytes.byteLength, this.#segmentBytes));
    // The oldest by name go first: after a clock was set back, that must not be what was written last.
    const newestAt = (await listSegments(folder)).at(-1)?.startedAt ?? 0;
    const at = newestAt - startedAt > maxLagMs ? newestAt + 1 : startedAt;
    const file = join(folder, formatSegmentName(at, this.#writer, this.#sequence));
    await writeAt(file, bytes, 0, true);
    this.#sequence++;
    this.#segmentsBytes += bytes.byteLength;
    this.#segment = { file, cipher, sizeBytes: bytes.byteLength, blockCount: 1 };
  }

  /** Removes the oldest segments, whoever wrote them, until so many more bytes may be written. */
  async #makeRoom(neededBytes: number): Promise<void> {
    const { folder } = this.#options;
    const segments = await Promise.all(
      (await listSegments(folder)).map(async ({ name }) => {
        const file = join(folder, name);
        return { file, sizeBytes: await sizeOf(file) };
      }),
    );
    let totalBytes = segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    let count = segments.length + 1;
    const maxBytes = this.#maxBytes - this.#besideBytes - neededBytes;
    for (const { file, sizeBytes } of segments) {
      if (totalBytes <= maxBytes && count <= maxSegments) break;
      await rm(file, { force: true });
      totalBytes -= sizeBytes;
      count--;
    }
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
