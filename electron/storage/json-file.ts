import { rm } from 'node:fs/promises';
import type { z } from 'zod';
import { writeFileAtomically } from './atomic-write.ts';
import { isMissing, reasonOf } from './file-error.ts';
import { formatJson, parseJson } from './json-text.ts';
import { NotOurFile, readTextFile } from './read-text-file.ts';
import { setAside } from './set-aside.ts';
import type { ReportProblem } from './storage-problem.ts';

/** The longest file that is read, where no other bound is given. */
const defaultMaxBytes = 16 * 1024 * 1024;
/** A burst of changes becomes one write at most this long after the first of them. */
const writeDelayMs = 200;

/** Files that a value refers to. */
export interface Companions<T> {
  /** Reads those of a value that was read. One that cannot be read is reported, never thrown. */
  readonly read: (value: T) => Promise<void>;
  /** Writes those of a value that is about to be written. */
  readonly write: (value: T) => Promise<void>;
  /** Removes those that none of these values needs: what is in the file now, and what will be written next. */
  readonly tidy: (values: readonly T[]) => Promise<void>;
}

export interface JsonFileOptions<T> {
  readonly file: string;
  readonly schema: z.ZodType<T>;
  /** What it holds when there is no file, or none that can be understood. */
  readonly initial: T;
  /** A longer file is set aside. */
  readonly maxBytes?: number;
  readonly companions?: Companions<T>;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** One value kept in memory and, a moment later, in a JSON file. */
export class JsonFile<T> {
  readonly #options: JsonFileOptions<T>;
  #value: T;
  #timer: NodeJS.Timeout | null = null;
  /** What has yet to be done to the file, be it for the first time or again after a failure. */
  #due: 'write' | 'remove' | null = null;
  /** Ends when all writes begun so far have ended; writes to one file never overlap. */
  #writing: Promise<void> = Promise.resolve();
  /** Why the last attempt failed, so that one problem is reported once, however often it is met; null if it did not. */
  #failedFor: string | null = null;

  private constructor(options: JsonFileOptions<T>, value: T) {
    this.#options = options;
    this.#value = value;
  }

  /** Reads the file. What cannot be understood is set aside and reported, never thrown. */
  static async open<T>(options: JsonFileOptions<T>): Promise<JsonFile<T>> {
    return new JsonFile(options, await read(options));
  }

  /** Begins with the initial value, for a file that is known not to be there. */
  static create<T>(options: JsonFileOptions<T>): JsonFile<T> {
    return new JsonFile(options, options.initial);
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#due = 'write';
    this.#timer ??= setTimeout(() => {
      void this.flush();
    }, writeDelayMs);
  }

  /** Goes back to the initial value and removes the file. A failure is reported, not thrown. */
  remove(): void {
    this.#value = this.#options.initial;
    this.#due = 'remove';
    void this.flush();
  }

  /** Whether the file is as it should be. */
  get isOnDisk(): boolean {
    return this.#due === null;
  }

  /** Brings the file up to date now, also where that failed before. A failure is reported, not thrown. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#doWhatIsDue());
    return this.#writing;
  }

  async #doWhatIsDue(): Promise<void> {
    const due = this.#due;
    if (due === null) return;
    this.#due = null;
    const { file, companions, report } = this.#options;
    const value = this.#value;
    try {
      if (due === 'remove') {
        await rm(file, { force: true });
      } else {
        await companions?.write(value);
        await writeFileAtomically(file, formatJson(value));
      }
      await companions?.tidy([value, this.#value]);
      this.#failedFor = null;
    } catch (error) {
      // What was asked for in the meantime counts more.
      this.#due ??= due;
      const reason = reasonOf(error);
      if (reason !== this.#failedFor) report({ kind: 'writeFailed', file, reason });
      this.#failedFor = reason;
    }
  }
}

async function read<T>(options: JsonFileOptions<T>): Promise<T> {
  const { file, schema, initial, maxBytes = defaultMaxBytes, companions, report } = options;
  let text: string;
  try {
    text = await readTextFile(file, maxBytes);
  } catch (error) {
    if (error instanceof NotOurFile) await setAside(file, 'corrupt', error, options);
    else if (!isMissing(error)) report({ kind: 'readFailed', file, reason: reasonOf(error) });
    return initial;
  }
  let value: T;
  try {
    value = schema.parse(parseJson(text));
  } catch (error) {
    await setAside(file, 'corrupt', error, options);
    return initial;
  }
  await companions?.read(value);
  return value;
}
