import { longestDraft, type Draft, type OtherDraft } from '../../shared/model/node.ts';
import { Emitter, type Disposable } from '../lifecycle.ts';
import { DraftBases } from './draft-bases.ts';
import { DraftOwners } from './draft-owners.ts';
import {
  copyKey,
  draftKeyOf,
  draftRecordSchema,
  nodeKey,
  type DraftCopy,
  type DraftRecord,
} from './draft-record.ts';
import { fileName, JsonFolder } from './json-folder.ts';
import type { ReportProblem } from './storage-problem.ts';

/** Of all connections together, and far beyond what anybody types: all of them are held in memory. */
const draftBounds: DraftBounds = { count: 5_000, textLength: 128 * 1024 * 1024 };
/** Of one file: a character takes at most six bytes in JSON, and there may be a short base. */
const longestFileBytes = longestDraft * 6 + 1_048_576;

interface DraftBounds {
  readonly count: number;
  /** Of the texts, in UTF-16 units. */
  readonly textLength: number;
}

/** The longest base that is kept in the draft's own file. */
const longestOwnBase = 16 * 1024;

export interface DraftStoreOptions {
  /** The folder of the drafts alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
  /** Given by tests only. */
  readonly bounds?: DraftBounds;
}

/** What became of a draft that was to be kept. */
export type DraftOutcome =
  | 'kept'
  /** All drafts together would be more than is ever kept; nothing is changed. */
  | 'full'
  /** No draft of this path has the base; nothing is changed. */
  | 'unknownBase';

/**
 * Drafts by connection; `profile` is the id of its profile. A draft belongs to the page it is typed in, so that two
 * pages of one connection, which type in the same node, do not write over each other's text. When a page has let go of
 * its drafts, the next one that lists them takes them over; of several for one node the newest first.
 */
export class DraftStore {
  readonly #records: JsonFolder<DraftRecord>;
  readonly #bases: DraftBases;
  readonly #owners = new DraftOwners();
  readonly #freed = new Emitter<string>();
  readonly #bounds: DraftBounds;
  /** What the page calls the base of a draft, by the draft's key; until the application ends. */
  readonly #baseIds = new Map<string, string>();
  #count = 0;
  #textLength = 0;

  private constructor(
    records: JsonFolder<DraftRecord>,
    bases: DraftBases,
    bounds: DraftBounds = draftBounds,
  ) {
    this.#records = records;
    this.#bases = bases;
    this.#bounds = bounds;
    for (const record of records.values()) this.#tally(this.#draftOf(record), 1);
  }

  /** Reads the drafts. What cannot be read is reported, never thrown. */
  static async open({ bounds, ...options }: DraftStoreOptions): Promise<DraftStore> {
    const bases = new DraftBases(options.folder, longestFileBytes, options.report);
    const records = await JsonFolder.open({
      ...options,
      schema: draftRecordSchema,
      keyOf: draftKeyOf,
      order: ({ draft }) => draft.updatedAt,
      maxBytes: longestFileBytes,
      companionsOf: (name) => bases.companionsOf(name),
    });
    await bases.removeLeft(options.clock());
    return new DraftStore(records, bases, bounds);
  }

