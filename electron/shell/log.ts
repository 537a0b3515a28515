import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface LogOptions {
  readonly folder: string;
  /** When the file has grown to this size it becomes the old file, and the one before is let go. */
  readonly maxBytes?: number;
  /** Gets every line as well, for a developer's terminal. */
  readonly echo?: (line: string) => void;
  readonly clock?: () => Date;
}

type Level = 'INFO' | 'WARN' | 'ERROR';

/**
 * A log file of few, short lines, written before the call returns so that it outlives a crash.
 *
 * Own code because the libraries for it open an IPC channel or replace the console: here there is one way into the
 * main process. Callers never pass node data; what a message might quote from elsewhere is cut.
 */
export class Log {
  readonly file: string;
  readonly #oldFile: string;
  readonly #options: Required<LogOptions>;
  #sizeBytes: number;

  constructor(options: LogOptions) {
    this.#options = {
      maxBytes: 1_000_000,
      echo: () => undefined,
      clock: () => new Date(),
      ...options,
    };
    this.file = join(options.folder, 'treekeeper.log');
    this.#oldFile = join(options.folder, 'treekeeper.old.log');
    this.#sizeBytes = prepare(options.folder, this.file);
  }

  info(message: string): void {
    this.#write('INFO', message);
  }

  warn(message: string): void {
    this.#write('WARN', message);
  }

  error(message: string): void {
    this.#write('ERROR', message);
  }

  /**
   * Records a bug with its stack.
   * @param where what was being done, such as the name of a call
   * @returns the id by which a person can name this incident
   */
  incident(error: unknown, where: string): string {
    const id = randomUUID().slice(0, 8);
    this.error(`incident ${id} in ${where}: ${describeError(error)}`);
    return id;
  }

  #write(level: Level, message: string): void {
    const line = `${this.#options.clock().toISOString()} ${level} ${message}`;
    this.#options.echo(line);
    try {
      const sizeBytes = Buffer.byteLength(line) + 1;
      if (this.#sizeBytes + sizeBytes > this.#options.maxBytes) this.#rotate();
      appendFileSync(this.file, `${line}\n`, { mode: 0o600 });
      this.#sizeBytes += sizeBytes;
    } catch (error) {
      // A full disk must not end the session; there is no other place to report it than the terminal.
      this.#options.echo(`The log could not be written: ${String(error)}`);
    }
  }

  #rotate(): void {
    if (this.#sizeBytes > 0) renameSync(this.file, this.#oldFile);
    this.#sizeBytes = 0;
  }
}

/** @returns the size of the log file in bytes; 0 when there is none or it cannot be had. */
function prepare(folder: string, file: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // The first write meets the same obstacle and reports it.
    return 0;
  }
}

const longestMessage = 300;

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? [] : [`caused by ${describeError(error.cause)}`];
  return [headline(error), ...frames, ...cause].join('\n');
}

function headline(error: Error): string {
  // The message of a JSON syntax error quotes the text, which may be somebody's data.
  if (error instanceof SyntaxError) return error.name;
  return `${error.name}: ${error.message.replace(/\s+/g, ' ').slice(0, longestMessage)}`;
}
