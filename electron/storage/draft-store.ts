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

/** Tells drafts of one node apart that several pages have typed; undefined for the first. */
type Copy = number | undefined;

interface KeptDraft {
  /** Id of the profile. */
  readonly profile: string;
  /** That of the value it was typed over; absent where that was not known. */
  readonly dataSet?: string | undefined;
  readonly copy?: Copy;
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
  z.object({
    profile: z.string(),
    dataSet: z.string().optional(),
    copy: z.number().optional(),
    draft: draftSchema,
  }),
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

/**
 * Drafts by connection; `profile` is the id of its profile. A draft belongs to the page it is typed in, so that two
 * pages of one connection, which type in the same node, do not write over each other's text. When a page has let go of
 * its drafts, the next one that lists them takes them over; of several for one node the newest first.
 */
export class DraftStore {
  readonly #drafts: JsonFolder<KeptDraft>;
  /** The drafts of each page, by profile and path: which copy is its own. Those of an earlier start are nobody's yet. */
  readonly #pages = new Map<object, Map<string, Copy>>();
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
      keyOf: ({ profile, copy, draft }) => keyOf(nodeKey(profile, draft.path), copy),
      order: ({ draft }) => draft.updatedAt,
      maxBytes: longestFile,
    });
    return new DraftStore(drafts, bounds);
  }

  /**
   * Gives the page the drafts that belong to nobody.
   * @param dataSet which set of data answers now, where that is known
   * @returns the drafts of one connection in this page, the oldest first
   */
  list(profile: string, page: object, dataSet?: string): readonly Draft[] {
    const all = this.#drafts.values().filter((kept) => kept.profile === profile);
    const byAge = all.sort((one, other) => one.draft.updatedAt - other.draft.updatedAt);
    for (const kept of [...byAge].reverse()) this.#takeOver(kept, page);
    return byAge.flatMap((kept) => {
      if (!this.#isOf(page, kept)) return [];
      const isKnown = dataSet !== undefined && kept.dataSet !== undefined;
      const isOther = isKnown && kept.dataSet !== dataSet;
      return [isOther ? { ...kept.draft, isOfOtherDataSet: true } : kept.draft];
    });
  }

  /**
   * Keeps a draft in place of the page's own one for the same path. One that is typed on stays of the set of data of
   * its base.
   * @param dataSet which set of data answers now, where that is known
   * @returns false when all drafts together would be more than is ever kept; nothing is changed then
   */
  keep(profile: string, page: object, draft: Draft, dataSet?: string): boolean {
    const node = nodeKey(profile, draft.path);
    const isOwn = this.#pages.get(page)?.has(node) === true;
    const copy = isOwn ? this.#pages.get(page)?.get(node) : this.#freeCopy(node);
    const kept = this.#drafts.get(keyOf(node, copy));
    const before = kept?.draft;
    const grownBy = lengthOf(draft) - (before ? lengthOf(before) : 0);
    const isFull = !before && this.#count >= this.#bounds.count;
    // One that does not grow is taken in any case: a user who shortens a text is not refused.
    if (isFull || (grownBy > 0 && this.#textLength + grownBy > this.#bounds.textLength))
      return false;
    if (before) this.#tally(before, -1);
    this.#tally(draft, 1);
    const isSameBase = before && hasBaseOf(before, draft);
    this.#own(page, node, copy);
    this.#drafts.set({ profile, copy, draft, dataSet: isSameBase ? kept.dataSet : dataSet });
    return true;
  }

  /** Removes the page's own draft of a path. */
  discard(profile: string, page: object, path: string): void {
    const node = nodeKey(profile, path);
    const own = this.#pages.get(page);
    if (!own?.has(node)) return;
    const key = keyOf(node, own.get(node));
    const before = this.#drafts.get(key)?.draft;
    if (before) this.#tally(before, -1);
    this.#drafts.remove(key);
    own.delete(node);
  }

  /** The page has ended, or shows another connection: its drafts belong to nobody. */
  letGo(page: object): void {
    this.#pages.delete(page);
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#drafts.flush();
  }

  #takeOver({ profile, copy, draft }: KeptDraft, page: object): void {
    const node = nodeKey(profile, draft.path);
    const isTaken = [...this.#pages.values()].some(
      (own) => own.has(node) && own.get(node) === copy,
    );
    const hasOwn = this.#pages.get(page)?.has(node) === true;
    if (!isTaken && !hasOwn) this.#own(page, node, copy);
  }

  #own(page: object, node: string, copy: Copy): void {
    const own = this.#pages.get(page) ?? new Map<string, Copy>();
    this.#pages.set(page, own.set(node, copy));
  }

  #isOf(page: object, { profile, copy, draft }: KeptDraft): boolean {
    const own = this.#pages.get(page);
    const node = nodeKey(profile, draft.path);
    return own?.has(node) === true && own.get(node) === copy;
  }

  /** @returns the first copy of a node's draft that is not there. */
  #freeCopy(node: string): Copy {
    if (!this.#drafts.get(node)) return undefined;
    let copy = 1;
    while (this.#drafts.get(keyOf(node, copy))) copy++;
    return copy;
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

/** A path holds no control characters. */
function nodeKey(profile: string, path: string): string {
  return `${profile}\n${path}`;
}

function keyOf(node: string, copy: Copy): string {
  return copy === undefined ? node : `${node}\n${String(copy)}`;
}
