import { open, type FileHandle } from 'node:fs/promises';
import type { LineRefusal } from '../../../shared/model/timeline.ts';
import { TimeSlice } from '../time-slice.ts';
import type { ChangeLog } from './change-log.ts';
import { withFile } from './file-failure.ts';
import { LineSplitter } from './line-splitter.ts';
import { parseLine, type TimelineHeader } from './timeline-lines.ts';

export interface TimelineImport {
  readonly file: string;
  /** Where the entries go, under new ids. */
  readonly log: ChangeLog;
  readonly signal: AbortSignal;
  /** Called with how many bytes have been read. */
  readonly report: (done: number, total: number) => void;
}

export interface ImportedLines {
  /** Null when the file has none. */
  readonly header: TimelineHeader | null;
  readonly entries: number;
  readonly refused: number;
  /** The first of the lines that were refused. */
  readonly refusals: readonly LineRefusal[];
}

const readBytes = 64 * 1024;
/** Two values of a node as large as servers take by default, each byte escaped, need less. */
const maxLineBytes = 32 * 1024 * 1024;
const mostRefusals = 10;
/** A line costs about as much as so many steps of a time slice. */
const stepsPerLine = 32;

/**
 * Reads a file that was exported as NDJSON, or anything else: lines that are no entries are counted. In between
 * everything else gets its turn.
 * @throws ZooKeeperError with FILE_FAILED; the signal's reason when it is aborted.
 */
export function importTimeline(options: TimelineImport): Promise<ImportedLines> {
  return withFile('changes.import', async () => {
    const handle = await open(options.file, 'r');
    try {
      return await readLines(handle, options);
    } finally {
      await handle.close();
    }
  });
}

async function readLines(
  handle: FileHandle,
  { log, signal, report }: TimelineImport,
): Promise<ImportedLines> {
  const { size } = await handle.stat();
  const lines = new LineCounter(log);
  const splitter = new LineSplitter(maxLineBytes);
  const slice = new TimeSlice();
  let done = 0;
  for (;;) {
    // A buffer of its own for each piece: a line may need several.
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(readBytes), 0, readBytes);
    signal.throwIfAborted();
    if (bytesRead === 0) break;
    for (const line of splitter.push(buffer.subarray(0, bytesRead))) {
      lines.take(line);
      if (slice.isOver(stepsPerLine)) await slice.next();
    }
    done += bytesRead;
    report(done, Math.max(done, size));
  }
  for (const line of splitter.end()) lines.take(line);
  return lines.result;
}

class LineCounter {
  readonly #log: ChangeLog;
  readonly #refusals: LineRefusal[] = [];
  #header: TimelineHeader | null = null;
  #line = 0;
  #entries = 0;
  #refused = 0;

  constructor(log: ChangeLog) {
    this.#log = log;
  }

  get result(): ImportedLines {
    return {
      header: this.#header,
      entries: this.#entries,
      refused: this.#refused,
      refusals: this.#refusals,
    };
  }

  take(line: string | null): void {
    this.#line += 1;
    if (line === null) return this.#refuse('too long');
    if (line.trim() === '') return undefined;
    const parsed = parseLine(line);
    switch (parsed.kind) {
      case 'header':
        this.#header ??= parsed.header;
        return undefined;
      case 'entry':
        this.#entries += 1;
        this.#log.append(parsed.entry);
        return undefined;
      case 'refused':
        return this.#refuse(parsed.detail);
    }
  }

  #refuse(detail: string): void {
    this.#refused += 1;
    if (this.#refusals.length < mostRefusals) this.#refusals.push({ line: this.#line, detail });
  }
}
