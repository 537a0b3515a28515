import { z } from 'zod';
import { watchScopes, type UserWatch } from '../../shared/model/change.ts';
import { Emitter, type Disposable } from '../lifecycle.ts';
import { JsonFolder } from './json-folder.ts';
import { profileIdOf } from './profile-id.ts';
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

/** `profile` is the id of the profile. */
type Kept =
  | { readonly kind: 'watch'; readonly profile: string; readonly watch: KeptWatch }
  | { readonly kind: 'connection'; readonly profile: string; readonly isOff: boolean };

const watch = z.object({
  path: z.string(),
  scope: z.enum(watchScopes),
  since: z.number(),
  isPaused: z.boolean(),
  keepOnDisk: z.boolean(),
  maxHistoryBytes: z.exactOptional(z.number()),
});
const profile = z.string();
// As earlier versions wrote it: by a key that followed from the connect string.
const connection = z.string();

const keptSchema: z.ZodType<Kept> = z.union([
  z.object({ kind: z.literal('watch'), profile, watch }),
  z.object({ kind: z.literal('connection'), profile, isOff: z.boolean() }),
  z
    .object({ kind: z.literal('watch'), connection, watch })
    .transform(({ kind, connection, watch }) => ({
      ...{ kind, watch },
      profile: profileIdOf(connection),
    })),
  z
    .object({ kind: z.literal('connection'), connection, isOff: z.boolean() })
    .transform(({ kind, connection, isOff }) => ({
      ...{ kind, isOff },
      profile: profileIdOf(connection),
    })),
]);

/** What became of the watches of one connection. */
export type KeptWatchChange =
  | { readonly kind: 'kept'; readonly watch: KeptWatch }
  | { readonly kind: 'forgotten'; readonly target: WatchTarget }
  | { readonly kind: 'switched'; readonly isOff: boolean };

/** A change with the profile that it is of, and who made it. */
interface MadeChange {
  readonly profile: string;
  readonly change: KeptWatchChange;
  readonly by: object;
}

export interface KeptWatchStoreOptions {
  /** The folder of the watches alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/**
 * The user's watches by connection; `profile` is the id of its profile. Each page of a connection follows what another
 * one changes, so that none writes an older state over it. `by` says who makes a change.
 */
export class KeptWatchStore {
  readonly #kept: JsonFolder<Kept>;
  readonly #changes = new Emitter<MadeChange>();

  private constructor(kept: JsonFolder<Kept>) {
    this.#kept = kept;
  }

  /** Reads the watches. What cannot be read is reported, never thrown. */
  static async open(options: KeptWatchStoreOptions): Promise<KeptWatchStore> {
    const order = (kept: Kept) => (kept.kind === 'watch' ? kept.watch.since : 0);
    const keyOf = (kept: Kept) =>
      kept.kind === 'watch' ? watchKey(kept.profile, kept.watch) : kept.profile;
    return new KeptWatchStore(
      await JsonFolder.open({ ...options, schema: keptSchema, keyOf, order }),
    );
  }

  /** @returns the watches of one connection, the oldest first. */
  list(profile: string): readonly KeptWatch[] {
    return this.#kept
      .values()
      .flatMap((kept) => (kept.kind === 'watch' && kept.profile === profile ? [kept.watch] : []));
  }

  /** Calls the listener with each change that somebody else makes to the watches of one connection. */
  follow(profile: string, by: object, listener: (change: KeptWatchChange) => void): Disposable {
    return this.#changes.on((made) => {
      if (made.profile === profile && made.by !== by) listener(made.change);
    });
  }

  /** Keeps a watch in place of the one for the same path and scope. */
  keep(profile: string, watch: KeptWatch, by: object): void {
    this.#kept.set({ kind: 'watch', profile, watch });
    this.#changes.emit({ profile, by, change: { kind: 'kept', watch } });
  }

  forget(profile: string, { path, scope }: WatchTarget, by: object): void {
    const target = { path, scope };
    this.#kept.remove(watchKey(profile, target));
    this.#changes.emit({ profile, by, change: { kind: 'forgotten', target } });
  }

  /** @returns whether the user switched all watches of the connection off; at first they are on. */
  isOff(profile: string): boolean {
    const kept = this.#kept.get(profile);
    return kept?.kind === 'connection' && kept.isOff;
  }

  switchOff(profile: string, isOff: boolean, by: object): void {
    this.#kept.set({ kind: 'connection', profile, isOff });
    this.#changes.emit({ profile, by, change: { kind: 'switched', isOff } });
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#kept.flush();
  }
}

/** @returns a text that stands for one watch of one connection; a path holds no control characters. */
export function watchKey(profile: string, { path, scope }: WatchTarget): string {
  return `${profile}\n${scope}\n${path}`;
}
