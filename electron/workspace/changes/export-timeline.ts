import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { ExportFormat } from '../../../shared/model/timeline.ts';
import type { ChangeLog, Selection } from './change-log.ts';
import { csvHead, csvLine } from './timeline-csv.ts';
import { entryLine, headerLine, type TimelineHeader } from './timeline-lines.ts';
import { withFile } from './file-failure.ts';

export interface TimelineExport {
  readonly file: string;
  readonly format: ExportFormat;
  readonly header: TimelineHeader;
  readonly log: ChangeLog;
  readonly selection: Selection;
  readonly signal: AbortSignal;
  /** Called with how many of the selection have been written. */
  readonly report: (done: number, total: number) => void;
}

/** What is written in one go; between two of them everything else gets its turn. */
const chunkLength = 128 * 1024;

/**
 * Writes a selection into a file, oldest first. The file appears when all is written, readable by its owner only,
 * since paths and values may be confidential. Rows that go meanwhile are not written.
 * @returns how many entries were written.
 * @throws ZooKeeperError with FILE_FAILED; the signal's reason when it is aborted. Nothing is left then.
 */
export async function exportTimeline(options: TimelineExport): Promise<number> {
  const temporary = `${options.file}.${randomBytes(6).toString('hex')}.tmp`;
  return withFile('changes.export', async () => {
    try {
      const handle = await open(temporary, 'wx', 0o600);
      let written: number;
      try {
        written = await writeLines(handle, options);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, options.file);
      return written;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

async function writeLines(handle: FileHandle, options: TimelineExport): Promise<number> {
  const { format, header, log, selection, signal, report } = options;
  const [lineOf, lineEnd] = format === 'csv' ? [csvLine, '\r\n'] : [entryLine, '\n'];
  let text = (format === 'csv' ? csvHead() : headerLine(header)) + lineEnd;
  let written = 0;
  for (let place = 0; place < selection.length; place++) {
    const detail = log.detail(selection.idAt(place));
    if (!detail) continue;
    text += lineOf(detail) + lineEnd;
    written += 1;
    if (text.length < chunkLength) continue;
    await handle.writeFile(text, 'utf8');
    text = '';
    signal.throwIfAborted();
    report(place + 1, selection.length);
  }
  await handle.writeFile(text, 'utf8');
  signal.throwIfAborted();
  return written;
}
