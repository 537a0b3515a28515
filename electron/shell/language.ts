import type { Language, Settings } from '../../shared/model/application.ts';

/** @returns the language a system that prefers these (BCP 47 tags, best first) would like to see. */
export function matchLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split(/[-_]/);
    if (language === 'zh') return 'zh-CN';
    if (language === 'en') return 'en';
  }
  return 'en';
}

/** The language of the interface: from the command line, else the settings, else the system. */
export class LanguageChoice {
  readonly #system: Language;
  readonly #initialSetting: Settings['language'];
  readonly #commandLine: Language | undefined;

  constructor(
    commandLine: Language | undefined,
    initialSetting: Settings['language'],
    preferred: readonly string[],
  ) {
    this.#commandLine = commandLine;
    this.#initialSetting = initialSetting;
    this.#system = matchLanguage(preferred);
  }

  /** A language chosen while the application runs is newer than its command line, and wins. */
  resolve(setting: Settings['language']): Language {
    if (this.#commandLine !== undefined && setting === this.#initialSetting) {
      return this.#commandLine;
    }
    return setting === 'system' ? this.#system : setting;
  }
}
