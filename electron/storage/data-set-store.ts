import { z } from 'zod';
import { JsonFolder } from './json-folder.ts';
import type { ReportProblem } from './storage-problem.ts';

/** So many sets of data are remembered of a profile, for addresses at which several answer in turn. */
const mostSets = 8;

const dataSetSchema = z.object({
  /** Given here; servers have no name for what they hold. */
  id: z.string(),
  /** The newest transaction that was seen of it. */
  zxid: z.bigint(),
  /** Nodes by which it is recognised. */
  witnesses: z.array(z.object({ path: z.string(), czxid: z.bigint(), ctime: z.number() })),
});

export type KnownDataSet = z.infer<typeof dataSetSchema>;

const keptSchema = z.object({
  profile: z.string(),
  usedAt: z.number(),
  /** The one that was used last comes first. */
  sets: z.array(dataSetSchema),
});

type Kept = z.infer<typeof keptSchema>;

export interface DataSetStoreOptions {
  /** The folder of these files alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** The sets of data that have answered at the addresses of a profile. */
export class DataSetStore {
  readonly #kept: JsonFolder<Kept>;
  readonly #clock: () => number;

  private constructor(kept: JsonFolder<Kept>, clock: () => number) {
    this.#kept = kept;
    this.#clock = clock;
  }

  /** Reads what is known. What cannot be read is reported, never thrown. */
  static async open(options: DataSetStoreOptions): Promise<DataSetStore> {
    const kept = await JsonFolder.open<Kept>({
      ...options,
      schema: keptSchema,
      keyOf: ({ profile }) => profile,
      order: ({ usedAt }) => usedAt,
    });
    return new DataSetStore(kept, options.clock);
  }

  /** @returns those of one profile, the one that was used last first. */
  list(profile: string): readonly KnownDataSet[] {
    return this.#kept.get(profile)?.sets ?? [];
  }

  /** Keeps one as the one that is used now, in place of the one with its id. */
  use(profile: string, set: KnownDataSet): void {
    const others = this.list(profile).filter(({ id }) => id !== set.id);
    const sets = [set, ...others].slice(0, mostSets);
    this.#kept.set({ profile, usedAt: this.#clock(), sets });
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#kept.flush();
  }
}
