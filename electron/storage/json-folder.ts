import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { JsonFile } from './json-file.ts';
import type { ReportProblem } from './storage-problem.ts';

export interface JsonFolderOptions<T> {
  /** The folder of these values alone; it is created when it is missing. */
  readonly folder: string;
  readonly schema: z.ZodType<T>;
  /** Gives the order in which the values that are read stand, the least first; new ones stand behind them. */
  readonly order: (value: T) => number;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/**
 * Values that are a file each, so that several windows of the application, each a process, do not write over each
 * other's values, and a change of one does not write all of them again.
 */
export class JsonFolder<T> {
  readonly #options: JsonFolderOptions<T>;
  /** By file name. */
  readonly #files: Map<string, JsonFile<T | null>>;

  private constructor(
    options: JsonFolderOptions<T>,
    files: Iterable<readonly [string, JsonFile<T | null>]>,
  ) {
    this.#options = options;
    this.#files = new Map(files);
  }

  /** Reads the files. What cannot be read is reported, never thrown. */
  static async open<T>(options: JsonFolderOptions<T>): Promise<JsonFolder<T>> {
    const { folder, order, report } = options;
    let names: string[] = [];
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    } catch (error) {
      report({ kind: 'readFailed', file: folder, reason: String(error) });
    }
    const files = await Promise.all(
      names.map(async (name) => [name, await JsonFile.open(fileOptions(options, name))] as const),
    );
    const place = (value: T | null) => (value === null ? 0 : order(value));
    return new JsonFolder(
      options,
      files.sort(([, one], [, other]) => place(one.value) - place(other.value)),
    );
  }

  values(): readonly T[] {
    return [...this.#files.values()].flatMap(({ value }) => (value === null ? [] : [value]));
  }

  /** @param key any text; the same key stands for the same file */
  get(key: string): T | null {
    return this.#files.get(fileName(key))?.value ?? null;
  }

  set(key: string, value: T): void {
    const name = fileName(key);
    let file = this.#files.get(name);
    if (!file) {
      file = JsonFile.create(fileOptions(this.#options, name));
      this.#files.set(name, file);
    }
    file.set(value);
  }

  remove(key: string): void {
    const file = this.#files.get(fileName(key));
    if (file && file.value !== null) file.remove();
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => file.flush()));
  }
}

function fileOptions<T>({ folder, schema, report, clock }: JsonFolderOptions<T>, name: string) {
  return { file: join(folder, name), schema: schema.nullable(), initial: null, report, clock };
}

/** Keys hold paths, which are longer than file names may be, and hold characters that these may not. */
function fileName(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.json`;
}
