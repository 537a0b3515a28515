import type { Settings } from '../../../shared/model/application.ts';
import type { SettingsStore } from '../../storage/settings-store.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';

/** What the calls of the domain `app` need of the machine. */
export interface AppServices {
  /** Carries changed settings to what is not part of a page: the system theme and the menu. */
  readonly applySettings: (settings: Settings) => void;
  /** At once in older versions of Electron, later in newer ones. */
  readonly writeClipboard: (text: string) => void | Promise<void>;
  /** The licences of the bundled libraries. */
  readonly readNotices: () => Promise<string>;
}

/** Carries out the calls of the domain `app`. */
export class AppCalls implements DomainCalls<'app'> {
  readonly #settings: SettingsStore;
  readonly #services: AppServices;
  readonly #onChange: () => void;

  /** @param onChange the settings are other ones */
  constructor(settings: SettingsStore, services: AppServices, onChange: () => void) {
    this.#settings = settings;
    this.#services = services;
    this.#onChange = onChange;
  }

  changeSettings(change: ParsedInput<'app.changeSettings'>): Settings {
    const settings = this.#settings.change(change);
    this.#services.applySettings(settings);
    this.#onChange();
    return settings;
  }

  async writeClipboard({ text }: ParsedInput<'app.writeClipboard'>): Promise<void> {
    await this.#services.writeClipboard(text);
  }

  getNotices(): Promise<string> {
    return this.#services.readNotices();
  }
}
