import { z } from 'zod';
import { longestDraft, type Draft } from '../../shared/model/node.ts';
import { JsonFolder } from './json-folder.ts';
import { profileIdOf } from './profile-id.ts';
import type { ReportProblem } from './storage-problem.ts';

/** Of all connections together, and far beyond what anybody types: all of them are held in memory. */
const draftBounds: DraftBounds = { count: 5_000, textLength: 128 * 1024 * 1024 };
/** Of one file: a character takes at most six bytes in JSON, and there are two texts. */
const longestFile = longestDraft * 12 + 65_536;

interface DraftBounds {
  readonly count: number;
  /** Of the texts, in UTF-16 units. */
  readonly textLength: number;
}

interface KeptDraft {
  /** Id of the profile. */
  readonly profile: string;
  /** That of the value it was typed over; absent where that was not known. */
  readonly dataSet?: string | undefined;
  readonly draft: Draft;
}

const draftSchema = z.object({
  path: z.string(),
  text: z.string(),
  base: z.object({
    text: z.string(),
    version: z.number(),
    mzxid: z.bigint(),
    czxid: z.bigint().optional(),
  }),
  updatedAt: z.number(),
}) satisfies z.ZodType<Draft>;

const keptDraftSchema: z.ZodType<KeptDraft> = z.union([
  z.object({ profile: z.string(), dataSet: z.string().optional(), draft: draftSchema }),
  // As earlier versions wrote it: by a key that followed from the connect string.
  z
    .object({ connection: z.string(), draft: draftSchema })
    .transform(({ connection, draft }) => ({ profile: profileIdOf(connection), draft })),
]);

export interface DraftStoreOptions {
  /** The folder of the drafts alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
  /** Given by tests only. */
  readonly bounds?: DraftBounds;
}

/** Drafts by connection; `profile` is the id of its profile. */
export class DraftStore {
  readonly #drafts: JsonFolder<KeptDraft>;
  readonly #bounds: DraftBounds;
  #count = 0;
  #textLength = 0;

  private constructor(drafts: JsonFolder<KeptDraft>, bounds: DraftBounds) {
    this.#drafts = drafts;
    this.#bounds = bounds;
    for (const { draft } of drafts.values()) this.#tally(draft, 1);
  }

  /** Reads the drafts. What cannot be read is reported, never thrown. */
  static async open({ bounds = draftBounds, ...options }: DraftStoreOptions): Promise<DraftStore> {
    const drafts = await JsonFolder.open({
      ...options,
      schema: keptDraftSchema,
      keyOf: ({ profile, draft }) => keyOf(profile, draft.path),
      order: ({ draft }) => draft.updatedAt,
      maxBytes: longestFile,
    });
    return new DraftStore(drafts, bounds);
  }

  /**
   * @param dataSet which set of data answers now, where that is known
   * @returns the drafts of one connection, the oldest first
   */
  list(profile: string, dataSet?: string): readonly Draft[] {
    return this.#drafts.values().flatMap((kept) => {
      if (kept.profile !== profile) return [];
      const isKnown = dataSet !== undefined && kept.dataSet !== undefined;
      const isOther = isKnown && kept.dataSet !== dataSet;
      return [isOther ? { ...kept.draft, isOfOtherDataSet: true } : kept.draft];
    });
  }

  /**
   * Keeps a draft in place of the one for the same path. One that is typed on stays of the set of data of its base.
   * @param dataSet which set of data answers now, where that is known
   * @returns false when all drafts together would be more than is ever kept; nothing is changed then
   */
  keep(profile: string, draft: Draft, dataSet?: string): boolean {
    const kept = this.#drafts.get(keyOf(profile, draft.path));
    const before = kept?.draft;
    const grownBy = lengthOf(draft) - (before ? lengthOf(before) : 0);
    const isFull = !before && this.#count >= this.#bounds.count;
    // One that does not grow is taken in any case: a user who shortens a text is not refused.
    if (isFull || (grownBy > 0 && this.#textLength + grownBy > this.#bounds.textLength))
      return false;
    if (before) this.#tally(before, -1);
    this.#tally(draft, 1);
    const isSameBase = before && hasBaseOf(before, draft);
    this.#drafts.set({ profile, draft, dataSet: isSameBase ? kept.dataSet : dataSet });
    return true;
  }

  discard(profile: string, path: string): void {
    const key = keyOf(profile, path);
    const before = this.#drafts.get(key)?.draft;
    if (before) this.#tally(before, -1);
    this.#drafts.remove(key);
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#drafts.flush();
  }

  #tally(draft: Draft, sign: 1 | -1): void {
    this.#count += sign;
    this.#textLength += sign * lengthOf(draft);
  }
}

function hasBaseOf({ base: one }: Draft, { base: other }: Draft): boolean {
  return one.mzxid === other.mzxid && one.version === other.version && one.text === other.text;
}

function lengthOf({ text, base }: Draft): number {
  return text.length + base.text.length;
}

function keyOf(profile: string, path: string): string {
  return `${profile}\n${path}`;
}
