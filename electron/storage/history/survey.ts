import { reasonOf } from '../file-error.ts';
import type { ReportProblem } from '../storage-problem.ts';
import type { DataKeys } from './data-keys.ts';
import type { Extent, ExtentFile } from './extent-file.ts';
import type { FoundSegment, SegmentFolder } from './segment-folder.ts';
import { unknownBlocks, type SegmentId } from './segment-header.ts';

export interface HistoryFiles {
  readonly folder: SegmentFolder;
  readonly extent: ExtentFile;
  readonly keys: DataKeys;
  readonly report: ReportProblem;
}

/** What there is of a history, and what must be there. */
export interface Survey {
  /** Oldest first, the ones set aside included. */
  readonly segments: readonly FoundSegment[];
  /** Files in the folder that are no part of the history. */
  readonly strays: readonly FoundSegment[];
  /** Before these, a segment is missing. */
  readonly missingBefore: ReadonlySet<SegmentId>;
  /** How many blocks a segment has at least, as what comes after it states; `unknownBlocks` where that is not known. */
  readonly expectedBlocks: ReadonlyMap<SegmentId, number>;
  /** The newest segment, when it is missing. */
  readonly missingEnd: SegmentId | null;
}

/**
 * Looks at the names and headers of a history; the headers are verified only when the segments are read.
 * @throws Error when the folder cannot be read
 */
export async function takeSurvey({ folder, extent, keys, report }: HistoryFiles): Promise<Survey> {
  let found = await folder.list();
  let known: Extent | null | undefined;
  try {
    known = await extent.read();
  } catch (error) {
    // The entries are shown all the same.
    report({ kind: 'readFailed', file: folder.path, reason: reasonOf(error) });
  }
  // Who removes a history takes its folder away before its extent.
  if (known === null && found.length > 0) found = await withoutGone(found, folder);
  const end = known?.end;
  // It may have been begun only after the folder was listed.
  if (end && !found.some(({ id }) => id === end.id)) found = await folder.list();
  const segments = found.filter(({ stray }) => stray === null);
  const strays = found.filter(({ stray }) => stray !== null);
  const expected = compare(segments, known ?? null);
  const newest = segments.at(-1);
  // With the key of a history, that of its extent is lost too.
  if (newest && known === null && (await hasReadable(segments, keys))) {
    expected.expectedBlocks.set(newest.id, unknownBlocks);
  }
  return { segments, strays, ...expected };
}

async function withoutGone(
  found: readonly FoundSegment[],
  folder: SegmentFolder,
): Promise<readonly FoundSegment[]> {
  const still = new Set((await folder.list()).map(({ name }) => name));
  return found.filter(({ name }) => still.has(name));
}

/** @returns whether a segment that can be read was begun with an extent beside it. */
async function hasReadable(segments: readonly FoundSegment[], keys: DataKeys): Promise<boolean> {
  for (const { header } of segments) {
    const keyId = header?.startedAt === null ? undefined : header?.keyId;
    if (keyId && (await keys.find(keyId))) return true;
  }
  return false;
}

interface Expected extends Pick<Survey, 'missingBefore' | 'missingEnd'> {
  readonly expectedBlocks: Map<SegmentId, number>;
}

function compare(segments: readonly FoundSegment[], extent: Extent | null): Expected {
  const start = extent?.start ?? segments[0]?.id ?? '';
  const there = new Set(segments.map(({ id }) => id));
  const missingBefore = new Set<SegmentId>();
  const expectedBlocks = new Map<SegmentId, number>();
  const expect = (id: SegmentId, blocks: number) => {
    expectedBlocks.set(id, Math.max(blocks, expectedBlocks.get(id) ?? 0));
  };
  const writers = new Map<string, FoundSegment>();
  for (const segment of segments) {
    const { id, header, writer, sequence } = segment;
    const before = writers.get(writer);
    writers.set(writer, segment);
    if (header?.previous) {
      const { previous } = header;
      if (there.has(previous.id)) expect(previous.id, previous.blocks);
      else if (previous.id >= start) missingBefore.add(id);
    } else if (header?.startedAt === null && before) {
      // An earlier version has only counted the segments of one writer.
      if (before.sequence + 1 === sequence) expect(before.id, header.previousBlocks);
      else missingBefore.add(id);
    }
  }
  const end = extent?.end ?? null;
  if (end && there.has(end.id)) expect(end.id, end.blocks);
  const isEndMissing = end !== null && !there.has(end.id) && end.id >= start;
  return { missingBefore, expectedBlocks, missingEnd: isEndMissing ? end.id : null };
}

/** @returns in words how many blocks are missing. */
export function describeMissing(expected: number, found: number): string {
  return expected === unknownBlocks
    ? 'where it ended is not known'
    : `${String(expected - found)} blocks are missing`;
}
