import { join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../../shared/model/application.ts';
import { isPanelState, mostPanels } from '../../shared/model/panel-state.ts';
import { JsonFolder } from './json-folder.ts';
import type { ReportProblem } from './storage-problem.ts';
import { takeOver } from './take-over.ts';

const theme = z.enum(['system', 'light', 'dark']);
const language = z.enum(['system', 'en', 'zh-CN']);
const panel = z.unknown().refine(isPanelState);

const keptSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('theme'), value: theme }),
  z.object({ kind: z.literal('language'), value: language }),
  z.object({ kind: z.literal('panel'), name: z.string(), value: panel }),
]);

type Kept = z.infer<typeof keptSchema>;

/** `settings.json`, which earlier versions wrote. */
const formerSchema = z.object({ theme, language, panels: z.record(z.string(), z.unknown()) });

const initialSettings: Settings = { theme: 'system', language: 'system', panels: {} };

export interface SettingsChange {
  readonly theme?: Settings['theme'] | undefined;
  readonly language?: Settings['language'] | undefined;
  readonly panels?: Settings['panels'] | undefined;
}

export interface SettingsStoreOptions {
  /** The folder of the application's files; the settings have one of their own in it. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** The settings, a file each, so that a damaged file takes one of them with it, not all. */
export class SettingsStore {
  readonly #kept: JsonFolder<Kept>;

  private constructor(kept: JsonFolder<Kept>) {
    this.#kept = kept;
  }

  /** Reads the settings. What cannot be read is reported, never thrown. */
  static async open({ folder, report, clock }: SettingsStoreOptions): Promise<SettingsStore> {
    const kept = await JsonFolder.open<Kept>({
      folder: join(folder, 'settings'),
      schema: keptSchema,
      keyOf,
      order: () => 0,
      report,
      clock,
    });
    await takeOver({
      file: join(folder, 'settings.json'),
      schema: formerSchema,
      report,
      clock,
      take: (former) => {
        for (const each of recordsOf(former)) if (kept.get(keyOf(each)) === null) kept.set(each);
        return kept.flush();
      },
    });
    return new SettingsStore(kept);
  }

  get(): Settings {
    return this.#kept.values().reduce((settings, kept): Settings => {
      if (kept.kind !== 'panel') return { ...settings, [kept.kind]: kept.value };
      return { ...settings, panels: { ...settings.panels, [kept.name]: kept.value } };
    }, initialSettings);
  }

  /**
   * Changes the fields that are given; `panels` are merged by name. A panel beyond the number of those that are
   * remembered is not. @returns the settings after it.
   */
  change(change: SettingsChange): Settings {
    let panelCount = Object.keys(this.get().panels).length;
    for (const each of recordsOf(change)) {
      const isNewPanel = each.kind === 'panel' && this.#kept.get(keyOf(each)) === null;
      if (isNewPanel && ++panelCount > mostPanels) continue;
      this.#kept.set(each);
    }
    return this.get();
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#kept.flush();
  }
}

/** @returns a record for each field that is given. */
function recordsOf({ theme, language, panels = {} }: SettingsChange): readonly Kept[] {
  return [
    ...(theme === undefined ? [] : [{ kind: 'theme', value: theme } as const]),
    ...(language === undefined ? [] : [{ kind: 'language', value: language } as const]),
    ...Object.entries(panels).flatMap(([name, value]) =>
      isPanelState(value) ? [{ kind: 'panel', name, value } as const] : [],
    ),
  ];
}

function keyOf(kept: Kept): string {
  return kept.kind === 'panel' ? `panel\n${kept.name}` : kept.kind;
}
