import { z } from 'zod';
import type { ConnectionSettings, RecentConnection } from '../../shared/model/connection.ts';
import { connectionKey } from './connection-key.ts';
import type { JsonFile } from './json-file.ts';

const keptCount = 20;

export const recentConnectionsSchema: z.ZodType<readonly RecentConnection[]> = z.array(
  z.object({
    connectString: z.string(),
    sessionTimeoutMs: z.number(),
    connectionTimeoutMs: z.number(),
    retryBaseMs: z.number(),
    retryTries: z.number(),
    readOnly: z.boolean(),
    lastUsedAt: z.number(),
  }),
);

/** The connections used last, newest first, one for each ensemble and chroot. */
export class RecentConnectionStore {
  readonly #file: JsonFile<readonly RecentConnection[]>;
  readonly #clock: () => number;

  constructor(file: JsonFile<readonly RecentConnection[]>, clock: () => number) {
    this.#file = file;
    this.#clock = clock;
  }

  /** @returns the newest first. */
  list(): readonly RecentConnection[] {
    return this.#file.value;
  }

  /** Puts a connection first; an older entry for the same ensemble and chroot goes. */
  remember(settings: ConnectionSettings): void {
    const others = this.#without(settings.connectString);
    const entry: RecentConnection = { ...settings, lastUsedAt: this.#clock() };
    this.#file.set([entry, ...others].slice(0, keptCount));
  }

  forget(connectString: string): void {
    this.#file.set(this.#without(connectString));
  }

  #without(connectString: string): readonly RecentConnection[] {
    const key = connectionKey(connectString);
    return this.#file.value.filter((entry) => connectionKey(entry.connectString) !== key);
  }
}
