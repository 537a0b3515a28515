import { join } from 'node:path';
import { z } from 'zod';
import { formatServer, targetKey, type ConnectTarget } from '../../shared/connect-string.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import { JsonFile } from './json-file.ts';
import type { ReportProblem } from './storage-problem.ts';

/** Far more than anybody uses. What is known stays, so that a page cannot push it out by naming others. */
const mostServers = 10_000;

const keptSchema = z.object({
  /** Servers that a read-only connection was made to, as host and port. */
  readOnlyServers: z.array(z.string()),
  /** Keys of the targets that the user has allowed to be written all the same. */
  writable: z.array(z.string()),
});

type Kept = z.infer<typeof keptSchema>;

export interface WritePermissionsOptions {
  /** The folder of the application's files. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/**
 * Which servers were connected to read-only, and where the user has allowed writing since. It is apart from the recent
 * connections, which come and go: a page that forgets one, or names fewer of its servers, does not lift the setting.
 */
export class WritePermissions {
  readonly #file: JsonFile<Kept>;

  private constructor(file: JsonFile<Kept>) {
    this.#file = file;
  }

  /** Reads the file. What cannot be read is reported, never thrown. */
  static async open({ folder, ...shared }: WritePermissionsOptions): Promise<WritePermissions> {
    const file = await JsonFile.open<Kept>({
      ...shared,
      file: join(folder, 'write-permissions.json'),
      schema: keptSchema,
      initial: { readOnlyServers: [], writable: [] },
    });
    return new WritePermissions(file);
  }

  /** @returns whether the user has to be asked before a connection to this target may write. */
  mustAsk(target: ConnectTarget): boolean {
    const { readOnlyServers, writable } = this.#file.value;
    const isLocked = target.servers.some((server) => readOnlyServers.includes(nameOf(server)));
    return isLocked && !writable.includes(targetKey(target));
  }

  /** The user has allowed it. */
  allow(target: ConnectTarget): void {
    const { readOnlyServers, writable } = this.#file.value;
    this.#file.set({ readOnlyServers, writable: [...new Set([...writable, targetKey(target)])] });
  }

  /** A connection was made with these settings. */
  connected({ target, readOnly }: ConnectionSettings): void {
    if (!readOnly) return;
    const { readOnlyServers, writable } = this.#file.value;
    const servers = [...new Set([...readOnlyServers, ...target.servers.map(nameOf)])];
    this.#file.set({
      readOnlyServers: servers.slice(0, mostServers),
      writable: writable.filter((key) => key !== targetKey(target)),
    });
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#file.flush();
  }
}

/** Host names know no capital letters. */
function nameOf(server: ConnectTarget['servers'][number]): string {
  return formatServer(server).toLowerCase();
}
