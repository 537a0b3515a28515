import type { SettingsSnapshot, Startup } from '../../../shared/model/application.ts';
import type { TabCommand } from '../../../shared/model/tab-command.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';
import type { LaunchRequest, Opening } from '../launch-request.ts';

/** What the calls of the domain `page` need of the machine and the page's own view. */
export interface PageServices {
  readonly version: string;
  readonly platform: Startup['platform'];
  readonly zoom: (change: ParsedInput<'page.zoom'>['change']) => number;
  /** Does something with the tabs of the window. */
  readonly runTabCommand: (command: TabCommand) => void;
  /**
   * Loads a new page in the place of this one, which is ended when its document is gone: until then it hands over what
   * is typed. @param opening what the new one is to open
   */
  readonly renew: (opening: Omit<Opening, 'readOnly'>) => void;
}

/** Carries out the calls of the domain `page`. */
export class PageCalls implements DomainCalls<'page'> {
  readonly #services: PageServices;
  readonly #launch: LaunchRequest;
  readonly #settings: () => SettingsSnapshot;

  constructor(services: PageServices, launch: LaunchRequest, settings: () => SettingsSnapshot) {
    this.#services = services;
    this.#launch = launch;
    this.#settings = settings;
  }

  getStartup(): Startup {
    const { version, platform } = this.#services;
    const { readOnly, pending } = this.#launch;
    return { version, platform, readOnly, ...this.#settings(), ...pending };
  }

  zoom({ change }: ParsedInput<'page.zoom'>): number {
    return this.#services.zoom(change);
  }

  runTabCommand({ command }: ParsedInput<'page.runTabCommand'>): void {
    this.#services.runTabCommand(command);
  }
}
