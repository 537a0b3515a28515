import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from './atomic-write.ts';
import { baseHashOf, type DraftRecord } from './draft-record.ts';
import { reasonOf } from './file-error.ts';
import type { Companions } from './json-file.ts';
import { formatJson, parseJson } from './json-text.ts';
import { readTextFile } from './read-text-file.ts';
import type { ReportProblem } from './storage-problem.ts';

interface HeldBase {
  /** Null for one that could not be read. Its file stays: what was in the way may be gone at the next start. */
  readonly text: string | null;
  isOnDisk: boolean;
}

/** A base that no draft refers to is left by a crash once it is older than any write can take. */
const leftAfterMs = 3_600_000;

/**
 * The long texts that drafts were typed over, each a file beside the draft's own that is named by its content. It is
 * written before the first draft that refers to it and removed after the last one, so a crash at any moment leaves each
 * draft on disk with its base.
 */
export class DraftBases {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #report: ReportProblem;
  /** The files of drafts that were read: of these it is known which base they need. */
  readonly #readDrafts = new Set<string>();
  /** By the name of the draft's file, and by hash. */
  readonly #held = new Map<string, Map<string, HeldBase>>();

  constructor(folder: string, maxBytes: number, report: ReportProblem) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#report = report;
  }

  /** Takes a text for the draft in a file. @returns its hash */
  hold(draftFile: string, text: string): string {
    const hash = hashOf(text);
    const bases = this.#of(draftFile);
    if (typeof bases.get(hash)?.text !== 'string') bases.set(hash, { text, isOnDisk: false });
    return hash;
  }

  /** @returns a text that is held for the draft in a file; null where it could not be read. */
  textOf(draftFile: string, hash: string): string | null {
    return this.#require(draftFile, hash).text;
  }

  /** What has to happen with bases when the draft in a file is read, written or removed. */
  companionsOf(draftFile: string): Companions<DraftRecord | null> {
    return {
      read: (record) => {
        this.#readDrafts.add(draftFile);
        return this.#read(draftFile, baseHashOf(record));
      },
      write: (record) => this.#write(draftFile, baseHashOf(record)),
      tidy: (records) => this.#tidy(draftFile, new Set(records.map(baseHashOf))),
    };
  }

  /**
   * Removes what a crash between two writes has left. The bases of drafts that could not be read stay, so that whoever
   * mends such a draft has all of it.
   * @param now milliseconds since the epoch
   */
  async removeLeft(now: number): Promise<void> {
    const held = new Set(
      [...this.#held].flatMap(([draftFile, bases]) =>
        [...bases.keys()].map((hash) => fileName(draftFile, hash)),
      ),
    );
    const names = await readdir(this.#folder).catch(() => []);
    // One that was set aside, or one that is there and was not read.
    const unread = names.filter((name) => !name.endsWith('.base') && !this.#readDrafts.has(name));
    const isOfUnread = (base: string) => unread.some((name) => name.startsWith(draftFileOf(base)));
    const isLeft = (name: string) => name.endsWith('.base') && !held.has(name) && !isOfUnread(name);
    for (const name of names.filter(isLeft)) {
      const file = join(this.#folder, name);
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > leftAfterMs) await rm(file, { force: true }).catch(() => undefined);
    }
  }

  async #read(draftFile: string, hash: string | null): Promise<void> {
    if (hash === null) return;
    let text: string | null = null;
    try {
      text = await this.#textIn(draftFile, hash);
    } catch (error) {
      const file = this.#file(draftFile, hash);
      this.#report({ kind: 'readFailed', file, reason: reasonOf(error) });
    }
    this.#of(draftFile).set(hash, { text, isOnDisk: true });
  }

  async #textIn(draftFile: string, hash: string): Promise<string> {
    const content = await readTextFile(this.#file(draftFile, hash), this.#maxBytes);
    const text = parseJson(content);
    if (typeof text !== 'string' || hashOf(text) !== hash) throw new Error('it is damaged');
    return text;
  }

  async #write(draftFile: string, hash: string | null): Promise<void> {
    if (hash === null) return;
    const base = this.#require(draftFile, hash);
    if (base.isOnDisk) return;
    await writeFileAtomically(this.#file(draftFile, hash), formatJson(base.text));
    base.isOnDisk = true;
  }

  async #tidy(draftFile: string, needed: ReadonlySet<string | null>): Promise<void> {
    const bases = this.#of(draftFile);
    const rest = [...bases].filter(([hash]) => !needed.has(hash));
    // Forgotten first: one that is needed again meanwhile is written again.
    for (const [hash] of rest) bases.delete(hash);
    if (bases.size === 0) this.#held.delete(draftFile);
    for (const [hash] of rest) await rm(this.#file(draftFile, hash), { force: true });
  }

  #of(draftFile: string): Map<string, HeldBase> {
    let bases = this.#held.get(draftFile);
    if (!bases) this.#held.set(draftFile, (bases = new Map<string, HeldBase>()));
    return bases;
  }

  #require(draftFile: string, hash: string): HeldBase {
    const base = this.#held.get(draftFile)?.get(hash);
    if (!base) throw new Error('the text that a draft was typed over is not held');
    return base;
  }

  #file(draftFile: string, hash: string): string {
    return join(this.#folder, fileName(draftFile, hash));
  }
}

function fileName(draftFile: string, hash: string): string {
  return `${draftFile}.${hash}.base`;
}

/** @returns the name of the draft's file that the file of a base belongs to. */
function draftFileOf(base: string): string {
  return base.split('.').slice(0, -2).join('.');
}

/** Of the UTF-16 units: a text may hold halves of characters, which UTF-8 cannot. */
function hashOf(text: string): string {
  return createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex');
}
