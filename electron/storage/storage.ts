import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { DraftStore } from './draft-store.ts';
import { HistoryStore } from './history/history-store.ts';
import { JsonFile } from './json-file.ts';
import { KeptWatchStore } from './kept-watch-store.ts';
import { noKeychain, type Keychain } from './keychain.ts';
import { RecentConnectionStore, recentConnectionsSchema } from './recent-connection-store.ts';
import { initialRules, rulesSchema, RuleStore } from './rule-store.ts';
import { initialSettings, SettingsStore, settingsSchema } from './settings-store.ts';
import type { ReportProblem } from './storage-problem.ts';

export interface StorageOptions {
  /** The folder that holds the files; it is created when it is missing. */
  readonly folder: string;
  /** Told of every problem as it happens, the ones met by `open` included. */
  readonly report?: ReportProblem;
  /** Holds the key of the histories; without it none is kept. */
  readonly keychain?: Keychain;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** What is kept from one start to the next. Reads are from memory; writes go to disk within 300 ms. */
export class Storage {
  readonly settings: SettingsStore;
  readonly recentConnections: RecentConnectionStore;
  readonly drafts: DraftStore;
  readonly watches: KeptWatchStore;
  readonly histories: HistoryStore;
  readonly rules: RuleStore;
  readonly #kept: readonly { flush(): Promise<void> }[];

  private constructor(
    stores: Pick<
      Storage,
      'settings' | 'recentConnections' | 'drafts' | 'watches' | 'histories' | 'rules'
    >,
    kept: readonly { flush(): Promise<void> }[],
  ) {
    this.settings = stores.settings;
    this.recentConnections = stores.recentConnections;
    this.drafts = stores.drafts;
    this.watches = stores.watches;
    this.histories = stores.histories;
    this.rules = stores.rules;
    this.#kept = kept;
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
    const openFile = <T>(name: string, schema: z.ZodType<T>, initial: T) =>
      JsonFile.open({ file: join(folder, name), schema, initial, report, clock });
    const settings = await openFile('settings.json', settingsSchema, initialSettings);
    const recent = await openFile('recent-connections.json', recentConnectionsSchema, []);
    const rules = await openFile('rules.json', rulesSchema, initialRules);
    const drafts = await DraftStore.open({ folder: join(folder, 'drafts'), report, clock });
    const watches = await KeptWatchStore.open({ folder: join(folder, 'watches'), report, clock });
    const histories = new HistoryStore({
      folder: join(folder, 'histories'),
      keychain,
      report,
      clock,
    });
    return new Storage(
      {
        settings: new SettingsStore(settings),
        recentConnections: new RecentConnectionStore(recent, clock),
        drafts,
        watches,
        histories,
        rules: new RuleStore(rules),
      },
      [settings, recent, drafts, watches, histories, rules],
    );
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await Promise.all(this.#kept.map((part) => part.flush()));
  }
}
