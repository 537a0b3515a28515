import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSetStore } from './data-set-store.ts';
import { DraftStore } from './draft-store.ts';
import { HistoryStore } from './history/history-store.ts';
import { KeptWatchStore } from './kept-watch-store.ts';
import { noKeychain, type Keychain } from './keychain.ts';
import { ProfileStore } from './profile-store.ts';
import { RuleStore } from './rule-store.ts';
import { SecretStore } from './secret-store.ts';
import { SettingsStore } from './settings-store.ts';
import type { ReportProblem } from './storage-problem.ts';
import { TaskStore } from './task-store.ts';
import { WritePermissions } from './write-permissions.ts';

export interface StorageOptions {
  /** The folder that holds the files; it is created when it is missing. */
  readonly folder: string;
  /** Called with every problem as it happens, the ones met by `open` included. */
  readonly report?: ReportProblem;
  /** Holds the secrets and the key of the histories; without it none is kept. */
  readonly keychain?: Keychain;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

interface Stores {
  readonly settings: SettingsStore;
  readonly profiles: ProfileStore;
  readonly secrets: SecretStore;
  readonly dataSets: DataSetStore;
  readonly drafts: DraftStore;
  readonly watches: KeptWatchStore;
  readonly histories: HistoryStore;
  readonly rules: RuleStore;
  readonly tasks: TaskStore;
  readonly writePermissions: WritePermissions;
}

/** What is kept from one start to the next. Reads are from memory; writes go to disk within 300 ms. */
export class Storage implements Stores {
  readonly settings: SettingsStore;
  readonly profiles: ProfileStore;
  readonly secrets: SecretStore;
  readonly dataSets: DataSetStore;
  readonly drafts: DraftStore;
  readonly watches: KeptWatchStore;
  readonly histories: HistoryStore;
  readonly rules: RuleStore;
  readonly tasks: TaskStore;
  readonly writePermissions: WritePermissions;

  private constructor(stores: Stores) {
    this.settings = stores.settings;
    this.profiles = stores.profiles;
    this.secrets = stores.secrets;
    this.dataSets = stores.dataSets;
    this.drafts = stores.drafts;
    this.watches = stores.watches;
    this.histories = stores.histories;
    this.rules = stores.rules;
    this.tasks = stores.tasks;
    this.writePermissions = stores.writePermissions;
  }

  /** Reads the files. Never rejects because of what a folder or a file holds: that is reported. */
  static async open(options: StorageOptions): Promise<Storage> {
    const { folder, keychain = noKeychain, clock = Date.now } = options;
    const report: ReportProblem = options.report ?? (() => undefined);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      report({ kind: 'writeFailed', file: folder, reason: String(error) });
    }
    const shared = { report, clock };
    const inside = (name: string) => ({ ...shared, folder: join(folder, name) });
    const settings = await SettingsStore.open({ ...shared, folder });
    const profiles = await ProfileStore.open({ ...shared, folder });
    const rules = await RuleStore.open({ ...shared, folder });
    const dataSets = await DataSetStore.open(inside('data-sets'));
    const drafts = await DraftStore.open(inside('drafts'));
    const watches = await KeptWatchStore.open(inside('watches'));
    const tasks = await TaskStore.open(inside('tasks'));
    const writePermissions = await WritePermissions.open({ ...shared, folder });
    const secrets = new SecretStore({ ...inside('secrets'), keychain });
    const histories = new HistoryStore({
      ...inside('histories'),
      keychain,
      formerKeyOf: (id) => profiles.formerKeyOf(id),
    });
    return new Storage({
      settings,
      profiles,
      secrets,
      dataSets,
      rules,
      drafts,
      watches,
      histories,
      tasks,
      writePermissions,
    });
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    const { settings, profiles, dataSets, rules, drafts, watches, histories, tasks } = this;
    const { writePermissions } = this;
    const kept = [settings, profiles, dataSets, rules, drafts, watches, histories, tasks];
    await writePermissions.flush();
    await Promise.all(kept.map((part) => part.flush()));
  }
}
