import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Draft } from '../../shared/model/node.ts';
import { JsonFile } from './json-file.ts';
import type { ReportProblem } from './storage-problem.ts';

interface KeptDraft {
  readonly connection: string;
  readonly draft: Draft;
}

const keptDraftSchema: z.ZodType<KeptDraft | null> = z.object({
  connection: z.string(),
  draft: z.object({
    path: z.string(),
    text: z.string(),
    base: z.object({ text: z.string(), version: z.number(), mzxid: z.bigint() }),
    updatedAt: z.number(),
  }),
});

export interface DraftStoreOptions {
  /** The folder of the drafts alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/**
 * Drafts by connection; `connection` is a key made by `connectionKey`.
 *
 * Each draft is a file of its own, so that several windows of the application, each a process, do not write over
 * each other's drafts, and a keystroke does not write all of them again.
 */
export class DraftStore {
  readonly #options: DraftStoreOptions;
  /** By file name, in the order in which the drafts were begun. */
  readonly #files: Map<string, JsonFile<KeptDraft | null>>;

  private constructor(
    options: DraftStoreOptions,
    files: Iterable<[string, JsonFile<KeptDraft | null>]>,
  ) {
    this.#options = options;
    this.#files = new Map(files);
  }

  /** Reads the drafts. What cannot be read is reported, never thrown. */
  static async open(options: DraftStoreOptions): Promise<DraftStore> {
    const { folder, report } = options;
    let names: string[] = [];
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    } catch (error) {
      report({ kind: 'readFailed', file: folder, reason: String(error) });
    }
    const files = await Promise.all(
      names.map(async (name): Promise<[string, JsonFile<KeptDraft | null>]> => {
        const file = join(folder, name);
        return [
          name,
          await JsonFile.open({ ...options, file, schema: keptDraftSchema, initial: null }),
        ];
      }),
    );
    const age = ([, { value }]: (typeof files)[number]) => value?.draft.updatedAt ?? 0;
    return new DraftStore(
      options,
      files.sort((one, other) => age(one) - age(other)),
    );
  }

  /** @returns the drafts of one connection, the oldest first. */
  list(connection: string): readonly Draft[] {
    return [...this.#files.values()].flatMap(({ value }) =>
      value?.connection === connection ? [value.draft] : [],
    );
  }

  /** Keeps a draft in place of the one for the same path. */
  keep(connection: string, draft: Draft): void {
    const name = fileName(connection, draft.path);
    let file = this.#files.get(name);
    if (!file) {
      file = JsonFile.create({
        ...this.#options,
        file: join(this.#options.folder, name),
        schema: keptDraftSchema,
        initial: null,
      });
      this.#files.set(name, file);
    }
    file.set({ connection, draft });
  }

  discard(connection: string, path: string): void {
    const file = this.#files.get(fileName(connection, path));
    if (file && file.value !== null) file.remove();
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => file.flush()));
  }
}

/** Paths are longer than file names may be, and hold characters that these may not. */
function fileName(connection: string, path: string): string {
  return `${createHash('sha256').update(`${connection}\n${path}`).digest('hex').slice(0, 40)}.json`;
}
