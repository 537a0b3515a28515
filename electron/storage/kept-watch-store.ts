import { z } from 'zod';
import { watchScopes, type UserWatch } from '../../shared/model/change.ts';
import { JsonFolder } from './json-folder.ts';
import type { ReportProblem } from './storage-problem.ts';

/** What a watch watches: a connection has one watch for each path and scope. */
export type WatchTarget = Pick<UserWatch, 'path' | 'scope'>;

/** A watch the user asked for, as it comes back when the application starts again. */
export interface KeptWatch extends WatchTarget {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly isPaused: boolean;
  /** Whether its history is kept on disk, see `HistoryStore`. */
  readonly keepOnDisk: boolean;
  /** The most bytes its history may take on disk; without it as many as `HistoryStore` allows by itself. */
  readonly maxHistoryBytes?: number;
}

type Kept =
  | { readonly kind: 'watch'; readonly connection: string; readonly watch: KeptWatch }
  | { readonly kind: 'connection'; readonly connection: string; readonly isOff: boolean };

const keptSchema: z.ZodType<Kept> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('watch'),
    connection: z.string(),
    watch: z.object({
      path: z.string(),
      scope: z.enum(watchScopes),
      since: z.number(),
      isPaused: z.boolean(),
      keepOnDisk: z.boolean(),
      maxHistoryBytes: z.exactOptional(z.number()),
    }),
  }),
  z.object({ kind: z.literal('connection'), connection: z.string(), isOff: z.boolean() }),
]);

export interface KeptWatchStoreOptions {
  /** The folder of the watches alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** The user's watches by connection; `connection` is a key made by `connectionKey`, which includes the chroot. */
export class KeptWatchStore {
  readonly #kept: JsonFolder<Kept>;

  private constructor(kept: JsonFolder<Kept>) {
    this.#kept = kept;
  }

  /** Reads the watches. What cannot be read is reported, never thrown. */
  static async open(options: KeptWatchStoreOptions): Promise<KeptWatchStore> {
    const order = (kept: Kept) => (kept.kind === 'watch' ? kept.watch.since : 0);
    return new KeptWatchStore(await JsonFolder.open({ ...options, schema: keptSchema, order }));
  }

  /** @returns the watches of one connection, the oldest first. */
  list(connection: string): readonly KeptWatch[] {
    return this.#kept
      .values()
      .flatMap((kept) =>
        kept.kind === 'watch' && kept.connection === connection ? [kept.watch] : [],
      );
  }

  /** Keeps a watch in place of the one for the same path and scope. */
  keep(connection: string, watch: KeptWatch): void {
    this.#kept.set(watchKey(connection, watch), { kind: 'watch', connection, watch });
  }

  forget(connection: string, target: WatchTarget): void {
    this.#kept.remove(watchKey(connection, target));
  }

  /** @returns whether the user switched all watches of the connection off; at first they are on. */
  isOff(connection: string): boolean {
    const kept = this.#kept.get(connection);
    return kept?.kind === 'connection' && kept.isOff;
  }

  switchOff(connection: string, isOff: boolean): void {
    this.#kept.set(connection, { kind: 'connection', connection, isOff });
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  flush(): Promise<void> {
    return this.#kept.flush();
  }
}

/** @returns a text that stands for one watch of one connection; a path holds no control characters. */
export function watchKey(connection: string, { path, scope }: WatchTarget): string {
  return `${connection}\n${scope}\n${path}`;
}
