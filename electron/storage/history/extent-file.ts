import { z } from 'zod';
import { SealedFile, type SealedFileOptions } from './sealed-file.ts';
import type { SegmentId, SegmentLink } from './segment-header.ts';

const mark = Buffer.from('extent\0\0');

/** From where to where a history reaches. */
export interface Extent {
  /** What is older than this segment went to keep within the bound; the rest must be there. */
  readonly start: SegmentId;
  /** What the newest segment held when it was last made durable; null as long as nothing was. */
  readonly end: SegmentLink | null;
}

const id = z.string().regex(/^\d{15}-[0-9a-f]{16}-\d{8}$/);
const schema: z.ZodType<Extent> = z.object({
  start: id,
  end: z.object({ id, blocks: z.number() }).nullable(),
});

/**
 * Where a history begins and ends is in no segment: a segment knows the one before it, but the oldest ones go, and
 * nothing comes after the newest. It is kept beside the keys, and written before the first segment of a history is, so
 * that a history without it has lost it.
 */
export class ExtentFile {
  readonly #sealed: SealedFile;

  constructor(file: string, options: SealedFileOptions) {
    this.#sealed = new SealedFile(file, mark, options);
  }

  /**
   * @returns null when there is none, or its key is lost, or it is damaged: then it is set aside and reported.
   * @throws Error when the system cannot read it
   */
  read(): Promise<Extent | null> {
    return this.#sealed.read((plain) => schema.parse(JSON.parse(plain.toString('utf8'))));
  }

  /** @throws Error when it cannot be written */
  write(extent: Extent): Promise<void> {
    return this.#sealed.write(this.#sealed.seal(Buffer.from(JSON.stringify(extent))));
  }

  /**
   * Records that everything before a segment is about to go.
   * @throws Error when it cannot be written
   */
  async beginAt(start: SegmentId): Promise<void> {
    const extent = await this.read();
    if (extent && extent.start < start) await this.write({ ...extent, start });
  }

  /**
   * Records what is durable now. Where there is no extent any more, the history was removed meanwhile.
   * @throws Error when it cannot be written
   */
  async endAt(end: SegmentLink): Promise<void> {
    const extent = await this.read();
    if (!extent) return;
    if (isFurther(end, extent.end)) await this.write({ ...extent, end });
  }
}

/** @returns whether a link reaches further than another one. */
function isFurther(link: SegmentLink, other: SegmentLink | null): boolean {
  if (!other || link.id > other.id) return true;
  return link.id === other.id && link.blocks > other.blocks;
}
