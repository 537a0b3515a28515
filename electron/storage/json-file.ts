import { rm } from 'node:fs/promises';
import type { z } from 'zod';
import { writeFileAtomically } from './atomic-write.ts';
import { codeOf, isMissing, reasonOf } from './file-error.ts';
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

  /** Why it is not known what the file holds; null once it is, or once that file is out of the way. */
  #unread: unknown;

  private constructor(options: JsonFileOptions<T>, { value, unread = null }: Read<T>) {
    this.#options = options;
    this.#value = value;
    this.#unread = unread;
  }

  /** Reads the file. What cannot be understood is set aside and reported, never thrown. */
  static async open<T>(options: JsonFileOptions<T>): Promise<JsonFile<T>> {
    return new JsonFile(options, await read(options));
  }

  /**
   * Begins with the initial value, without a look at the file.
   * @param unread why it is not known whether the file is there; null where it is known not to be
   */
  static create<T>(options: JsonFileOptions<T>, unread: unknown = null): JsonFile<T> {
    return new JsonFile(options, { value: options.initial, unread });
  }

  /** Whether a file is there, or may be, whose content is not known. */
  get isUnread(): boolean {
    return this.#unread !== null;
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

  /** Sets aside what could not be read, so that it is never written over or removed. @throws Error where that fails */
  async #makeWay(): Promise<void> {
    if (this.#unread === null) return;
    const { file } = this.#options;
    const isAway = await setAside(file, 'unreadSetAside', this.#unread, this.#options);
    if (!isAway) throw new Error('what stands there can neither be read nor be set aside');
    this.#unread = null;
  }

  async #doWhatIsDue(): Promise<void> {
    const due = this.#due;
    if (due === null) return;
    this.#due = null;
    const { file, companions, report } = this.#options;
    const value = this.#value;
    try {
      await this.#makeWay();
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

interface Read<T> {
  readonly value: T;
  /** Why the file, which is there, could not be read. */
  readonly unread?: unknown;
}

async function read<T>(options: JsonFileOptions<T>): Promise<Read<T>> {
  const { file, schema, initial, maxBytes = defaultMaxBytes, companions, report } = options;
  let text: string;
  try {
    text = await readTextFile(file, maxBytes);
  } catch (error) {
    if (isMissing(error)) return { value: initial };
    if (error instanceof NotOurFile) {
      await setAside(file, 'corrupt', error, options);
      return { value: initial };
    }
    report({ kind: 'unread', file, reason: codeOf(error) });
    return { value: initial, unread: error };
  }
  let value: T;
  try {
    value = schema.parse(parseJson(text));
  } catch (error) {
    await setAside(file, 'corrupt', error, options);
    return { value: initial };
  }
  await companions?.read(value);
  return { value };
}
