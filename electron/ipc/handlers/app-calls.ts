import type { Settings, Startup } from '../../../shared/model/application.ts';
import type { Storage } from '../../storage/storage.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';
import type { LaunchRequest } from './launch-request.ts';

/** What the calls of the domain `app` need of the machine and the window. */
export interface AppServices {
  readonly version: string;
  readonly platform: Startup['platform'];
  readonly launch: LaunchRequest;
  /** Resolved from the command line, the settings and the system, in this order. */
  readonly resolveLanguage: (settings: Settings) => Startup['language'];
  /** Carries changed settings to what is not part of the page: the system theme and the menu. */
  readonly applySettings: (settings: Settings) => void;
  /** Refuses everything but http and https with INVALID_INPUT. */
  readonly openExternal: (url: string) => Promise<void>;
  /** At once in older versions of Electron, later in newer ones. */
  readonly writeClipboard: (text: string) => void | Promise<void>;
  readonly zoom: (change: ParsedInput<'app.zoom'>['change']) => number;
}

/** Carries out the calls of the domain `app`. */
export class AppCalls implements DomainCalls<'app'> {
  readonly #storage: Storage;
  readonly #services: AppServices;

  constructor(storage: Storage, services: AppServices) {
    this.#storage = storage;
    this.#services = services;
  }

  getStartup(): Startup {
    const settings = this.#storage.settings.get();
    return {
      version: this.#services.version,
      platform: this.#services.platform,
      language: this.#services.resolveLanguage(settings),
      settings,
      ...this.#services.launch.pending,
    };
  }

  changeSettings(change: ParsedInput<'app.changeSettings'>): Settings {
    const settings = this.#storage.settings.change(change);
    this.#services.applySettings(settings);
    return settings;
  }

  async openExternal({ url }: ParsedInput<'app.openExternal'>): Promise<void> {
    await this.#services.openExternal(url);
  }

  async writeClipboard({ text }: ParsedInput<'app.writeClipboard'>): Promise<void> {
    await this.#services.writeClipboard(text);
  }

  zoom({ change }: ParsedInput<'app.zoom'>): number {
    return this.#services.zoom(change);
  }
}
