import { syncFile } from './segment-file.ts';
import type { FoundSegment } from './segment-folder.ts';
import { unknownBlocks, type SegmentLink } from './segment-header.ts';
import type { SegmentReader } from './segment-reader.ts';
import { takeSurvey, type HistoryFiles } from './survey.ts';

/**
 * Finds where a history ends. What a crash has left after the last record of the end is taken in; what is less than
 * recorded is missing, and the next segment goes on stating that it should be there.
 * @returns where the next segment goes on; null when it is the first of all
 * @throws Error when the history cannot be read
 */
export async function findEnd(
  files: HistoryFiles,
  reader: SegmentReader,
): Promise<SegmentLink | null> {
  const recorded = (await files.extent.read())?.end ?? null;
  const { segments, expectedBlocks } = await takeSurvey(files);
  const found = await findNewest(segments, files, reader);
  if (!found || (recorded && recorded.id > found.id)) return recorded;
  const isUnknown = expectedBlocks.get(segments.at(-1)?.id ?? '') === unknownBlocks;
  const expected = isUnknown ? unknownBlocks : (expectedBlocks.get(found.id) ?? 0);
  return { id: found.id, blocks: Math.max(found.blocks, expected) };
}

/** @returns the newest segment with a block that is genuine, made durable, since it is about to be relied on. */
async function findNewest(
  segments: readonly FoundSegment[],
  { folder }: HistoryFiles,
  reader: SegmentReader,
): Promise<SegmentLink | null> {
  for (const segment of [...segments].reverse()) {
    const blocks = (await reader.read(segment))?.blockCount ?? 0;
    if (blocks === 0) continue;
    await syncFile(folder.fileOf(segment));
    return { id: segment.id, blocks };
  }
  return null;
}
