import { stat } from 'node:fs/promises';
import { isMissing } from '../file-error.ts';
import { describeHole, isHole, type HistoryEntry } from './history-entry.ts';
import type { FoundSegment, SegmentFolder } from './segment-folder.ts';
import { parseSegmentId } from './segment-header.ts';
import type { SegmentReader } from './segment-reader.ts';
import { takeSurvey, type HistoryFiles, type Survey } from './survey.ts';
import { WriterSource, type HistoryOrder } from './writer-source.ts';

export interface ReadOptions {
  readonly files: HistoryFiles;
  readonly reader: SegmentReader;
  /** What is watched. */
  readonly path: string;
  readonly order: HistoryOrder;
  readonly batchSize: number;
}

/** A segment is begun later, by its name, than its first entry was seen: by less than this, but for a clock set back. */
const maxLagMs = 60_000;

/**
 * Reads a history in batches. The entries of one writer keep the order in which they were written; those of several
 * (each start of the application is one) are merged by when they were seen. In memory are the batch and one segment for
 * each writer that wrote at that time. Where something is missing there is an entry that says so.
 * @throws Error when the folder cannot be read
 */
export async function* readHistory(
  options: ReadOptions,
): AsyncGenerator<readonly HistoryEntry[], void, undefined> {
  const { files, reader, path, order, batchSize } = options;
  const isBefore = (one: number, other: number) =>
    order === 'oldestFirst' ? one <= other : one >= other;
  const survey = await takeSurvey(files);
  for (const stray of survey.strays) await reader.refuse(stray);
  reportMissing(reader, survey);
  const waiting = await findSources(options, survey);
  const reading = new Set<WriterSource>();
  const atEnd = holeAtEnd(survey, path);
  let batch: HistoryEntry[] = order === 'newestFirst' ? atEnd : [];
  // A segment that is damaged may be missed as well by the one after it.
  let wasHole = batch.length > 0;
  for (;;) {
    let first: WriterSource | null = null;
    for (const source of reading) {
      if (!first || !isBefore(first.seenAt, source.seenAt)) first = source;
    }
    const [next] = waiting;
    if (next && (!first || isBefore(next.bound, first.seenAt))) {
      waiting.shift();
      if (await next.load()) reading.add(next);
      continue;
    }
    if (!first) break;
    const entry = first.take();
    if (!(isHole(entry) && wasHole)) batch.push(entry);
    wasHole = isHole(entry);
    if (!first.hasEntry && !(await first.load())) reading.delete(first);
    if (batch.length >= batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (order === 'oldestFirst') batch.push(...atEnd);
  if (batch.length > 0) yield batch;
}

function reportMissing(reader: SegmentReader, survey: Survey): void {
  for (const { id, name, header } of survey.segments) {
    if (survey.missingBefore.has(id))
      reader.reportIncomplete(name, 'what comes before it is missing');
    if (header && !name.startsWith(id)) reader.reportIncomplete(name, 'it was renamed');
  }
  if (survey.missingEnd !== null) reader.reportIncomplete(survey.missingEnd, 'it is missing');
}

function holeAtEnd({ missingEnd }: Survey, path: string): HistoryEntry[] {
  if (missingEnd === null) return [];
  const { startedAt: at, writer } = parseSegmentId(missingEnd);
  return [describeHole({ path, from: at, to: at, writer })];
}

/** @returns what each writer wrote, in the order in which they are needed. */
async function findSources(
  { files, reader, path, order }: ReadOptions,
  survey: Survey,
): Promise<WriterSource[]> {
  const byWriter = new Map<string, FoundSegment[]>();
  for (const segment of survey.segments) {
    const segments = byWriter.get(segment.writer);
    if (segments) segments.push(segment);
    else byWriter.set(segment.writer, [segment]);
  }
  const sources = await Promise.all(
    [...byWriter.values()].map(async (segments) => {
      if (order === 'newestFirst') segments.reverse();
      const bound = await boundOf(files.folder, segments, survey, order);
      return new WriterSource({ reader, survey, path, order, segments, bound });
    }),
  );
  return sources.sort((one, other) =>
    order === 'oldestFirst' ? one.bound - other.bound : other.bound - one.bound,
  );
}

/** @returns a time that no entry of a writer lies beyond, in the order asked for. */
async function boundOf(
  folder: SegmentFolder,
  [first]: readonly FoundSegment[],
  { segments }: Survey,
  order: HistoryOrder,
): Promise<number> {
  if (!first) return 0;
  if (order === 'oldestFirst') return first.startedAt - maxLagMs;
  const next = segments[segments.indexOf(first) + 1];
  if (!next) return Infinity;
  // When a file was written, anybody can change; but who began later was not there before.
  return Math.max(await writtenAt(folder, first), next.startedAt);
}

async function writtenAt(folder: SegmentFolder, segment: FoundSegment): Promise<number> {
  try {
    // What is in a segment was seen before it was written.
    return (await stat(folder.fileOf(segment))).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return segment.startedAt;
    throw error;
  }
}
