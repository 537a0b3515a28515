import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { JsonFile, type Companions } from './json-file.ts';
import { codeOf } from './file-error.ts';
import { mapLimited } from './map-limited.ts';
import type { ReportProblem } from './storage-problem.ts';

/** Files that are read or written at a time. */
const filesAtATime = 32;

export interface JsonFolderOptions<T> {
  /** The folder of these values alone; it is created when it is missing. */
  readonly folder: string;
  /** May turn what an earlier version has written into what is written now. */
  readonly schema: z.ZodType<T>;
  /** Any text; the same key stands for the same file. */
  readonly keyOf: (value: T) => string;
  /** Gives the order in which the values that are read stand, the least first; new ones stand behind them. */
  readonly order: (value: T) => number;
  /** A longer file is set aside. */
  readonly maxBytes?: number;
  /** The files that a value refers to, by the name of its own. */
  readonly companionsOf?: (name: string) => Companions<T | null>;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/**
 * Values that are a file each, so that a change of one does not write all of them again, and a damaged file takes one
 * value with it, not all.
 */
export class JsonFolder<T> {
  readonly #options: JsonFolderOptions<T>;
  /** Why it is not known which files there are; null where it is. */
  readonly #unread: unknown;
  /** By file name. */
  readonly #files: Map<string, JsonFile<T | null>>;

  private constructor(
    options: JsonFolderOptions<T>,
    files: Iterable<readonly [string, JsonFile<T | null>]>,
    unread: unknown,
  ) {
    this.#options = options;
    this.#unread = unread;
    this.#files = new Map(files);
  }

  /** Reads the files. What cannot be read is reported, never thrown. */
  static async open<T>(options: JsonFolderOptions<T>): Promise<JsonFolder<T>> {
    const { folder, order, report } = options;
    let names: string[] = [];
    let unread: unknown = null;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    } catch (error) {
      unread = error;
      report({ kind: 'unread', file: folder, reason: codeOf(error) });
    }
    const files = await mapLimited(
      names,
      filesAtATime,
      async (name) => [name, await JsonFile.open(fileOptions(options, name))] as const,
    );
    const place = (value: T | null) => (value === null ? 0 : order(value));
    const opened = new JsonFolder(
      options,
      files.sort(([, one], [, other]) => place(one.value) - place(other.value)),
      unread,
    );
    await opened.#rename();
    return opened;
  }

  values(): readonly T[] {
    return [...this.#files.values()].flatMap(({ value }) => (value === null ? [] : [value]));
  }

  get(key: string): T | null {
    return this.#files.get(fileName(key))?.value ?? null;
  }

  /** @returns whether a key has a value, or a file that could not be read and may hold one. */
  has(key: string): boolean {
    const file = this.#files.get(fileName(key));
    return file !== undefined && (file.value !== null || file.isUnread);
  }

  /** Puts a value in the place of the one with its key. */
  set(value: T): void {
    const name = fileName(this.#options.keyOf(value));
    let file = this.#files.get(name);
    if (!file) {
      file = JsonFile.create(fileOptions(this.#options, name), this.#unread);
      this.#files.set(name, file);
    }
    file.set(value);
  }

  remove(key: string): void {
    const name = fileName(key);
    const file = this.#files.get(name);
    if (!file) return;
    if (file.value === null) return;
    file.remove();
    // One that could not be removed is kept in mind, so that the next flush tries again.
    void file.flush().then(() => {
      const isGone = file.value === null && file.isOnDisk;
      if (isGone && this.#files.get(name) === file) this.#files.delete(name);
    });
  }

  /**
   * Writes one value, where it is not yet on disk. A failure is reported, not thrown.
   * @returns whether it is on disk
   */
  async flushOne(key: string): Promise<boolean> {
    const file = this.#files.get(fileName(key));
    await file?.flush();
    return file?.isOnDisk ?? true;
  }

  /**
   * Writes what is not yet on disk. A failure is reported, not thrown.
   * @returns whether all of it is on disk
   */
  async flush(): Promise<boolean> {
    const files = [...this.#files.values()];
    await mapLimited(files, filesAtATime, (file) => file.flush());
    return files.every(({ isOnDisk }) => isOnDisk);
  }

  /** Gives values that an earlier version kept under another key the file of their key; the newer one stays. */
  async #rename(): Promise<void> {
    const misplaced = [...this.#files].flatMap(([name, file]) => {
      const { value } = file;
      return value !== null && fileName(this.#options.keyOf(value)) !== name
        ? [{ file, value }]
        : [];
    });
    await mapLimited(misplaced, filesAtATime, async ({ file, value }) => {
      const key = this.#options.keyOf(value);
      if (this.get(key) === null) this.set(value);
      // The old file goes only once the new one is there: a crash in between leaves both.
      const kept = this.#files.get(fileName(key));
      await kept?.flush();
      if (kept?.isOnDisk !== true) return;
      file.remove();
      await file.flush();
    });
  }
}

function fileOptions<T>(options: JsonFolderOptions<T>, name: string) {
  const { folder, schema, maxBytes, companionsOf, report, clock } = options;
  return {
    file: join(folder, name),
    schema: schema.nullable(),
    initial: null,
    ...(maxBytes !== undefined && { maxBytes }),
    ...(companionsOf && { companions: companionsOf(name) }),
    report,
    clock,
  };
}

/** Keys hold paths, which are longer than file names may be, and hold characters that these may not. */
export function fileName(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.json`;
}
