import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConnectString, targetKey } from '../../shared/connect-string.ts';
import {
  connectionProfileSchema,
  connectionSettingsSchema,
  type ConnectionProfile,
  type ConnectionSettings,
  type RecentConnection,
} from '../../shared/model/connection.ts';
import { JsonFolder } from './json-folder.ts';
import { profileIdOf } from './profile-id.ts';
import { takeOver } from './take-over.ts';
import type { ReportProblem } from './storage-problem.ts';

/** The most connections that are remembered without having been saved by name. */
const mostRecents = 20;

const keptProfileSchema = z.strictObject({
  profile: connectionProfileSchema,
  /** Whether the user has saved it by name; the others are recent connections, of which the oldest go. */
  isSaved: z.boolean(),
  /** Milliseconds since the epoch; 0 for never. */
  lastUsedAt: z.number(),
  /** The key from which its id follows: earlier versions named the folders of its histories by that. */
  formerKey: z.exactOptional(z.string()),
});

type KeptProfile = z.infer<typeof keptProfileSchema>;

/** `recent-connections.json`, which earlier versions wrote. */
const formerRecentsSchema = z.array(
  connectionSettingsSchema
    .omit({ target: true })
    .extend({ connectString: z.string(), lastUsedAt: z.number() }),
);

export interface ProfileStoreOptions {
  /** The folder of the application's files; the profiles have one of their own in it. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** Connections that were saved or used; a file each. */
export class ProfileStore {
  readonly #kept: JsonFolder<KeptProfile>;
  readonly #clock: () => number;
  /** Of ids that were made since the start, and are perhaps not kept yet. */
  readonly #newKeys = new Map<string, string>();

  private constructor(kept: JsonFolder<KeptProfile>, clock: () => number) {
    this.#kept = kept;
    this.#clock = clock;
  }

  /** Reads the profiles. What cannot be read is reported, never thrown. */
  static async open({ folder, report, clock }: ProfileStoreOptions): Promise<ProfileStore> {
    const kept = await JsonFolder.open({
      folder: join(folder, 'profiles'),
      schema: keptProfileSchema,
      keyOf: ({ profile }) => profile.id,
      order: ({ lastUsedAt }) => lastUsedAt,
      report,
      clock,
    });
    const store = new ProfileStore(kept, clock);
    await takeOver({
      file: join(folder, 'recent-connections.json'),
      schema: formerRecentsSchema,
      report,
      clock,
      take: async (recents) => {
        for (const { connectString, lastUsedAt, ...settings } of recents) {
          const parsed = parseConnectString(connectString);
          if (!parsed.ok) continue;
          const profile = store.resolve({ ...settings, target: parsed.target });
          if (!kept.get(profile.id)) store.#keep({ profile, isSaved: false, lastUsedAt });
        }
        return kept.flush();
      },
    });
    return store;
  }

  get(id: string): ConnectionProfile | null {
    return this.#kept.get(id)?.profile ?? null;
  }

  /** @returns the connections used last, the newest first. */
  recents(): readonly RecentConnection[] {
    return this.#all()
      .filter(({ lastUsedAt }) => lastUsedAt > 0)
      .map(({ profile, lastUsedAt }) => ({ profile, lastUsedAt }))
      .slice(0, mostRecents);
  }

  /** @returns the key by which earlier versions kept what is of this profile, where there is one. */
  formerKeyOf(id: string): string | undefined {
    return this.#kept.get(id)?.formerKey ?? this.#newKeys.get(id);
  }

  /**
   * Finds out which connection is meant. Nothing is kept by this.
   * @param id of the profile that the user chose, where it was one; it counts for its own target only
   * @returns that profile, else the one with the same target, a saved one first, else a new one without a name; with
   * these settings
   */
  resolve(settings: ConnectionSettings, id?: string): ConnectionProfile {
    const named = id === undefined ? undefined : this.#kept.get(id)?.profile;
    // The secrets of a profile go to its own servers only, whatever a page says.
    const isItsOwn = named && targetKey(named.target) === targetKey(settings.target);
    const chosen = isItsOwn ? named : undefined;
    const found = chosen ?? this.#findByTarget(settings);
    return found ? { ...found, ...settings } : { id: this.#newId(settings), name: '', ...settings };
  }

  /** Keeps a profile as the user saved it, in place of the one with its id. */
  save(profile: ConnectionProfile): void {
    const lastUsedAt = this.#kept.get(profile.id)?.lastUsedAt ?? 0;
    this.#keep({ profile, isSaved: true, lastUsedAt });
  }

  /** A connection was opened. What the user saved stays as it was saved. */
  remember(profile: ConnectionProfile): void {
    const before = this.#kept.get(profile.id);
    const isSaved = before?.isSaved ?? false;
    const kept = before && isSaved ? before.profile : profile;
    this.#keep({ profile: kept, isSaved, lastUsedAt: this.#clock() });
    const recents = this.#all().filter((each) => !each.isSaved);
    for (const { profile: old } of recents.slice(mostRecents)) this.#kept.remove(old.id);
  }

  /** Removes a connection from the recent ones. What is kept under its id stays, and is found again by its target. */
  forget(id: string): void {
    const kept = this.#kept.get(id);
    if (kept?.isSaved) this.#kept.set({ ...kept, lastUsedAt: 0 });
    else this.#kept.remove(id);
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#kept.flush();
  }

  #keep(kept: KeptProfile): void {
    const formerKey = this.formerKeyOf(kept.profile.id);
    this.#kept.set({ ...kept, ...(formerKey !== undefined && { formerKey }) });
  }

  /** The newest first. */
  #all(): KeptProfile[] {
    return [...this.#kept.values()].sort((one, other) => other.lastUsedAt - one.lastUsedAt);
  }

  #findByTarget({ target }: ConnectionSettings): ConnectionProfile | undefined {
    const key = targetKey(target);
    const same = this.#all().filter(({ profile }) => targetKey(profile.target) === key);
    return (same.find(({ isSaved }) => isSaved) ?? same[0])?.profile;
  }

  /** The id that follows from the target belongs to somebody else once a profile has been given other servers. */
  #newId({ target }: ConnectionSettings): string {
    const key = targetKey(target);
    const id = profileIdOf(key);
    if (this.#kept.get(id)) return randomUUID();
    this.#newKeys.set(id, key);
    return id;
  }
}
