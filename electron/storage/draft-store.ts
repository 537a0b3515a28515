import { z } from 'zod';
import type { Draft } from '../../shared/model/node.ts';
import { JsonFolder } from './json-folder.ts';
import type { ReportProblem } from './storage-problem.ts';

interface KeptDraft {
  readonly connection: string;
  readonly draft: Draft;
}

const keptDraftSchema: z.ZodType<KeptDraft> = z.object({
  connection: z.string(),
  draft: z.object({
    path: z.string(),
    text: z.string(),
    base: z.object({
      text: z.string(),
      version: z.number(),
      mzxid: z.bigint(),
      czxid: z.bigint().optional(),
    }),
    updatedAt: z.number(),
  }),
});

export interface DraftStoreOptions {
  /** The folder of the drafts alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** Drafts by connection; `connection` is a key made by `connectionKey`. */
export class DraftStore {
  readonly #drafts: JsonFolder<KeptDraft>;

  private constructor(drafts: JsonFolder<KeptDraft>) {
    this.#drafts = drafts;
  }

  /** Reads the drafts. What cannot be read is reported, never thrown. */
  static async open(options: DraftStoreOptions): Promise<DraftStore> {
    return new DraftStore(
      await JsonFolder.open({
        ...options,
        schema: keptDraftSchema,
        order: ({ draft }) => draft.updatedAt,
      }),
    );
  }

  /** @returns the drafts of one connection, the oldest first. */
  list(connection: string): readonly Draft[] {
    return this.#drafts
      .values()
      .flatMap((kept) => (kept.connection === connection ? [kept.draft] : []));
  }

  /** Keeps a draft in place of the one for the same path. */
  keep(connection: string, draft: Draft): void {
    this.#drafts.set(keyOf(connection, draft.path), { connection, draft });
  }

  discard(connection: string, path: string): void {
    this.#drafts.remove(keyOf(connection, path));
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  flush(): Promise<void> {
    return this.#drafts.flush();
  }
}

function keyOf(connection: string, path: string): string {
  return `${connection}\n${path}`;
}
