import type { SettingsSnapshot, Startup } from '../../../shared/model/application.ts';
import type { TabCommand } from '../../../shared/model/tab-command.ts';
import type { DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';
import type { LaunchRequest, Opening } from '../launch-request.ts';

/** What the calls of the domain `page` need of the machine and the page's own view. */
export interface PageServices {
  readonly version: string;
  readonly platform: Startup['platform'];
  readonly zoom: (change: ParsedInput<'page.zoom'>['change']) => number;
  /** Cuts, copies or pastes where the keyboard is in the page. */
  readonly edit: (act: ParsedInput<'page.edit'>['act']) => void;
  /** Does something with the tabs of the window. */
  readonly runTabCommand: (command: TabCommand) => void;
  /**
   * Loads a new page in the place of this one, which is ended when its document is gone: until then it hands over what
   * is typed. @param opening what the new one is to open
   */
  readonly renew: (opening: Omit<Opening, 'readOnly'>) => void;
}

/** What a page is shown of the application and of its own connection. */
export interface KnownToPage {
  readonly settings: () => SettingsSnapshot;
  /** The znode that is open in the page. */
  readonly shownPath: () => string | undefined;
}

/** Carries out the calls of the domain `page`. */
export class PageCalls implements DomainCalls<'page'> {
  readonly #services: PageServices;
  readonly #launch: LaunchRequest;
  readonly #known: KnownToPage;

  constructor(services: PageServices, launch: LaunchRequest, known: KnownToPage) {
    this.#services = services;
    this.#launch = launch;
    this.#known = known;
  }

  getStartup(): Startup {
    const { version, platform } = this.#services;
    const { readOnly, pending } = this.#launch;
    const crash = this.#launch.takeCrash();
    // A page that is loaded again goes on where it was, unless that may be what it crashes of.
    const path = pending.path ?? (crash === 'repeated' ? undefined : this.#known.shownPath());
    return {
      version,
      platform,
      readOnly,
      ...this.#known.settings(),
      ...pending,
      ...(path !== undefined && { path }),
      ...(crash && { isAfterCrash: true }),
    };
  }

  zoom({ change }: ParsedInput<'page.zoom'>): number {
    return this.#services.zoom(change);
  }

  edit({ act }: ParsedInput<'page.edit'>): void {
    this.#services.edit(act);
  }

  runTabCommand({ command }: ParsedInput<'page.runTabCommand'>): void {
    this.#services.runTabCommand(command);
  }
}
