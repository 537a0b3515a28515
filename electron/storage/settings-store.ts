import { z } from 'zod';
import type { Settings } from '../../shared/model/application.ts';
import type { JsonFile } from './json-file.ts';

export const settingsSchema: z.ZodType<Settings> = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'en', 'zh-CN']),
  panels: z.record(z.string(), z.unknown()),
});

export const initialSettings: Settings = { theme: 'system', language: 'system', panels: {} };

export interface SettingsChange {
  readonly theme?: Settings['theme'] | undefined;
  readonly language?: Settings['language'] | undefined;
  readonly panels?: Settings['panels'] | undefined;
}

export class SettingsStore {
  readonly #file: JsonFile<Settings>;

  constructor(file: JsonFile<Settings>) {
    this.#file = file;
  }

  get(): Settings {
    return this.#file.value;
  }

  /** Changes the fields that are given; `panels` are merged by name. @returns the settings after it. */
  change(change: SettingsChange): Settings {
    const before = this.#file.value;
    this.#file.set({
      theme: change.theme ?? before.theme,
      language: change.language ?? before.language,
      panels: { ...before.panels, ...change.panels },
    });
    return this.#file.value;
  }
}
