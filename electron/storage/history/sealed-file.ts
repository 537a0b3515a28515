import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '../atomic-write.ts';
import { isMissing } from '../file-error.ts';
import { setAside } from '../set-aside.ts';
import type { ReportProblem } from '../storage-problem.ts';
import type { DataKeys } from './data-keys.ts';
import { openBlocks, SegmentCipher } from './segment-format.ts';
import { formatHeader, parseHeader } from './segment-header.ts';

export interface SealedFileOptions {
  readonly watchId: Uint8Array;
  readonly keys: DataKeys;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** A file that is replaced as a whole, encrypted as a segment with a single block is. */
export class SealedFile {
  readonly #file: string;
  readonly #mark: Buffer;
  readonly #options: SealedFileOptions;

  /** @param mark 8 bytes in the place of a writer, so that no file is taken for one of another kind */
  constructor(file: string, mark: Buffer, options: SealedFileOptions) {
    this.#file = file;
    this.#mark = mark;
    this.#options = options;
  }

  /** @returns what is to be written, for `write`. */
  seal(plain: Uint8Array): Buffer {
    const { watchId, keys } = this.#options;
    const { id: keyId, key } = keys.current;
    const header = formatHeader({
      keyId,
      watchId,
      writer: this.#mark,
      startedAt: 0,
      sequence: 0,
      previous: null,
    });
    return Buffer.concat([header, new SegmentCipher(key, header).seal(0, plain)]);
  }

  /**
   * Replaces what was written before.
   * @param sealed as `seal` returned it
   * @throws Error when it cannot be written
   */
  async write(sealed: Uint8Array): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.#file, sealed);
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

  /**
   * @param decode throws when it does not understand what the file holds
   * @returns null when there is none, or its key is lost, or it is damaged: then it is set aside and reported.
   * @throws Error when the system cannot read it
   */
  async read<T>(decode: (plain: Buffer) => T | Promise<T>): Promise<T | null> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#file);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    try {
      const plain = await this.#open(bytes);
      return plain && (await decode(plain));
    } catch (error) {
      await setAside(this.#file, 'corrupt', error, this.#options);
      return null;
    }
  }

  async #open(bytes: Buffer): Promise<Buffer | null> {
    const { keys, watchId } = this.#options;
    const header = parseHeader(bytes);
    if (!header) throw new Error('it has no header of this version');
    if (!this.#mark.equals(header.writer) || !Buffer.from(header.watchId).equals(watchId)) {
      throw new Error('it belongs to another place');
    }
    const key = await keys.find(header.keyId);
    if (!key) return null;
    const { blocks, damage } = openBlocks(key.key, bytes, header.byteLength);
    const [block] = blocks;
    if (!block || damage !== null) throw new Error(damage ?? 'it is cut short');
    return block;
  }
}