  /**
   * Gives the page the drafts that belong to nobody.
   * @param dataSet which set of data answers now, where that is known
   * @returns the drafts of one connection in this page, the oldest first
   */
  list(profile: string, page: object, dataSet?: string): readonly Draft[] {
    const all = this.#records.values().filter((record) => record.profile === profile);
    const byAge = all.sort((one, other) => one.draft.updatedAt - other.draft.updatedAt);
    for (const record of [...byAge].reverse()) this.#takeOver(record, page);
    return byAge.flatMap((record) => {
      const node = nodeKey(profile, record.draft.path);
      if (!this.#owners.isOf(page, node, record.copy)) return [];
      return [this.#shownOf(record, dataSet)];
    });
  }

  /** @returns which drafts of one connection belong to no page, the newest first; without their texts. */
  listOthers(profile: string): readonly OtherDraft[] {
    return this.#records
      .values()
      .filter((record) => record.profile === profile)
      .filter(({ copy, draft }) => !this.#owners.isTaken(nodeKey(profile, draft.path), copy))
      .map(({ copy, draft: { path, updatedAt } }) => ({ path, copy: copy ?? 0, updatedAt }))
      .sort((one, other) => other.updatedAt - one.updatedAt);
  }

  /**
   * Makes a draft that belongs to nobody the page's own, in place of the one it has, which then belongs to nobody.
   * @param number as in `OtherDraft.copy`
   * @param dataSet which set of data answers now, where that is known
   * @returns it; null where there is no such draft: nothing is changed then
   */
  exchange(
    profile: string,
    page: object,
    path: string,
    number: number,
    dataSet?: string,
  ): Draft | null {
    const node = nodeKey(profile, path);
    const copy = number === 0 ? undefined : number;
    const record = this.#records.get(copyKey(node, copy));
    if (!record || this.#owners.isTaken(node, copy)) return null;
    this.#owners.give(page, node, copy);
    return this.#shownOf(record, dataSet);
  }

  /** The page's own draft of a path belongs to nobody; without one nothing happens. */
  putAside(profile: string, page: object, path: string): void {
    this.#owners.take(page, nodeKey(profile, path));
  }

  /**
   * Keeps a draft in place of the page's own one for the same path. One that is typed on stays of the set of data of
   * its base.
   * @param dataSet which set of data answers now, where that is known
   * @param baseId a name for the base, by which `keepText` refers to it
   * @param isBeside whether the page's own one stays kept, and belongs to nobody then
   */
  keep(
    profile: string,
    page: object,
    draft: Draft,
    dataSet?: string,
    baseId?: string,
    isBeside = false,
  ): Exclude<DraftOutcome, 'unknownBase'> {
    const node = nodeKey(profile, draft.path);
    const isOwn = this.#owners.has(page, node) && !isBeside;
    const copy = isOwn ? this.#owners.copyOf(page, node) : this.#freeCopy(node);
    const key = copyKey(node, copy);
    const record = this.#records.get(key);
    const before = record && this.#draftOf(record);
    if (!this.#makeRoom(before, draft)) return 'full';
    const isSameBase = before && hasBaseOf(before, draft);
    // The same one stays as it is kept: its file may be one that can be read again at the next start.
    const base = isSameBase ? record.draft.base : this.#keptBase(key, draft.base);
    this.#owners.give(page, node, copy);
    this.#records.set({
      profile,
      copy,
      dataSet: isSameBase ? record.dataSet : dataSet,
      draft: { path: draft.path, text: draft.text, base, updatedAt: draft.updatedAt },
    });
    if (baseId === undefined) this.#baseIds.delete(key);
    else this.#baseIds.set(key, baseId);
    return 'kept';
  }

  /** Keeps what was typed on in the page over a base that it handed over before, under this name. */
  keepText(
    profile: string,
    page: object,
    typed: Pick<Draft, 'path' | 'text' | 'updatedAt'> & { readonly baseId: string },
  ): DraftOutcome {
    const { path, text, updatedAt, baseId } = typed;
    const key = this.#ownKey(profile, page, path);
    const record = key === null ? null : this.#records.get(key);
    if (key === null || !record || this.#baseIds.get(key) !== baseId) return 'unknownBase';
    const before = this.#draftOf(record);
    if (!this.#makeRoom(before, { ...before, text })) return 'full';
    this.#records.set({ ...record, draft: { ...record.draft, text, updatedAt } });
    return 'kept';
  }

  /** Removes the page's own draft of a path. */
  discard(profile: string, page: object, path: string): void {
    const key = this.#ownKey(profile, page, path);
    if (key === null) return;
    const record = this.#records.get(key);
    if (record) this.#tally(this.#draftOf(record), -1);
    this.#baseIds.delete(key);
    this.#records.remove(key);
    this.#owners.take(page, nodeKey(profile, path));
  }

  /** The page has ended: its drafts belong to nobody. */
  letGo(profile: string, page: object): void {
    if (this.#owners.letGo(page)) this.#freed.emit(profile);
  }

  /** Calls the listener with the id of each profile of which drafts belong to nobody now. */
  onFreed(listener: (profile: string) => void): Disposable {
    return this.#freed.on(listener);
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#records.flush();
  }

  #keptBase(key: string, base: Draft['base']): DraftRecord['draft']['base'] {
    const { text, ...ids } = base;
    if (text.length <= longestOwnBase) return base;
    return { ...ids, sha256: this.#bases.hold(fileName(key), text) };
  }

  #takeOver({ profile, copy, draft }: DraftRecord, page: object): void {
    const node = nodeKey(profile, draft.path);
    const isFree = !this.#owners.isTaken(node, copy) && !this.#owners.has(page, node);
    if (isFree) this.#owners.give(page, node, copy);
  }

  /** @returns the key of the page's own draft of a path; null where it has none. */
  #ownKey(profile: string, page: object, path: string): string | null {
    const node = nodeKey(profile, path);
    return this.#owners.has(page, node) ? copyKey(node, this.#owners.copyOf(page, node)) : null;
  }

  /** @returns the first copy of a node's draft that is not there; one that could not be read may be. */
  #freeCopy(node: string): DraftCopy {
    if (!this.#records.has(node)) return undefined;
    let copy = 1;
    while (this.#records.has(copyKey(node, copy))) copy++;
    return copy;
  }

  /** The draft of a record, and whether it was typed over other data than answers now. */
  #shownOf(record: DraftRecord, dataSet: string | undefined): Draft {
    const draft = this.#draftOf(record);
    const isKnown = dataSet !== undefined && record.dataSet !== undefined;
    return isKnown && record.dataSet !== dataSet ? { ...draft, isOfOtherDataSet: true } : draft;
  }

  /** The draft of a record, with the text of its base. */
  #draftOf(record: DraftRecord): Draft {
    const { draft } = record;
    const { base } = draft;
    if (!('sha256' in base)) return { ...draft, base };
    const { sha256, ...ids } = base;
    const text = this.#bases.textOf(fileName(draftKeyOf(record)), sha256);
    return {
      ...draft,
      base: text === null ? { ...ids, text: '', isUnknown: true } : { ...ids, text },
    };
  }

  /** Counts a draft in, in place of the one before it. @returns false when there is no room for it */
  #makeRoom(before: Draft | null, draft: Draft): boolean {
    const grownBy = lengthOf(draft) - (before ? lengthOf(before) : 0);
    const isFull = !before && this.#count >= this.#bounds.count;
    // One that does not grow is taken in any case: a user who shortens a text is not refused.
    if (isFull || (grownBy > 0 && this.#textLength + grownBy > this.#bounds.textLength))
      return false;
    if (before) this.#tally(before, -1);
    this.#tally(draft, 1);
    return true;
  }

  #tally(draft: Draft, sign: 1 | -1): void {
    this.#count += sign;
    this.#textLength += sign * lengthOf(draft);
  }
}

function hasBaseOf({ base: one }: Draft, { base: other }: Draft): boolean {
  const isSameWrite = one.mzxid === other.mzxid && one.version === other.version;
  return isSameWrite && one.text === other.text && one.isUnknown === other.isUnknown;
}

function lengthOf({ text, base }: Draft): number {
  return text.length + base.text.length;
}
