import { join } from 'node:path';
import { reasonOf } from '../file-error.ts';
import { SealedFile, type SealedFileOptions } from './sealed-file.ts';
import { decodeMemory, encodeMemory, type WatchMemory } from './watch-memory.ts';

const fileName = 'memory';
const mark = Buffer.from('memory\0\0');

export interface MemoryFileOptions extends SealedFileOptions {
  /** Of the history. */
  readonly folder: string;
}

/** What a watch knew when it was last written. */
export class MemoryFile {
  readonly #options: MemoryFileOptions;
  readonly #file: string;
  readonly #sealed: SealedFile;

  constructor(options: MemoryFileOptions) {
    this.#options = options;
    this.#file = join(options.folder, fileName);
    this.#sealed = new SealedFile(this.#file, mark, options);
  }

  /**
   * Replaces what was written before. One that would take more than `maxBytes` is left out, and none is there then.
   * @returns how many bytes it takes
   * @throws Error when it cannot be written
   */
  async write(memory: WatchMemory, maxBytes: number): Promise<number> {
    const bytes = this.#sealed.seal(await encodeMemory(memory));
    if (bytes.byteLength > maxBytes) {
      await this.remove();
      return 0;
    }
    await this.#sealed.write(bytes);
    return bytes.byteLength;
  }

  /** @throws Error when it is there and cannot be removed */
  remove(): Promise<void> {
    return this.#sealed.remove();
  }

  /** @returns how many bytes it takes; 0 when there is none. */
  size(): Promise<number> {
    return this.#sealed.size();
  }

  /** @returns null when there is none that can be read. One that is damaged is set aside and reported. */
  async read(): Promise<WatchMemory | null> {
    try {
      return await this.#sealed.read(decodeMemory);
    } catch (error) {
      this.#options.report({ kind: 'readFailed', file: this.#file, reason: reasonOf(error) });
      return null;
    }
  }
}
