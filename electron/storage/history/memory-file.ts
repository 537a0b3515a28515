import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../atomic-write.ts';
import { isMissing, reasonOf } from '../file-error.ts';
import { setAside } from '../set-aside.ts';
import type { ReportProblem } from '../storage-problem.ts';
import type { DataKeys } from './data-keys.ts';
import { formatHeader, openBlocks, parseHeader, SegmentCipher } from './segment-format.ts';
import { decodeMemory, encodeMemory, type WatchMemory } from './watch-memory.ts';

const fileName = 'memory';

/** In the place of a writer: no segment can be taken for a memory, nor the other way round. */
const memoryWriter = Buffer.from('memory\0\0');

export interface MemoryFileOptions {
  /** Of the history. */
  readonly folder: string;
  readonly watchId: Uint8Array;
  readonly keys: DataKeys;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** What a watch knew when it was last written: one file, encrypted as a segment with a single block is. */
export class MemoryFile {
  readonly #options: MemoryFileOptions;
  readonly #file: string;

  constructor(options: MemoryFileOptions) {
    this.#options = options;
    this.#file = join(options.folder, fileName);
  }

  /**
   * Replaces what was written before. One that would take more than `maxBytes` is left out, and none is there then.
   * @returns how many bytes it takes
   * @throws Error when it cannot be written
   */
  async write(memory: WatchMemory, maxBytes: number): Promise<number> {
    const { folder, watchId, keys } = this.#options;
    const { id: keyId, key } = keys.current;
    const plain = await encodeMemory(memory);
    const header = formatHeader({
      keyId,
      watchId,
      writer: memoryWriter,
      sequence: 0,
      previousBlocks: 0,
    });
    const bytes = Buffer.concat([header, new SegmentCipher(key, header).seal(0, plain)]);
    if (bytes.byteLength > maxBytes) {
      await this.remove();
      return 0;
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.#file, bytes);
    return bytes.byteLength;
  }

  /** @throws Error when it is there and cannot be removed */
  async remove(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  /** @returns how many bytes it takes; 0 when there is none. */
  async size(): Promise<number> {
    try {
      return (await stat(this.#file)).size;
    } catch (error) {
      if (isMissing(error)) return 0;
      throw error;
    }
  }

  /** @returns null when there is none that can be read. One that is damaged is set aside and reported. */
  async read(): Promise<WatchMemory | null> {
    const { report } = this.#options;
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#file);
    } catch (error) {
      if (!isMissing(error)) {
        report({ kind: 'readFailed', file: this.#file, reason: reasonOf(error) });
      }
      return null;
    }
    try {
      return await this.#open(bytes);
    } catch (error) {
      await setAside(this.#file, 'corrupt', error, this.#options);
      return null;
    }
  }

  async #open(bytes: Buffer): Promise<WatchMemory | null> {
    const { keys, watchId } = this.#options;
    const header = parseHeader(bytes);
    if (!header) throw new Error('it has no header of this version');
    if (!memoryWriter.equals(header.writer) || !Buffer.from(header.watchId).equals(watchId)) {
      throw new Error('it belongs to another place');
    }
    const key = await keys.find(header.keyId);
    if (!key) return null;
    const [block] = openBlocks(key.key, bytes).blocks;
    if (!block) throw new Error('it is cut short');
    return decodeMemory(block);
  }
}
